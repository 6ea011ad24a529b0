"""Resolved people in one file: written whole or not at all, believed only if every byte is right.

The file is derived: losing it costs time, not knowledge. So it is not forced to disk; what a
power cut tears fails its digest, and reads as absent.
"""

from __future__ import annotations

import hashlib
import threading
from pathlib import Path

import msgspec

from huitou.engine.events.persons_links import Key, Saying
from huitou.engine.events.persons_refused import Refused
from huitou.kernel import StorageRefused

_MAGIC = b"huitou people 1\n"
_DIGEST = 32


class Stored(msgspec.Struct, array_like=True):
    """All that the resolution of people needs to go on; see Persons, Groups and Undone."""

    ids: list[str]
    parent: list[int]
    known: bytes
    changed: list[int]
    newest: Key | None
    refused: list[Refused]
    found: dict[str, bool]
    until: list[tuple[Saying, Key]]


_decoder = msgspec.msgpack.Decoder(Stored)


def write(stored: Stored, path: Path) -> None:
    """Put `stored` in the place of `path` in one step; StorageRefused if the disk will not."""
    body = msgspec.msgpack.encode(stored)
    temporary = path.with_name(f"{path.name}.{threading.get_native_id()}.writing")
    try:
        with temporary.open("wb") as file:
            file.write(_MAGIC + _digest(body))
            file.write(body)
        temporary.replace(path)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise StorageRefused(
            f"The resolved people could not be written to {path}: {error.strerror}.",
            remedy="Make room or give write permission there; nothing was changed.",
            code="persons.not_written",
        ) from error


def read(path: Path) -> Stored | None:
    """What `write` put there; None if the file is absent, unreadable, torn or something else."""
    try:
        content = memoryview(path.read_bytes())
    except OSError:
        return None
    start = len(_MAGIC) + _DIGEST
    body = content[start:]
    if content[:start] != _MAGIC + _digest(body):
        return None
    return _decoder.decode(body)


def _digest(body: bytes | memoryview) -> bytes:
    return hashlib.blake2b(body, digest_size=_DIGEST).digest()
