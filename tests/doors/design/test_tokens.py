"""The colours: each by day and by night, and far enough apart to be read (WCAG 2.2)."""

from __future__ import annotations

import re

import pytest

from huitou.doors.design.assets import load

TEXT, MARK = 4.5, 3.0
THEMES = ("light", "dark")


def tokens() -> dict[str, tuple[str, str]]:
    sheet = load("design/css/tokens.css").content.decode()
    pair = r"--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);"
    return {name: (light, dark) for name, light, dark in re.findall(pair, sheet)}


TOKENS = tokens()


def luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, contrast ratio."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


# What is written on what.
WRITTEN = [
    *((ink, on) for ink in ("ink", "soft", "faint") for on in ("ground", "surface", "sunken")),
    *((ink, "hover") for ink in ("ink", "soft")),
    *(("accent", on) for on in ("ground", "surface", "accent-wash")),
    *((ink, "accent-wash") for ink in ("ink", "soft")),
    ("on-accent", "accent-fill"),
    ("on-accent", "accent-press"),
    *((tone, on) for tone in ("good", "warn", "bad", "info") for on in ("surface", f"{tone}-wash")),
    *((ink, f"{tone}-wash") for ink in ("ink", "soft") for tone in ("good", "warn", "bad", "info")),
    ("surface", "good"),
    ("surface", "bad"),
    ("ground", "ink"),
    *(("heat-low-ink", f"heat-{level}") for level in range(5)),
    *(("heat-high-ink", f"heat-{level}") for level in range(5, 8)),
]
# What is seen beside what: borders of fields, lines and bars of charts.
SEEN = [
    ("line-strong", "surface"),
    ("line-strong", "ground"),
    ("accent-fill", "ground"),
    *((f"series-{place}", "surface") for place in range(1, 9)),
]


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("ink", "on"), WRITTEN, ids=lambda name: str(name))
def test_text_can_be_read(ink: str, on: str, theme: str) -> None:
    at = THEMES.index(theme)
    assert contrast(TOKENS[ink][at], TOKENS[on][at]) >= TEXT


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("mark", "on"), SEEN, ids=lambda name: str(name))
def test_marks_can_be_seen(mark: str, on: str, theme: str) -> None:
    at = THEMES.index(theme)
    assert contrast(TOKENS[mark][at], TOKENS[on][at]) >= MARK


def test_every_colour_that_is_used_is_a_token_of_both_themes() -> None:
    sheet = load("design/css/tokens.css").content.decode()
    declared = set(re.findall(r"^\s*--([\w-]+):", sheet, re.MULTILINE))
    for name in ("design/app.css", "design/shop_frame.css", "design/console_frame.css"):
        text = load(name).content.decode()
        used = set(re.findall(r"var\(--([\w-]+)", text)) - {"tab-bar"}
        assert used <= declared, name
        outside = text.split("@layer base")[1] if "@layer base" in text else text
        # Shades over a page are black in both themes; paper is white.
        plain = set(re.findall(r"#[0-9a-f]{3,6}\b", outside)) - {"#fff", "#ccc"}
        assert plain == set(), name


def test_browsers_without_light_dark_have_the_colours_of_the_day() -> None:
    older = load("design/css/tokens_older.css").content.decode()
    plain = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", older))
    assert plain == {name: light for name, (light, _) in TOKENS.items()}
    assert set(re.findall(r"--([\w-]+):", older)) - set(plain) == {"shadow-1", "shadow-2"}


def test_shadows_are_there_by_day_and_by_night() -> None:
    sheet = load("design/css/tokens.css").content.decode()
    assert len(TOKENS) > 40
    assert len(re.findall(r"light-dark\(", sheet)) > len(TOKENS)
