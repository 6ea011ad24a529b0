"""The versions of one saved cohort: a file each, written once and never changed."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from huitou.engine.analytics.query.cohort import CohortDefinition
from huitou.kernel import InvalidInput, StorageRefused

_DIGITS = 6


class Record(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What a file holds: a definition, or that the cohort was removed."""

    definition: CohortDefinition | None = None
    removed: bool = False


def numbers(folder: Path) -> list[int]:
    """The versions that there are, ascending."""
    with guarded(folder):
        if not folder.is_dir():
            return []
        return sorted(int(path.stem) for path in folder.glob("*.json") if path.stem.isdigit())


def read(folder: Path, number: int) -> Record:
    """One version. InvalidInput for a file that is damaged."""
    path = _path(folder, number)
    with guarded(path):
        content = path.read_bytes()
    try:
        return msgspec.json.decode(content, type=Record)
    except (msgspec.DecodeError, RecursionError) as error:
        raise InvalidInput(
            f"{path} is not a saved cohort: {error}.",
            remedy="Put the file back from a copy, or delete it to go back to the version before.",
            code="cohort.damaged",
        ) from None


def write(folder: Path, number: int, record: Record) -> bool:
    """Write a version, whole or not at all; False, and nothing is written, if it exists already.
    StorageRefused if the disk will not.
    """
    with guarded(folder):
        folder.mkdir(parents=True, exist_ok=True)
        temporary = folder / f".{number}.{os.getpid()}.{threading.get_native_id()}.writing"
        try:
            _write_whole(temporary, msgspec.json.format(msgspec.json.encode(record)) + b"\n")
            # A link, unlike a rename, never takes the place of a file that exists.
            os.link(temporary, _path(folder, number))
        except FileExistsError:
            return False
        finally:
            temporary.unlink(missing_ok=True)
        _sync(folder)
    return True


def delete(folder: Path) -> None:
    """Delete the folder with all that is in it: what was left unfinished, then the versions, the
    newest last, so that a half-deleted cohort does not become an older one.
    """
    with guarded(folder):
        for path in sorted(folder.iterdir()):
            path.unlink(missing_ok=True)
        folder.rmdir()
        _sync(folder.parent)


@contextmanager
def guarded(path: Path) -> Iterator[None]:
    """What the disk refuses, as StorageRefused."""
    try:
        yield
    except OSError as error:
        raise StorageRefused(
            f"The saved cohorts could not be read or written at {path}: {error.strerror}.",
            remedy="Make room or give permission there; nothing was changed.",
            code="cohort.storage",
        ) from error


def _path(folder: Path, number: int) -> Path:
    return folder / f"{number:0{_DIGITS}}.json"


def _write_whole(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
