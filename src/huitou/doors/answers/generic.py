"""Any answer: a table of its rows as they are in its CSV file. For families that have no pictures
of their own.
"""

from __future__ import annotations

import csv
import io
from typing import Any

from huitou.doors.answers.flat import Leaf, flat_csv
from huitou.doors.answers.words import TEXTS
from huitou.doors.report import Column, Panel, Section, Table, Text


def screen(answer: Any, leaf: Leaf) -> tuple[Table, ...]:
    """One table."""
    head, *rows = csv.reader(io.StringIO(flat_csv(answer, leaf)))
    columns = tuple(Column(Text.same(name), "text") for name in head)
    return (Table("answer", TEXTS["answer"], columns, tuple(tuple(row) for row in rows)),)


def sections(answer: Any, leaf: Leaf) -> tuple[Section, ...]:
    """The same on a page."""
    panel = Panel("answer-0", "", TEXTS["answer.lead"], None, screen(answer, leaf))
    return (Section("answer", TEXTS["answer"], TEXTS["answer"], TEXTS["answer"], (panel,)),)
