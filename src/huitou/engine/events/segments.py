"""Segments: the durable files between the door and the table.

A segment belongs to the one process that writes it, which holds a lock on the file for as long as
it may still grow. When the lock is free (closed in good order, or its process is dead: the kernel
frees it) the segment is sealed and may be shipped. A record is a length, a checksum and the bytes;
a reader stops at the first record that is not whole, so a crash in mid-write invents nothing.
"""

from __future__ import annotations

import fcntl
import os
import struct
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from huitou.kernel import Clock, new_id

SUFFIX = ".seg"
_MAGIC = b"huitou segment 1\n"
_HEADER = struct.Struct("<II")  # payload length, CRC-32 of the payload


class SegmentWriter:
    """One process's own growing segment. Not thread-safe: one thread writes.

    Raises OSError when the disk refuses; the file is then cut back to its last whole record.
    """

    def __init__(self, folder: Path, clock: Clock) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        final = folder / f"{new_id(clock)}{SUFFIX}"
        opening = final.with_suffix(".opening")
        self._fd = os.open(opening, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_APPEND, 0o600)
        try:
            # Locked before it gets its name: a shipper that sees the name sees the lock.
            fcntl.flock(self._fd, fcntl.LOCK_EX)
            _write_all(self._fd, _MAGIC)
            opening.rename(final)
            _sync_folder(folder)
        except BaseException:
            os.close(self._fd)
            opening.unlink(missing_ok=True)
            raise
        self.path = final
        self.size = len(_MAGIC)

    def write(self, records: Iterable[bytes]) -> None:
        """Append whole records and return once they are on the disk (fdatasync)."""
        frames = b"".join(_frame(record) for record in records)
        try:
            _write_all(self._fd, frames)
            os.fdatasync(self._fd)
        except OSError:
            os.ftruncate(self._fd, self.size)
            raise
        self.size += len(frames)

    def close(self) -> None:
        """Seal the segment: the lock goes, and the shipper may have it."""
        os.close(self._fd)


@dataclass(frozen=True)
class SegmentContent:
    """The whole records of a segment, and whether bytes that are no whole record follow them."""

    records: tuple[bytes, ...]
    torn: bool


def read_segment(path: Path) -> SegmentContent:
    """Everything whole in the segment, growing or sealed; FileNotFoundError if it is shipped."""
    data = path.read_bytes()
    records: list[bytes] = []
    end = len(_MAGIC)
    for record in _whole_records(data):
        records.append(record)
        end += _HEADER.size + len(record)
    return SegmentContent(tuple(records), torn=len(data) > end)


def segments(folder: Path) -> list[Path]:
    """All segments, oldest first."""
    return sorted(folder.glob(f"*{SUFFIX}"))


def is_sealed(path: Path) -> bool:
    """Whether no live process can still write to the segment."""
    try:
        fd = os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    else:
        return True
    finally:
        os.close(fd)


def remove_segments(paths: Iterable[Path], torn: Iterable[Path]) -> None:
    """Delete shipped segments; those with torn bytes move to `torn/`, for a person to look at."""
    aside = set(torn)
    for path in paths:
        if path in aside:
            keep = path.parent / "torn"
            keep.mkdir(exist_ok=True)
            path.rename(keep / path.name)
        else:
            path.unlink(missing_ok=True)


def _frame(record: bytes) -> bytes:
    return _HEADER.pack(len(record), zlib.crc32(record)) + record


def _whole_records(data: bytes) -> Iterator[bytes]:
    if not data.startswith(_MAGIC):
        return
    position = len(_MAGIC)
    while position + _HEADER.size <= len(data):
        length, checksum = _HEADER.unpack_from(data, position)
        start = position + _HEADER.size
        record = data[start : start + length]
        # Length 0 is never written; a power cut may leave zeros, whose checksum would fit.
        if length == 0 or len(record) < length or zlib.crc32(record) != checksum:
            return
        yield record
        position = start + length


def _write_all(fd: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(fd, view) :]


def _sync_folder(folder: Path) -> None:
    fd = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)
