"""A chart's numbers as a table: shown on the page, and complete in a CSV file.

The page shows each value as a person reads it; the CSV holds it as a spreadsheet reads it: shares
as fractions, money in major units, days as ISO dates.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from typing import Any

from django.utils.safestring import SafeString

from huitou.doors.report import formats
from huitou.doors.report.text import Text
from huitou.doors.report.texts import say

# A spreadsheet runs a cell that begins so as a formula (OWASP, "CSV Injection").
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


_WRITTEN: dict[str, Callable[[Any], str | Text]] = {
    "count": formats.count,
    "date": date.isoformat,
    "decimal": formats.decimal,
    "duration": formats.duration,
    "money": formats.money,
    "number": formats.number,
    "percent": formats.percent,
    "text": str,
}


@dataclass(frozen=True)
class Column:
    """`kind`: text, count, number, decimal, percent, date, duration (seconds) or money (values of
    type Money).
    """

    label: Text
    kind: str

    @property
    def numeric(self) -> bool:
        return self.kind not in ("text", "date")

    @property
    def csv_label(self) -> Text:
        """The heading in a file, where a length of time is a number of seconds."""
        if self.kind != "duration":
            return self.label
        return Text(f"{self.label.en} (s)", f"{self.label.zh}（秒）")


@dataclass(frozen=True)
class Table:
    """`rows` hold plain values (None: not known), at most one a column: a row may end early.
    `csv_rows` hold what the page is
    too small for; None when the page shows all. `note` says what was left out.
    """

    key: str
    caption: Text
    columns: tuple[Column, ...]
    rows: tuple[tuple[Any, ...], ...]
    csv_columns: tuple[Column, ...] | None = None
    csv_rows: tuple[tuple[Any, ...], ...] | None = None
    note: Text | None = None

    @property
    def cells(self) -> list[list[Cell]]:
        """The rows as the page shows them; a row's first cell is its heading."""
        return [
            [
                Cell(text.html, column.numeric)
                for text, column in zip(row, self.columns, strict=False)
            ]
            for row in self.texts
        ]

    @property
    def texts(self) -> list[list[Text]]:
        """The rows as a person reads them, in both languages."""
        return [
            [_text(value, column) for value, column in zip(row, self.columns, strict=False)]
            for row in self.rows
        ]

    @property
    def csv_label(self) -> Text:
        return say("csv_of", name=self.caption)

    @property
    def csv(self) -> dict[str, Any]:
        """The file that the download button makes: its name, a heading line per language, body."""
        columns = self.csv_columns or self.columns
        rows = self.rows if self.csv_rows is None else self.csv_rows
        return {
            "name": f"huitou-{self.key}.csv",
            "head": {
                "en": csv_line([column.csv_label.en for column in columns]),
                "zh": csv_line([column.csv_label.zh for column in columns]),
            },
            "body": "".join(
                csv_line([plain(v, c) for v, c in zip_longest(row, columns)]) for row in rows
            ),
        }


@dataclass(frozen=True)
class Cell:
    html: SafeString
    numeric: bool


def _text(value: Any, column: Column) -> Text:
    if value is None:
        return Text.same(formats.NONE)
    if isinstance(value, Text):
        return value
    written = _WRITTEN[column.kind](value)
    return written if isinstance(written, Text) else Text.same(written)


def plain(value: Any, column: Column) -> str:
    """One value as a spreadsheet reads it; empty for what is not known."""
    if value is None:
        return ""
    if isinstance(value, Text):
        text = value.en
    elif column.kind == "money":
        text = str(value.decimal())
    else:
        text = f"{value:.6f}" if column.kind == "percent" else str(value)
    return f"'{text}" if not column.numeric and text.startswith(_FORMULA_STARTS) else text


def csv_line(fields: list[str]) -> str:
    """One line of RFC 4180."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(fields)
    return out.getvalue()
