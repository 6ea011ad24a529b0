"""Which database: SQLite in the data folder, or the PostgreSQL that HUITOU_DATABASE_URL names."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import dj_database_url

from huitou.kernel import InvalidInput

_POSTGRESQL = "django.db.backends.postgresql"


def database_settings(url: str | None, home: Path) -> dict[str, Any]:
    """Django's settings of the database at `url` (postgresql://user:password@host:port/name), or
    without one of a SQLite file in `home`. InvalidInput for anything else.
    """
    if not url:
        return _sqlite(home)
    try:
        parsed: dict[str, Any] = dict(dj_database_url.parse(url, conn_max_age=600))
    except (dj_database_url.ParseError, dj_database_url.UnknownSchemeError):
        parsed = {}
    if parsed.get("ENGINE") != _POSTGRESQL:
        raise InvalidInput(
            "HUITOU_DATABASE_URL names no PostgreSQL database.",
            remedy="Write postgresql://user:password@host:5432/name, or leave it out for SQLite.",
            code="database.bad_url",
            field="HUITOU_DATABASE_URL",
        )
    return parsed | {"CONN_HEALTH_CHECKS": True}


def _sqlite(home: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": home / "huitou.sqlite3",
        "CONN_MAX_AGE": 600,
        "OPTIONS": {
            # Readers never wait for the writer; a writer takes its lock first and so never finds
            # in mid-transaction that another one was quicker.
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
            "timeout": 20,
        },
    }
