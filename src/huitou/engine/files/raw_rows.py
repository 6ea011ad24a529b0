"""The table `raw`: what a file says, as text, before it is understood.

One row for each row of the file that could be told apart: `line` (where it begins, from 1) and a
text column for each wanted name, stripped of blanks, null where nothing stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import duckdb
import pyarrow as pa

# Blanks to strip, for Python and as SQL: also the no-break and the full-width blank, and a stray
# byte order mark.
_BLANKS = " \t\n\r\u00a0\u3000\ufeff"
BLANKS = "' ' || chr(9) || chr(10) || chr(13) || chr(160) || chr(12288) || chr(65279)"
LONG_BLANKS = tuple(blank.encode() for blank in "\u00a0\u3000\ufeff")
_BATCH = 50_000

Row = tuple[int, Sequence[str | None]]


def create(con: duckdb.DuckDBPyConnection, wanted: Iterable[str]) -> None:
    """An empty table `raw` with the columns `wanted`."""
    columns = "".join(f", {name} VARCHAR" for name in wanted)
    con.execute(f"CREATE TABLE raw (line BIGINT{columns})")


def insert(con: duckdb.DuckDBPyConnection, rows: Iterator[Row], wanted: Mapping[str, int]) -> None:
    """Add `rows` (line, cells) to `raw`, each wanted name from the cell at its position."""
    lines: list[int] = []
    cells: list[list[str | None]] = [[] for _ in wanted]
    places = list(wanted.values())
    for line, row in rows:
        lines.append(line)
        for column, place in zip(cells, places, strict=True):
            cell = row[place]
            column.append((cell.strip(_BLANKS) or None) if cell else None)
        if len(lines) == _BATCH:
            _flush(con, lines, cells, wanted)
    if lines:
        _flush(con, lines, cells, wanted)


def _flush(
    con: duckdb.DuckDBPyConnection,
    lines: list[int],
    cells: list[list[str | None]],
    wanted: Mapping[str, int],
) -> None:
    arrays = {"line": pa.array(lines, pa.int64())}
    arrays |= {name: pa.array(c, pa.string()) for name, c in zip(wanted, cells, strict=True)}
    con.register("batch", pa.table(arrays))
    con.execute("INSERT INTO raw FROM batch")
    con.unregister("batch")
    lines.clear()
    for column in cells:
        column.clear()
