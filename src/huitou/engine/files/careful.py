"""Rows of a delimited text with the exact line on which each begins, whatever else is wrong."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator
from typing import TextIO

LONGEST_LINE = 1 << 22  # characters
csv.field_size_limit(LONGEST_LINE)

Cells = list[str]
# The line on which the row begins, from 1, and its cells, or the reason why it has none.
CarefulRow = tuple[int, Cells | str]


def careful_rows(file: TextIO, delimiter: str, skip: int) -> Iterator[CarefulRow]:
    """Rows by the rules of RFC 4180. A row whose quotes are broken is refused alone: reading goes
    on with the line after the one on which it began, not after what its open quote swallowed.
    `file` must have been opened with newline="".
    """
    feed = _Feed(file, skip)
    while True:
        try:
            for row in csv.reader(feed, delimiter=delimiter, strict=True):
                yield feed.begin, row
                feed.next_row()
            return
        except csv.Error as error:
            too_long = "field limit" in str(error) and len(feed.row) == 1
            yield feed.begin, "row_too_long" if too_long else "broken_quotes"
            feed.back_to_second_line()
        except _TooLong:
            yield feed.begin, "row_too_long"
            feed.back_to_second_line()


def blank_separated(file: TextIO, _delimiter: str, skip: int) -> Iterator[CarefulRow]:
    """Rows of cells with runs of blanks between them, a line a row."""
    for number, line in enumerate(_lines(file), 1):
        if number > skip:
            yield number, "row_too_long" if line is None else line.split()


class _TooLong(Exception):
    pass


class _Feed:
    """Hands lines to the reader and keeps those of the row that it is in."""

    def __init__(self, file: TextIO, skip: int) -> None:
        self._lines = _lines(file)
        self._again: deque[str | None] = deque()
        self._given = skip
        self.begin = skip + 1
        self.row: list[str | None] = []
        for _ in range(skip):
            next(self._lines, None)

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else next(self._lines)
        self._given += 1
        self.row.append(line)
        if line is None:
            raise _TooLong
        return line

    def next_row(self) -> None:
        self.begin = self._given + 1
        self.row.clear()

    def back_to_second_line(self) -> None:
        self._again.extendleft(reversed(self.row[1:]))
        self._given = self.begin
        self.next_row()


def _lines(file: TextIO) -> Iterator[str | None]:
    """Physical lines; None for one that is too long to hold."""
    while line := file.readline(LONGEST_LINE):
        if len(line) < LONGEST_LINE or line[-1] in "\r\n":
            yield line
            continue
        while (rest := file.readline(LONGEST_LINE)) and rest[-1] not in "\r\n":
            pass
        yield None
