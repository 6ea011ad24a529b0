"""Rows and columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from huitou.doors.design.component import Component
from huitou.doors.design.words import Content


@dataclass(frozen=True)
class Column:
    """A heading. With `sort_address` it is a link that sorts; `sorted` is how it is sorted now."""

    label: str
    numeric: bool = False
    sort_address: str = ""
    sorted: Literal["", "ascending", "descending"] = ""
    definition: str = ""


@dataclass(frozen=True)
class Row:
    """The cells in the order of the columns. With `address` the first cell leads there."""

    cells: Sequence[Content]
    address: str = ""
    tone: str = ""  # warn, bad: a row that needs a hand


@dataclass(frozen=True)
class ShownCell:
    """A cell with the column that it stands in, which a phone shows beside it."""

    content: Content
    column: Column
    first: bool


@dataclass(frozen=True)
class Table(Component):
    """A table; on a phone each row is a card. `caption` names it, unseen where `caption_hidden`.
    `empty` stands in place of a table without rows.
    """

    caption: str
    columns: Sequence[Column]
    rows: Sequence[Row]
    empty: Content = ""
    caption_hidden: bool = True
    dense: bool = False
    as_cards: bool = True  # False keeps rows and columns on a phone, to be scrolled sideways
    template: ClassVar[str] = "design/components/table.html"

    @property
    def shown_rows(self) -> list[tuple[Row, list[ShownCell]]]:
        return [
            (
                row,
                [
                    ShownCell(cell, column, first=place == 0)
                    for place, (cell, column) in enumerate(
                        zip(row.cells, self.columns, strict=True)
                    )
                ],
            )
            for row in self.rows
        ]


@dataclass(frozen=True)
class Facts(Component):
    """Names and what they are: the order's number, its state, the address."""

    pairs: Sequence[tuple[str, Content]]
    wide: bool = False  # the name beside, not above
    template: ClassVar[str] = "design/components/facts.html"


@dataclass(frozen=True)
class Pager(Component):
    """To the page before and the next, by addresses with a cursor; "" is the end of the list.
    `shown` says what is on this page, such as "21 to 40".
    """

    previous: str = ""
    next: str = ""
    shown: str = ""
    part: str = ""  # the part of the page that htmx replaces
    template: ClassVar[str] = "design/components/pager.html"
