"""How a text table is written: its delimiter, where its header stands, what its columns are."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from huitou.engine.files.moments import looks_written
from huitou.engine.files.numbers import looks_like_number
from huitou.kernel import InvalidInput

DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar", " ": "blanks"}
SAMPLE_ROWS = 1000
_PREAMBLE_ROWS = 30
_SEPARATOR_LINE = re.compile(r"\ufeff?sep=(.)\r?\n")


@dataclass(frozen=True)
class Dialect:
    """`delimiter` " " means runs of blanks. `skip` physical lines stand before the header, or
    before the first row if there is no header. `sample` holds the first rows of data.
    """

    delimiter: str
    header: bool
    skip: int
    columns: tuple[str, ...]
    sample: tuple[tuple[str, ...], ...]


def sniff(text: str, *, delimiter: str | None = None, header: bool | None = None) -> Dialect:
    """The dialect of a table that begins with `text` (whole lines). InvalidInput if it has no row
    or a single column.
    """
    if delimiter is not None and (len(delimiter) != 1 or delimiter in '"\r\n\0'):
        raise InvalidInput(
            f"{delimiter!r} is not a delimiter.",
            remedy="Use one character, such as , or ;",
            code="files.bad_delimiter",
            field="delimiter",
        )
    text = text.removeprefix("\ufeff")
    stated = _SEPARATOR_LINE.match(text)  # a line that Excel writes and reads
    if stated:
        delimiter = delimiter or stated[1]
        text = text[stated.end() :]
    delimiter = delimiter or _best_delimiter(text)
    rows = [row for row in _split(text, delimiter) if any(cell.strip() for cell in row[1])]
    if not rows:
        raise _no_rows()
    width = _usual_width([row for _, row in rows])
    if width < 2:
        raise InvalidInput(
            f"The file has a single column: {_short(rows[0][1])}.",
            remedy="Separate its columns by comma, semicolon, tab or bar, or state --delimiter.",
            code="files.one_column",
        )
    start = next(i for i, (_, row) in enumerate(rows[:_PREAMBLE_ROWS]) if len(row) >= width)
    before = rows[start][0] - 1
    first = [cell.strip() for cell in rows[start][1]]
    has_header = _looks_like_header(first) if header is None else header
    names = first if has_header else [""] * width
    if has_header and len(rows) == start + 1:
        raise _no_rows()
    sample = rows[start + has_header : start + has_header + SAMPLE_ROWS]
    return Dialect(
        delimiter,
        has_header,
        before + bool(stated),
        unique_names(names),
        tuple(tuple(row) for _, row in sample),
    )


def _no_rows() -> InvalidInput:
    return InvalidInput(
        "The file has no rows.", remedy="Give a file with a table in it.", code="files.empty"
    )


def unique_names(names: Sequence[str]) -> tuple[str, ...]:
    """Column names, each there once: a blank one is column_N, a repeated one gets its number."""
    seen: Counter[str] = Counter()
    unique = []
    for position, name in enumerate(names, 1):
        name = name or f"column_{position}"
        seen[name] += 1
        while seen[name] > 1 and f"{name} ({seen[name]})" in seen:
            seen[name] += 1
        unique.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
        seen[unique[-1]] = max(1, seen[unique[-1]])
    return tuple(unique)


def _split(text: str, delimiter: str) -> list[tuple[int, list[str]]]:
    """Records with the number of the physical line on which each begins, from 1."""
    if delimiter == " ":
        return [(i, line.split()) for i, line in enumerate(io.StringIO(text, newline=None), 1)]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows = []
    begin = 1
    try:
        for row in reader:
            rows.append((begin, row))
            begin = reader.line_num + 1
    except csv.Error:
        pass  # a sample need not be whole; the reading of all rows names the bad one
    return rows


def _best_delimiter(text: str) -> str:
    scores = {d: _score(text, d) for d in DELIMITERS if d != " "}
    best = max(scores, key=lambda d: scores[d])
    if scores[best] < 0.4 and _score(text, " ") >= 0.45:
        return " "
    return best


def _score(text: str, delimiter: str) -> float:
    rows = [row for _, row in _split(text, delimiter)[:200] if row]
    if not rows:
        return 0.0
    width, count = Counter(len(row) for row in rows).most_common(1)[0]
    return count / len(rows) * (1 - 1 / width)


def _usual_width(rows: list[list[str]]) -> int:
    """How many fields most rows have, without one that only a delimiter at the end makes."""
    width = Counter(len(row) for row in rows).most_common(1)[0][0]
    blank_at_end = all(not row[-1].strip() for row in rows if len(row) == width)
    shorter = any(len(row) == width - 1 and row[-1].strip() for row in rows)
    return width - (blank_at_end and shorter)


def _looks_like_header(cells: list[str]) -> bool:
    return not any(looks_like_number(cell) or looks_written(cell) for cell in cells)


def _short(cells: list[str]) -> str:
    text = ", ".join(cells)
    return repr(text if len(text) <= 60 else text[:57] + "...")
