"""Which database: SQLite in the data folder, or the PostgreSQL that HUITOU_DATABASE_URL names."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import dj_database_url

from huitou.kernel import InvalidInput

_POSTGRESQL = "django.db.backends.postgresql"
# The server plans a statement once for each connection, not each time. A pooler that gives every
# transaction another connection needs `?prepare_threshold=none` in the address.
_PREPARED = {"server_side_binding": True, "prepare_threshold": 5}


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
    options = _PREPARED | parsed.get("OPTIONS", {})
    if options["prepare_threshold"] == "none":
        options["prepare_threshold"] = None
    return parsed | {"CONN_HEALTH_CHECKS": True, "OPTIONS": options}


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
