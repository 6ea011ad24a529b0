"""Tables with a delimiter: DuckDB reads a tidy one; one with any oddity is read row by row.

A file is tidy when DuckDB's strict reading takes all of it and finds as many rows as the file has
lines after the header. Blank lines, line breaks inside quotes and broken rows each make more
lines than rows, so equality proves that row N stands on line N. Otherwise the careful reading
names the exact line of every row.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TextIO

import duckdb
import pyarrow as pa

from huitou.engine.files import raw_rows
from huitou.engine.files.careful import blank_separated, careful_rows
from huitou.engine.files.dialect import Dialect
from huitou.engine.files.raw_rows import BLANKS, LONG_BLANKS
from huitou.engine.files.refusals import Refusal, refused_table
from huitou.engine.files.sql import single_row, sql_text

_ASCII = bytes(range(128))


def load(
    con: duckdb.DuckDBPyConnection, text: Path, dialect: Dialect, wanted: Mapping[str, int]
) -> pa.Table:
    """Make the table `raw` and return the refused rows (REFUSED_SCHEMA)."""
    refused: list[Refusal] = []
    if dialect.delimiter == " " or not _load_tidy(con, text, dialect, wanted):
        raw_rows.create(con, wanted)
        with text.open(encoding="utf-8-sig", errors="replace", newline="") as file:
            raw_rows.insert(con, _rows(file, dialect, refused), wanted)
    return refused_table(refused)


def _load_tidy(
    con: duckdb.DuckDBPyConnection, text: Path, dialect: Dialect, wanted: Mapping[str, int]
) -> bool:
    lines, blanks = _survey(text, dialect.delimiter)
    names = ", ".join(f"'c{i}': 'VARCHAR'" for i in range(len(dialect.columns)))
    before = dialect.skip + dialect.header
    stripped = "".join(
        f", nullif(trim(c{place}{blanks}), '') AS {name}" for name, place in wanted.items()
    )
    try:
        con.execute(
            f"""CREATE TABLE raw AS
            SELECT row_number() OVER () + {before} AS line{stripped}
            FROM read_csv({sql_text(str(text))}, columns={{{names}}}, auto_detect=false,
                delim={sql_text(dialect.delimiter)}, quote='"', escape='"', header=false,
                skip={before}, strict_mode=true)"""
        )
    except duckdb.Error:
        return False  # the careful reading will say which line is at fault
    (rows,) = single_row(con, "SELECT count(*) FROM raw")
    if rows + before == lines:
        return True
    con.execute("DROP TABLE raw")
    return False


def _survey(text: Path, delimiter: str) -> tuple[int, str]:
    """How many physical lines there are (ended by LF, CR or CRLF, the last one also by the end of
    the file), and what trim needs to be told: to strip more than the plain blank costs time.
    """
    lines, last, odd = 0, b"\n", False
    with text.open("rb") as file:
        while chunk := file.read(1 << 22):
            returns = chunk.count(b"\r")
            lines += chunk.count(b"\n") + (returns and returns - chunk.count(b"\r\n"))
            lines -= last == b"\r" and chunk.startswith(b"\n")
            last = chunk[-1:]
            odd = odd or (delimiter != "\t" and b"\t" in chunk) or _has_long_blank(chunk)
    return lines + (last not in b"\r\n"), f", {BLANKS}" if odd else ""


def _has_long_blank(chunk: bytes) -> bool:
    if chunk.isascii():
        return False
    rest = chunk.translate(None, _ASCII)  # what is left is short, and quick to search
    return any(blank in rest for blank in LONG_BLANKS)


def _rows(file: TextIO, dialect: Dialect, refused: list[Refusal]) -> Iterator[raw_rows.Row]:
    width = len(dialect.columns)
    read = blank_separated if dialect.delimiter == " " else careful_rows
    header = dialect.header
    for line, row in read(file, dialect.delimiter, dialect.skip):
        if isinstance(row, str):
            refused.append((line, row, None, ""))
        elif len(row) <= 1 and not "".join(row).strip():
            continue
        elif header:
            header = False
        elif len(row) == width or (len(row) > width and not "".join(row[width:]).strip()):
            yield line, row
        else:
            detail = f"{len(row)} fields instead of {width}"
            refused.append((line, "wrong_field_count", None, detail))
