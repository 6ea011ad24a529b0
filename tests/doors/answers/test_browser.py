"""The pages of answers in Chromium: drawn without complaint, and never wider than the window."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from huitou.doors.answers import answer_page

FAMILIES = (
    "retention", "stickiness", "lifecycle", "funnel", "paths", "cohort", "engagement",
    "customer_value", "growth", "drivers", "groups", "split",
)  # fmt: skip


@pytest.mark.parametrize(
    ("width", "language", "theme"), [(1280, "en", "light"), (375, "zh-Hans", "dark")]
)
@pytest.mark.parametrize("name", FAMILIES)
def test_a_page_is_drawn_and_fits(
    browser: Any,
    answers: dict[str, Any],
    split: Any,
    tmp_path: Path,
    name: str,
    width: int,
    language: str,
    theme: str,
) -> None:
    family, answer = ("retention", split) if name == "split" else (name, answers[name])
    path = tmp_path / "page.html"
    path.write_text(answer_page(family, answer, version="9.8.7"), encoding="utf-8")
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=theme)
    page = context.new_page()
    complaints: list[str] = []
    requests: list[str] = []
    page.on("console", lambda said: complaints.append(said.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: requests.append(request.url))
    page.goto(path.as_uri())
    page.click(f"[data-language={language}]")
    for chart in page.locator(".chart").all():
        chart.scroll_into_view_if_needed()
        chart.locator(".main-svg").first.wait_for()
    assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
    assert page.evaluate("window.hit") is None
    assert page.evaluate("document.documentElement.lang") == language
    assert complaints == []
    assert [url for url in requests if not url.startswith(("file:", "data:"))] == []
    context.close()
