"""A cohort answer: how many people are in it, and a page of them."""

from __future__ import annotations

from typing import Any

from huitou.doors.answers.words import TEXTS, said
from huitou.doors.report import Column, Panel, Section, Table, Text, count


def screen(answer: Any) -> tuple[Table, ...]:
    """A row for each person of the page."""
    columns = (Column(TEXTS["cohort.id"], "text"),)
    rows = tuple((one,) for one in answer.ids)
    return (Table("cohort", TEXTS["cohort.ids"], columns, rows, note=_lead(answer)),)


def sections(answer: Any) -> tuple[Section, ...]:
    """How many there are, and the same table."""
    panel = Panel("cohort-0", "", _lead(answer), None, screen(answer))
    name, title = TEXTS["cohort"], TEXTS["cohort.title"]
    return (Section("cohort", name, name, title, (panel,)),)


def _lead(answer: Any) -> Text:
    lead = said("cohort.lead", people=count(answer.people))
    if answer.next_offset is None:
        return lead
    shown, at = count(len(answer.ids)), str(answer.next_offset)
    page = said("cohort.page", shown=shown, next=at)
    return Text(f"{lead.en} {page.en}", f"{lead.zh}{page.zh}")
