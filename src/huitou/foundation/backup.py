"""Write everything into one file."""

from __future__ import annotations

import os
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from huitou.foundation.database_copy import copy_out, kind_of
from huitou.foundation.event_log import open_log
from huitou.kernel import Clock, Conflict

FORMAT = 1
_LAST = "last-backup.json"
MANIFEST, DATABASE, HOME = "manifest.json", "database", "home"
_LEFT_OUT = ("huitou.sqlite3", "huitou.sqlite3-wal", "huitou.sqlite3-shm", "huitou.sqlite3-journal")


@dataclass(frozen=True)
class BackedUp:
    """The file's size, and how many files of the data folder are in it."""

    bytes: int
    files: int


def make_backup(home: Path, database: dict[str, Any], target: Path, *, clock: Clock) -> BackedUp:
    """Write the database and the data folder (the event log, its indexes, accepted events, keys) to
    the tar file `target`, readable by its owner alone, while the server runs. Tables on an object
    store and secrets in the environment are not in it.

    The database comes first: a fact that was shipped after it was copied is shipped once more after
    a restore, and the log takes it once. Conflict if `target` exists.
    """
    if target.exists():
        raise Conflict(
            f"{target} exists already.",
            remedy="Name a new file; a backup is never written over.",
            code="backup.exists",
            field="file",
        )
    draft = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        fd = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(fd, "wb") as file, tarfile.open(fileobj=file, mode="w") as tar:
            files = _write(tar, home, database, target.parent, {draft.resolve()}, clock)
        with draft.open("rb") as written:
            os.fsync(written.fileno())
        size = draft.stat().st_size
        draft.rename(target)
        _note(home, target, size, clock)
        return BackedUp(size, files)
    finally:
        draft.unlink(missing_ok=True)


@dataclass(frozen=True)
class LastBackup:
    """When the last backup was made here, into which file, and how large it was."""

    made_at: datetime
    file: str
    bytes: int


def last_backup(home: Path) -> LastBackup | None:
    """None if none was ever made of the folder, or nobody knows."""
    try:
        return msgspec.json.decode((home / _LAST).read_bytes(), type=LastBackup)
    except (OSError, msgspec.MsgspecError):
        return None


def _note(home: Path, target: Path, size: int, clock: Clock) -> None:
    """For people who ask when the last one was. A backup that cannot be noted is one as well."""
    said = msgspec.json.encode(LastBackup(clock.now(), str(target.resolve()), size))
    with suppress(OSError):
        (home / _LAST).write_bytes(said)


def _write(
    tar: tarfile.TarFile,
    home: Path,
    database: dict[str, Any],
    scratch: Path,
    without: set[Path],
    clock: Clock,
) -> int:
    with tempfile.TemporaryDirectory(dir=scratch, prefix=".huitou-backup-") as folder:
        manifest, copy = Path(folder, MANIFEST), Path(folder, DATABASE)
        said = {
            "format": FORMAT,
            "database": kind_of(database),
            "made_at": clock.now().isoformat(),
        }
        manifest.write_bytes(msgspec.json.encode(said))
        tar.add(manifest, MANIFEST)
        copy_out(database, copy)
        tar.add(copy, DATABASE)
    log = open_log(home)
    with log.maintaining(), log.writing():
        seen: set[Path] = set()
        # The door goes on: what was renamed between a look and its copy is found by the next look.
        while new := sorted(set(_files(home, without)) - seen):
            for path in new:
                _add(tar, path, f"{HOME}/{path.relative_to(home).as_posix()}")
            seen.update(new)
        return len(seen)


def _files(home: Path, without: set[Path]) -> Iterator[Path]:
    for path in home.rglob("*"):
        scratch = path.name.startswith(".huitou-backup-")
        if scratch or path.suffix in (".lock", ".opening") or path.resolve() in without:
            continue
        if path.is_file() and not (path.parent == home and path.name in _LEFT_OUT):
            yield path


def _add(tar: tarfile.TarFile, path: Path, name: str) -> None:
    """As long as it was when it was opened: a segment may grow meanwhile."""
    try:
        with path.open("rb") as file:
            tar.addfile(tar.gettarinfo(arcname=name, fileobj=file), file)
    except FileNotFoundError:
        return
