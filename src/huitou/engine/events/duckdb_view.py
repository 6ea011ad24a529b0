"""A pinned version as a DuckDB view: its own Parquet reader for local files, and for an object
store the reader that delta-rs brings, so that no DuckDB extension has to be fetched.
"""

from __future__ import annotations

import duckdb

from huitou.engine.events.once_table import OnceTable, Pinned


def create_view(
    connection: duckdb.DuckDBPyConnection, name: str, pinned: Pinned, table: OnceTable
) -> None:
    """Make the pinned version readable in `connection` as the view `name`."""
    if not pinned.files:
        connection.register(name, table.schema.empty_table())
    elif "://" in pinned.files[0]:
        connection.register(name, table.delta(pinned.version).to_pyarrow_dataset())
    else:
        connection.read_parquet(list(pinned.files)).create_view(name)
