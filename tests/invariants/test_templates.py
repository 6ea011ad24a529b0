"""No template holds what the content policy forbids: a page would lose it without a word."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

DOORS = Path(__file__).parents[2] / "src/huitou/doors"
# The report and answers are files to keep: all that they need is inside them.
FACES = ("design", "shop", "console")
TEMPLATES = sorted(file for face in FACES for file in (DOORS / face).rglob("templates/**/*.*"))
FORBIDDEN = {
    "a style": re.compile(r"\sstyle\s*="),
    "a style sheet": re.compile(r"<style\b"),
    "a script": re.compile(r"<script\b(?![^>]*\bsrc=)(?![^>]*type=\"application/ld\+json\")"),
    "a handler": re.compile(r"\son[a-z]+\s*="),
    "a handler of htmx": re.compile(r"\shx-on[:-]|\shx-vars\b|['\"]js:"),
    "an address of script": re.compile(r"javascript:", re.IGNORECASE),
    "something from elsewhere": re.compile(r"(?:src|href|action)=\"(?:https?:)?//"),
}


def name(path: Path) -> str:
    return path.relative_to(DOORS).as_posix()


def test_there_are_templates() -> None:
    assert len(TEMPLATES) > 40


@pytest.mark.parametrize("template", TEMPLATES, ids=name)
def test_a_template_holds_nothing_inline_and_nothing_from_elsewhere(template: Path) -> None:
    text = template.read_text(encoding="utf-8")
    assert [what for what, pattern in FORBIDDEN.items() if pattern.search(text)] == []


@pytest.mark.parametrize("template", TEMPLATES, ids=name)
def test_nothing_in_a_template_is_marked_as_safe(template: Path) -> None:
    text = template.read_text(encoding="utf-8")
    assert not re.search(r"\|\s*safe\b|autoescape\s+off", text)
