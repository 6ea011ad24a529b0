"""Contrast, computed by the formula of WCAG 2.2 (relative luminance, contrast ratio)."""

from __future__ import annotations

import pytest

from huitou.doors.report.theme import DARK, HEAT_LEVELS, HIGH_INK_FROM, LIGHT, style_sheet

THEMES = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_formula() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)


@THEMES
@pytest.mark.parametrize("ink", ["ink", "soft", "faint", "accent"])
@pytest.mark.parametrize("ground", ["ground", "card", "sunken"])
def test_text_can_be_read(theme: dict[str, str], ink: str, ground: str) -> None:
    assert contrast(theme[ink], theme[ground]) >= 4.5


@THEMES
def test_the_other_pairs_of_text_can_be_read(theme: dict[str, str]) -> None:
    assert contrast(theme["on-accent"], theme["accent"]) >= 4.5
    assert contrast(theme["notice-ink"], theme["notice"]) >= 4.5
    assert contrast(theme["mark"], theme["card"]) >= 4.5


@THEMES
@pytest.mark.parametrize(
    "mark",
    ["new", "returning", "resurrected", "dormant", "bar", "mark", "good", "bad", "neutral"],
)
def test_marks_can_be_seen(theme: dict[str, str], mark: str) -> None:
    assert contrast(theme[mark], theme["card"]) >= 3


@THEMES
@pytest.mark.parametrize("level", range(HEAT_LEVELS))
def test_heat_cells_can_be_read(theme: dict[str, str], level: int) -> None:
    ink = "heat-high-ink" if level >= HIGH_INK_FROM else "heat-low-ink"
    assert contrast(theme[ink], theme[f"heat-{level}"]) >= 4.5


@THEMES
def test_heat_grows_in_one_direction(theme: dict[str, str]) -> None:
    steps = [luminance(theme[f"heat-{level}"]) for level in range(HEAT_LEVELS)]
    assert steps == sorted(steps, reverse=theme is LIGHT)


def test_both_themes_name_the_same_colours_and_paper_is_light() -> None:
    assert set(LIGHT) == set(DARK)
    paper = style_sheet().split("@media print")[1]
    assert f"--card:{LIGHT['card']}" in paper
    assert DARK["card"] not in paper
