"""A new database for one run, which goes afterwards: SQLite in a folder, or one on a PostgreSQL
server (the one that HUITOU_TEST_DATABASE_URL names, else one at 127.0.0.1:5432).
"""

from __future__ import annotations

import json
import os
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

from huitou.foundation.database import database_settings

_LOCAL = "postgresql://postgres@127.0.0.1:5432/postgres"
SQLITE, POSTGRESQL = "SQLite", "PostgreSQL"


@contextmanager
def new_shop(engine: str) -> Iterator[dict[str, str]]:
    """The environment of the processes that share a new folder (HUITOU_HOME) and a new database in
    it or on the server. HUITOU_BENCH_DATABASE has it as huitou's settings of Django, so that
    others run under the same.
    """
    with tempfile.TemporaryDirectory(prefix="huitou-shop-") as folder, _url(engine) as url:
        mine = {name: said for name, said in os.environ.items() if not name.startswith("HUITOU_")}
        settings = database_settings(url, Path(folder))
        mine["HUITOU_HOME"] = folder
        mine["HUITOU_BENCH_DATABASE"] = json.dumps(settings, default=str)
        yield mine | ({"HUITOU_DATABASE_URL": url} if url else {})


@contextmanager
def _url(engine: str) -> Iterator[str | None]:
    if engine == SQLITE:
        yield None
        return
    server = os.environ.get("HUITOU_TEST_DATABASE_URL", _LOCAL)
    name = f"huitou_bench_{uuid.uuid4().hex[:12]}"
    _run(server, "CREATE DATABASE {}", name)
    try:
        yield server.rsplit("/", 1)[0] + f"/{name}"
    finally:
        _run(server, "DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


def _run(server: str, statement: str, name: str) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL(statement).format(sql.Identifier(name)))
