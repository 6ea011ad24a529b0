"""An answer in every way in which it is shown or handed out."""

from __future__ import annotations

from typing import Any

from huitou.doors.answers.families import looks_of
from huitou.doors.answers.flat import flat_csv
from huitou.doors.answers.words import TEXTS, said
from huitou.doors.report import Table, Text, render_sections


def screen_tables(name: str, answer: Any) -> tuple[Table, ...]:
    """The answer of the family `name` as tables for a terminal."""
    return looks_of(name, answer).screen(answer)


def answer_csv(name: str, answer: Any) -> str:
    """Its numbers as CSV, a row for each cell, step or link, headed by the names of the fields."""
    return flat_csv(answer, looks_of(name, answer).leaf)


def answer_page(name: str, answer: Any, *, language: str = "en", version: str) -> str:
    """Its charts, tables and definition as one self-contained page of HTML in both languages, of
    which `language` ("en" or "zh") shows first.
    """
    definition = answer.definition
    facts = [Text.same(definition.timezone)]
    if definition.as_of.version is not None:
        facts.append(said("as_of_version", version=str(definition.as_of.version)))
    return render_sections(
        looks_of(name, answer).sections(answer),
        title=TEXTS.get(name, TEXTS["answer"]),
        facts=tuple(facts),
        definition=Text(definition.en, definition.zh),
        notes=tuple(Text(note.en, note.zh) for note in answer.notes),
        language=language,
        version=version,
    )
