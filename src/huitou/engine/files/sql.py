"""Asking DuckDB: text as a literal, whether a row exists, the single row of an answer."""

from __future__ import annotations

from typing import Any

import duckdb


def sql_text(text: str) -> str:
    """`text` as a literal of SQL."""
    return "'" + text.replace("'", "''") + "'"


def exists(con: duckdb.DuckDBPyConnection, rows: str) -> bool:
    """Whether `rows`, what follows SELECT 1, gives any row."""
    return bool(con.execute(f"SELECT 1 {rows} LIMIT 1").fetchall())


def single_row(con: duckdb.DuckDBPyConnection, query: str) -> tuple[Any, ...]:
    """The only row of an answer that always has one."""
    (row,) = con.execute(query).fetchall()
    return tuple(row)
