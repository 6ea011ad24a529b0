"""The page in Chromium: drawn, switched, printed, and never wider than the window."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from huitou.doors.report import render
from huitou.doors.report.views import POLICY
from huitou.engine.analytics import ShopReport, shop_report

PageOf = Callable[..., str]
CHARTS = 5  # a month and a week chart share a place


class Tab:
    """An open page, and what its console complained of."""

    def __init__(self, browser: Any, path: Path, **options: Any) -> None:
        self.complaints: list[str] = []
        self.context = browser.new_context(accept_downloads=True, **options)
        self.page = self.context.new_page()
        self.page.on("console", lambda said: self.complaints.append(said.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.requests: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.goto(path.as_uri())

    def scroll_through(self) -> None:
        height = self.page.evaluate("document.body.scrollHeight")
        for top in range(0, height, 400):
            self.page.evaluate(f"scrollTo({{top: {top}, behavior: 'instant'}})")
            self.page.wait_for_timeout(30)
        self.page.wait_for_timeout(150)

    def drawn(self) -> int:
        return int(self.page.evaluate("document.querySelectorAll('.js-plotly-plot').length"))

    def text(self, selector: str) -> str:
        return str(self.page.locator(selector).first.evaluate("e => e.innerText || e.textContent"))

    def colour(self, selector: str, what: str = "color") -> str:
        script = f"(e) => getComputedStyle(e)['{what}']"
        return str(self.page.locator(selector).first.evaluate(script))


@pytest.fixture(scope="module")
def report_path(
    browser: Any, order_lines_table: Any, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    report = shop_report(order_lines_table, timezone="Asia/Shanghai")
    page = render(
        report, title="", source_note="orders.csv", generated=True, language="en", version="9.8.7"
    )
    path = tmp_path_factory.mktemp("page") / "report.html"
    path.write_text(page, encoding="utf-8")
    return path


@pytest.fixture
def open_tab(browser: Any, report_path: Path) -> Iterator[Callable[..., Tab]]:
    tabs: list[Tab] = []

    def open_(path: Path = report_path, **options: Any) -> Tab:
        tabs.append(Tab(browser, path, **({"viewport": {"width": 1280, "height": 900}} | options)))
        return tabs[-1]

    yield open_
    for tab in tabs:
        assert tab.complaints == []
        assert [
            url for url in tab.requests if not url.startswith(("file:", "data:", "blob:"))
        ] == []
        tab.context.close()


@pytest.mark.parametrize("width", [1280, 375])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_chart_is_drawn_and_the_page_fits(
    open_tab: Callable[..., Tab], width: int, theme: str, language: str
) -> None:
    tab = open_tab(viewport={"width": width, "height": 812}, color_scheme=theme)
    if language == "zh":
        tab.page.click("[data-language=zh-Hans]")
    assert tab.drawn() < CHARTS  # the rest waits until it is scrolled to
    tab.scroll_through()
    assert tab.drawn() == CHARTS
    widest = "document.scrollingElement.scrollWidth"
    assert tab.page.evaluate(f"{widest} <= innerWidth")
    inside = """() => [...document.querySelectorAll('.chart .main-svg')].every(
        (svg) => svg.getBoundingClientRect().right <= innerWidth + 1)"""
    assert tab.page.evaluate(inside)
    picture = tab.page.screenshot(full_page=True)
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"


def test_touch_targets_are_large_enough_on_a_phone(open_tab: Callable[..., Tab]) -> None:
    tab = open_tab(viewport={"width": 375, "height": 812})
    small = """() => [...document.querySelectorAll('button, summary, .switch label, a.finding')]
        .filter((e) => e.offsetParent && e.getBoundingClientRect().height < 44)
        .map((e) => e.outerHTML.slice(0, 80))"""
    assert tab.page.evaluate(small) == []


def test_the_language_switch_changes_words_charts_and_document(
    open_tab: Callable[..., Tab],
) -> None:
    tab = open_tab()
    tab.scroll_through()
    assert tab.text("h1") == "Who comes back"
    assert tab.text("[data-chart=repeat] .xtitle") == "Days after the first order"
    tab.page.click("[data-language=zh-Hans]")
    assert tab.page.evaluate("[document.documentElement.lang, document.title]") == [
        "zh-Hans", "谁回来了",
    ]  # fmt: skip
    assert tab.text("h1") == "谁回来了"
    assert tab.text("[data-chart=repeat] .xtitle") == "首单之后天数"
    pressed = "[...document.querySelectorAll('[data-language]')].map((b) => b.ariaPressed)"
    assert tab.page.evaluate(pressed) == ["false", "true"]
    tab.page.reload()
    assert tab.text("h1") == "谁回来了"


def test_the_theme_switch_changes_page_and_charts_and_is_remembered(
    open_tab: Callable[..., Tab],
) -> None:
    tab = open_tab(color_scheme="light")
    tab.scroll_through()
    tick = "[data-chart=repeat] .xtick text"
    before = (tab.colour("body", "backgroundColor"), tab.colour(tick, "fill"))
    tab.page.click("#theme")
    after = (tab.colour("body", "backgroundColor"), tab.colour(tick, "fill"))
    assert before[0] == "rgb(250, 250, 248)"
    assert after[0] == "rgb(16, 19, 18)"
    assert before[1] != after[1]
    assert tab.page.get_attribute("#theme", "aria-pressed") == "true"
    tab.page.reload()
    assert tab.colour("body", "backgroundColor") == "rgb(16, 19, 18)"


def test_the_system_theme_is_followed(open_tab: Callable[..., Tab]) -> None:
    assert open_tab(color_scheme="dark").colour("body", "backgroundColor") == "rgb(16, 19, 18)"


def test_period_and_measure_switches_work_by_keyboard(open_tab: Callable[..., Tab]) -> None:
    tab = open_tab()
    month = "#cohorts [data-view=month]"
    week = "#cohorts [data-view=week]"
    cell = f"{month} .heat tbody tr:nth-child(2) td:nth-child(4)"
    assert tab.page.is_visible(month)
    assert not tab.page.is_visible(week)
    assert tab.text(cell).endswith("%")
    tab.page.focus("#cohorts input[value=percent]")
    tab.page.keyboard.press("ArrowRight")
    assert tab.text(cell).isdigit()
    tab.page.keyboard.press("ArrowRight")
    assert tab.text(cell).startswith("¥")
    tab.page.focus("#cohorts input[value=month]")
    tab.page.keyboard.press("ArrowRight")
    assert tab.page.is_visible(week)
    assert not tab.page.is_visible(month)
    assert tab.page.is_visible("#lifecycle [data-view=month]")


def test_a_chart_that_a_switch_reveals_is_drawn(open_tab: Callable[..., Tab]) -> None:
    tab = open_tab()
    tab.scroll_through()
    tab.page.check("#lifecycle input[value=week]", force=True)
    tab.page.locator("#lifecycle").scroll_into_view_if_needed()
    tab.page.wait_for_selector("[data-chart=lifecycle-week].js-plotly-plot")
    assert tab.drawn() == CHARTS + 1


def test_a_heat_cell_tells_its_exact_numbers(open_tab: Callable[..., Tab]) -> None:
    tab = open_tab()
    cell = tab.page.locator("#cohorts [data-view=month] td[data-x]").nth(1)
    cell.scroll_into_view_if_needed()
    cell.hover()
    tip = tab.text(".tip")
    assert tip.startswith("Jan 2023 + 1\n")
    assert tip.endswith(str(cell.get_attribute("data-x")))
    tab.page.hover("h1")
    assert not tab.page.is_visible(".tip")


def test_the_first_column_stays_while_the_grid_scrolls(open_tab: Callable[..., Tab]) -> None:
    tab = open_tab(viewport={"width": 375, "height": 812})
    frame = tab.page.locator("#cohorts [data-view=month] .card .frame")
    head = frame.locator("tbody tr:nth-child(2) th")
    before = head.bounding_box()
    frame.evaluate("(e) => { e.scrollLeft = 200; }")
    after = head.bounding_box()
    assert frame.evaluate("(e) => e.scrollLeft") == 200
    assert before
    assert after
    assert abs(before["x"] - after["x"]) <= 2


def test_a_table_becomes_a_csv_file(open_tab: Callable[..., Tab]) -> None:
    tab = open_tab()
    tab.page.click("[data-language=zh-Hans]")
    with tab.page.expect_download() as waiting:
        tab.page.click("[data-csv=gaps]")
    assert waiting.value.suggested_filename == "huitou-gaps.csv"
    content = Path(waiting.value.path()).read_bytes()
    assert content.startswith("\ufeff起始天,截止天（不含）,间隔数,占比\r\n1,".encode())


def test_everything_is_on_paper_light_and_at_paper_width(
    open_tab: Callable[..., Tab], tmp_path: Path
) -> None:
    tab = open_tab(color_scheme="dark")
    tab.page.evaluate(
        """addEventListener('beforeprint', () => {
            window.seen = [...document.querySelectorAll('.chart')].filter((c) => c.clientWidth)
                .map((c) => Number(c.querySelector('.main-svg')?.getAttribute('width')));
        })"""
    )
    target = tmp_path / "report.pdf"
    tab.page.pdf(path=target, prefer_css_page_size=True, print_background=True)
    assert target.read_bytes().startswith(b"%PDF")
    widths = tab.page.evaluate("window.seen")
    assert len(widths) == CHARTS
    assert all(200 < width <= 640 for width in widths)
    tab.page.emulate_media(media="print")
    assert tab.colour("body", "color") == "rgb(25, 28, 26)"
    assert not tab.page.is_visible(".bar")
    assert not tab.page.is_visible(".switches")


def test_without_script_every_number_can_still_be_read(open_tab: Callable[..., Tab]) -> None:
    tab = open_tab(java_script_enabled=False)
    assert tab.page.is_visible("h1")
    assert not tab.page.is_visible(".chart")
    assert not tab.page.is_visible("#theme")
    assert not tab.page.is_visible("[data-csv=gaps]")
    tab.page.click("#gaps summary")
    assert tab.page.is_visible("#gaps .numbers tbody tr")
    tab.page.check("#cohorts input[value=people]", force=True)
    assert tab.text(
        "#cohorts [data-view=month] .heat tbody tr:nth-child(2) td:nth-child(4)"
    ).isdigit()


def test_words_of_strangers_do_nothing(
    open_tab: Callable[..., Tab], toy: ShopReport, page_of: PageOf, tmp_path: Path
) -> None:

    name = (
        "</script><img src=x onerror=\"window.hit=1\"><b>&lt;tea&gt;</b> 'q' שלום 🫖 " + "茶" * 80
    )
    first, *others = toy.products.products
    products = dataclasses.replace(
        toy.products, products=(dataclasses.replace(first, name=name), *others)
    )
    path = tmp_path / "nasty.html"
    path.write_text(page_of(dataclasses.replace(toy, products=products), title=name))
    tab = open_tab(path, viewport={"width": 375, "height": 812})
    tab.scroll_through()
    assert tab.page.evaluate("window.hit") is None
    assert tab.drawn() == CHARTS
    assert tab.page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
    drawn = tab.page.locator("[data-chart=products] .annotation-text").first.text_content()
    assert str(drawn).startswith("</script><img")
    assert str(drawn).endswith("…")


def test_a_shop_with_one_order_is_drawn_without_complaint(
    open_tab: Callable[..., Tab], page_of: PageOf, order_lines_table: Any, tmp_path: Path
) -> None:
    path = tmp_path / "one.html"
    path.write_text(page_of(shop_report(order_lines_table.slice(0, 1))))
    tab = open_tab(path)
    tab.scroll_through()
    assert tab.drawn() >= 2
    assert tab.text("[data-figure=customers] .value") == "1"


def test_focus_begins_with_the_skip_link(open_tab: Callable[..., Tab]) -> None:
    tab = open_tab()
    tab.page.keyboard.press("Tab")
    assert tab.page.evaluate("document.activeElement.className") == "skip"
    tab.page.keyboard.press("Enter")
    assert tab.page.evaluate("document.activeElement.id") == "report"
    named = """() => [...document.querySelectorAll('[role=img]')].map((e) =>
        document.getElementById(e.getAttribute('aria-labelledby')).innerText.length > 20
        || !e.offsetParent)"""
    assert all(json.loads(json.dumps(tab.page.evaluate(named))))


def test_the_live_page_is_drawn_under_the_policy_that_it_is_sent_with(
    browser: Any, report_path: Path
) -> None:
    context = browser.new_context()
    headers = {"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": POLICY}
    body = report_path.read_text(encoding="utf-8")
    context.route("**/*", lambda route: route.fulfill(headers=headers, body=body))
    complaints: list[str] = []
    page = context.new_page()
    page.on("console", lambda said: complaints.append(said.text))
    page.goto("http://127.0.0.1/report")
    page.locator("[data-chart=products]").first.scroll_into_view_if_needed()
    page.wait_for_selector(".js-plotly-plot")
    context.close()
    assert complaints == []
