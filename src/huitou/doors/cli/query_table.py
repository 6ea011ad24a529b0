"""An answer in the terminal: its tables, what they mean, and the mark of the data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table as Screen
from rich.text import Text as Words

from huitou.doors.answers import screen_tables
from huitou.doors.report import Table

_AS_OF = {"en": "as of version {}", "zh": "截至版本 {}"}
_NARROWEST = 60


def print_answer(name: str, answer: Any, language: str, console: Console) -> None:
    """The answer of the family `name` in "en" or "zh"."""
    for table in screen_tables(name, answer):
        console.print(Words(getattr(table.caption, language), "bold"))
        for part in _parts(table, language, console):
            console.print(part, crop=False, no_wrap=True)
        if table.note is not None:
            console.print(Words(getattr(table.note, language)))
            console.print()
    for sentence in about(answer, language):
        console.print(Words(sentence))


def about(answer: Any, language: str) -> list[str]:
    """What stands under every answer: its definition, its notes, the mark of its data."""
    definition = answer.definition
    sentences = [getattr(one, language) for one in (definition, *answer.notes)]
    if definition.as_of.version is not None:
        sentences.append(_AS_OF[language].format(definition.as_of.version))
    return sentences


def _parts(table: Table, language: str, console: Console) -> Iterator[Screen]:
    """The table, or where the terminal is too narrow for it several ones, each with the first
    column. What does not go to a terminal has all the width that it needs.
    """
    columns = range(1, len(table.columns))
    whole = _screen(table, [0, *columns], language)
    if not console.is_terminal or _width(whole, console) <= console.width:
        yield whole
        return
    chosen = [0]
    for column in columns:
        wider = _screen(table, [*chosen, column], language)
        if len(chosen) > 1 and _width(wider, console) > max(console.width, _NARROWEST):
            yield _screen(table, chosen, language)
            chosen = [0]
        chosen.append(column)
    yield _screen(table, chosen, language)


def _width(table: Screen, console: Console) -> int:
    return console.measure(table, options=console.options.update(width=100_000)).maximum


def _screen(table: Table, columns: list[int], language: str) -> Screen:
    def said(text: Any) -> Words:
        return Words(getattr(text, language))

    screen = Screen(box=SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        heading = table.columns[column]
        screen.add_column(
            said(heading.label), justify="right" if heading.numeric else "left", no_wrap=True
        )
    for row in table.texts:
        screen.add_row(*(said(row[column]) if column < len(row) else "" for column in columns))
    return screen
