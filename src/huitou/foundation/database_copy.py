"""Copy the whole database into a file, and back: SQLite by its online backup, PostgreSQL by its own
pg_dump and pg_restore.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any

from huitou.kernel import Conflict, HuitouError, InvalidInput, StorageRefused

SQLITE, POSTGRESQL = "sqlite", "postgresql"


def kind_of(database: dict[str, Any]) -> str:
    """Which of the two Django's settings of a database name."""
    return SQLITE if database["ENGINE"].endswith("sqlite3") else POSTGRESQL


def copy_out(database: dict[str, Any], target: Path) -> None:
    """Write the database to `target` as it is at one moment, while others go on writing."""
    if kind_of(database) == SQLITE:
        connect = sqlite3.connect
        with closing(connect(database["NAME"])) as source, closing(connect(target)) as copy:
            source.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")
        return
    _run(database, "pg_dump", "--format=custom", "--no-owner", "--no-acl", "--file", str(target))


def copy_in(database: dict[str, Any], source: Path) -> None:
    """Bring a copy back. PostgreSQL: into the database that the settings name, which has to be
    empty, all or nothing. SQLite: to the file that they name.
    """
    if kind_of(database) == SQLITE:
        shutil.copyfile(source, database["NAME"])
        with closing(sqlite3.connect(database["NAME"])) as copy:
            if copy.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
                raise InvalidInput(
                    "The database in the backup is damaged.",
                    remedy="Take an older backup.",
                    code="backup.damaged",
                )
        return
    options = ("--exit-on-error", "--single-transaction", "--no-owner", "--no-acl")
    _run(database, "pg_restore", *options, "--dbname", database["NAME"], str(source))


def _run(database: dict[str, Any], program: str, *options: str) -> None:
    if shutil.which(program) is None:
        raise Conflict(
            f"{program} is not installed here.",
            remedy="Install PostgreSQL's client programs (Debian: postgresql-client).",
            code="backup.no_client",
        )
    # Not as arguments, which every user of the machine can see.
    named = {
        "PGHOST": database.get("HOST"),
        "PGPORT": database.get("PORT"),
        "PGUSER": database.get("USER"),
        "PGPASSWORD": database.get("PASSWORD"),
        "PGDATABASE": database["NAME"],
    }
    environment = os.environ | {name: str(value) for name, value in named.items() if value}
    done = subprocess.run([program, *options], env=environment, capture_output=True, text=True)
    if done.returncode != 0:
        raise _failed(program, done.stderr.strip())


def _failed(program: str, said: str) -> HuitouError:
    first = said.splitlines()[0] if said else "no reason given"
    if "already exists" in said:
        return Conflict(
            "The database is not empty.",
            remedy="Name a new, empty database in HUITOU_DATABASE_URL.",
            code="backup.database_not_empty",
        )
    return StorageRefused(
        f"{program} failed: {first}",
        remedy="Check HUITOU_DATABASE_URL, and that the programs are as new as the server.",
        code="backup.client_failed",
    )
