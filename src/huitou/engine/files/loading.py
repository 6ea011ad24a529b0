"""From an opened file to the table `raw`, whichever format it has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import duckdb
import pyarrow as pa

from huitou.engine.files import delimited, json_lines, parquet
from huitou.engine.files.opened import JSON_LINES, PARQUET, OpenedFile
from huitou.engine.files.refusals import refused_table


@contextmanager
def database(opened: OpenedFile) -> Iterator[duckdb.DuckDBPyConnection]:
    """A DuckDB of our own for one file: in memory, on disk when that is not enough."""
    config: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": "512MB",
        "temp_directory": str(opened.workspace / "spilled"),
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
    }
    with duckdb.connect(config=config) as con:
        yield con


def load(con: duckdb.DuckDBPyConnection, opened: OpenedFile, wanted: Mapping[str, str]) -> pa.Table:
    """Make the table `raw` (see raw_rows) with each wanted name from its column of the file.
    Returns the rows that could not be told apart (REFUSED_SCHEMA).
    """
    places = {name: opened.columns.index(column) for name, column in wanted.items()}
    if opened.format == PARQUET:
        parquet.load(con, opened.text, opened.path, places)
        return refused_table([])
    if opened.format == JSON_LINES:
        return json_lines.load(con, opened.text, opened.columns, places)
    assert opened.dialect is not None
    return delimited.load(con, opened.text, opened.dialect, places)
