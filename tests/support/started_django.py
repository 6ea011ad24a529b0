"""Django over a folder and a database of its own. Conftests import this before any test file is
read: one that imports tables needs Django started.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, connections, transaction

from huitou.foundation.startup import prepare, start_django
from own_database import new_database, on_postgresql

_HOME = tempfile.TemporaryDirectory(prefix="huitou-tests-", ignore_cleanup_errors=True)
with pytest.MonkeyPatch.context() as environment:
    environment.setenv("HUITOU_HOME", _HOME.name)
    if on_postgresql():
        environment.setenv("HUITOU_DATABASE_URL", new_database())
    start_django()


@pytest.fixture(scope="session")
def database() -> Iterator[None]:
    prepare()
    yield
    connections.close_all()


@pytest.fixture
def tables(database: None) -> Iterator[None]:
    """Each test's rows are gone after it."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def committed(database: None) -> Iterator[None]:
    """For tests whose threads or processes must see each other's rows: they are kept, and deleted
    after the test.
    """
    yield
    empty_tables()


def empty_tables() -> None:
    """Delete every row of every table of ours, but for those that migrations fill. Ledgers refuse
    to be emptied: their triggers are away for as long as that takes.
    """
    with connection.cursor() as cursor, transaction.atomic():
        names = [n for n in connection.introspection.table_names(cursor) if not _kept(n)]
        if connection.vendor == "postgresql":
            _empty_on_postgresql(cursor, names)
            return
        cursor.execute("PRAGMA defer_foreign_keys = ON")
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = dict(cursor.fetchall())
        for trigger in triggers:
            cursor.execute(f"DROP TRIGGER {trigger}")
        for statement in [*(f"DELETE FROM {name}" for name in names), *triggers.values()]:
            cursor.execute(statement)


def _empty_on_postgresql(cursor: Any, names: list[str]) -> None:
    """To truncate a hundred tables takes seconds, to delete a few rows does not. In this role,
    which only a superuser may take, neither triggers nor foreign keys are looked at.
    """
    cursor.execute("SELECT current_setting('is_superuser')")
    if cursor.fetchone() != ("on",):
        cursor.execute(f"TRUNCATE {', '.join(names)} RESTART IDENTITY CASCADE")
        return
    cursor.execute("SET LOCAL session_replication_role = replica")
    for name in names:
        cursor.execute(f"DELETE FROM {name}")


def _kept(table: str) -> bool:
    return table in ("django_migrations", "django_content_type", "auth_permission")
