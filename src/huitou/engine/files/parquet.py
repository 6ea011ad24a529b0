"""Parquet files: every column as text, so that one set of rules reads all formats."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import duckdb

from huitou.engine.files.dialect import SAMPLE_ROWS, unique_names
from huitou.engine.files.raw_rows import BLANKS
from huitou.engine.files.sql import sql_text
from huitou.kernel import HuitouError, InvalidInput


def look(local: Path, path: Path) -> tuple[tuple[str, ...], tuple[tuple[str | None, ...], ...]]:
    """The columns and the first rows of a Parquet file; `path` is its name for people."""
    try:
        with duckdb.connect() as con:
            con.execute("SET TimeZone = 'UTC'")
            texts = _texts(con, local)
            rows = con.execute(
                f"SELECT {', '.join(texts.values())} FROM {_file(local)} LIMIT {SAMPLE_ROWS}"
            ).fetchall()
    except duckdb.Error as error:
        raise _damaged(path) from error
    if not rows:
        raise InvalidInput(
            f"{path} has no rows.", remedy="Give a file with a table in it.", code="files.empty"
        )
    return unique_names(list(texts)), tuple(rows)


def load(
    con: duckdb.DuckDBPyConnection, local: Path, path: Path, wanted: Mapping[str, int]
) -> None:
    """Make the table `raw`: `line` (the number of the row), and each wanted name from the column
    at its position.
    """
    con.execute("SET TimeZone = 'UTC'")
    try:
        texts = list(_texts(con, local).values())
        named = "".join(
            f", nullif(trim({texts[at]}, {BLANKS}), '') AS {name}" for name, at in wanted.items()
        )
        con.execute(
            f"CREATE TABLE raw AS SELECT row_number() OVER () AS line{named} FROM {_file(local)}"
        )
    except duckdb.Error as error:
        raise _damaged(path) from error


def _file(local: Path) -> str:
    return f"read_parquet({sql_text(str(local))})"


def _texts(con: duckdb.DuckDBPyConnection, local: Path) -> dict[str, str]:
    """For each column, the SQL expression of its text; a moment with a zone ends in Z."""
    described = con.execute(f"DESCRIBE SELECT * FROM {_file(local)}").fetchall()
    texts = {}
    for name, kind, *_ in described:
        quoted = '"' + name.replace('"', '""') + '"'
        if kind == "TIMESTAMP WITH TIME ZONE":
            texts[name] = f"({quoted} AT TIME ZONE 'UTC')::VARCHAR || 'Z'"
        elif kind.endswith("[]") or kind.startswith(("STRUCT", "MAP")):
            texts[name] = f"to_json({quoted})::VARCHAR"
        else:
            texts[name] = f"{quoted}::VARCHAR"
    return texts


def _damaged(path: Path) -> HuitouError:
    return InvalidInput(
        f"{path} is a damaged Parquet file, or one of a kind that is not known.",
        remedy="Write it again, or save it as CSV.",
        code="files.damaged",
    )
