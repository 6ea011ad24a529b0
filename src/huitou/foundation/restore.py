"""Bring a backup back."""

from __future__ import annotations

import shutil
import tarfile
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from huitou.foundation.backup import DATABASE, FORMAT, HOME, MANIFEST
from huitou.foundation.database import database_settings
from huitou.foundation.database_copy import SQLITE, copy_in, kind_of
from huitou.kernel import Conflict, InvalidInput


class Manifest(msgspec.Struct, frozen=True):
    """What a backup says of itself."""

    format: int
    database: str
    made_at: datetime


def restore_backup(file: Path, home: Path, database_url: str | None) -> Manifest:
    """Make the data folder `home`, which has to be absent or empty, and the database at
    `database_url` (none: SQLite in the folder) what they were when the backup was made. If it
    fails, neither is there.

    Conflict for a folder or a database that is not empty; InvalidInput for a file that is no
    backup, or one of the other kind of database.
    """
    if home.exists() and (not home.is_dir() or any(home.iterdir())):
        raise Conflict(
            f"{home} is not empty.",
            remedy="Name an empty or a new folder with --home; move the old one away first.",
            code="backup.home_not_empty",
            field="home",
        )
    home.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=home.parent, prefix=".huitou-restore-") as scratch:
        manifest = _unpacked(file, Path(scratch))
        whole = Path(scratch, HOME)
        whole.mkdir(exist_ok=True)
        _bring_in(database_settings(database_url, whole), manifest, Path(scratch, DATABASE))
        whole.chmod(0o755)
        if home.exists():
            home.rmdir()
        shutil.move(whole, home)
    return manifest


def _unpacked(file: Path, scratch: Path) -> Manifest:
    try:
        with tarfile.open(file, "r:") as tar:
            # No link, no device, nothing outside the folder (PEP 706).
            tar.extractall(scratch, filter="data")
        manifest = msgspec.json.decode((scratch / MANIFEST).read_bytes(), type=Manifest)
        if manifest.format != FORMAT or not (scratch / DATABASE).is_file():
            raise _no_backup(file)
    except (tarfile.TarError, FileNotFoundError, msgspec.MsgspecError) as error:
        if not file.exists():
            raise
        raise _no_backup(file) from error
    return manifest


def _bring_in(database: dict[str, Any], manifest: Manifest, copy: Path) -> None:
    if kind_of(database) != manifest.database:
        wanted = (
            "Leave HUITOU_DATABASE_URL out."
            if manifest.database == SQLITE
            else "Name an empty PostgreSQL database in HUITOU_DATABASE_URL."
        )
        raise InvalidInput(
            f"The backup holds a database of {manifest.database}.",
            remedy=wanted,
            code="backup.other_database",
            field="file",
        )
    copy_in(database, copy)


def _no_backup(file: Path) -> InvalidInput:
    return InvalidInput(
        f"{file} is not a backup that this version can read, or it is damaged.",
        remedy="Name a file that `huitou backup` wrote.",
        code="backup.unreadable",
        field="file",
    )
