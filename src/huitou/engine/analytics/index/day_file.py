"""The file of one day: for each event a set of people, and one for any named event at all.

A table says where each set lies, so that a reader fetches only what it asks for; table and sets
each have a CRC-32. A file never changes once it is written.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from pyroaring import BitMap

from huitou.engine.analytics.index.lost import IndexLost

ANY = 0
_MAGIC = b"activity"
_HEAD = np.dtype([("magic", "S8"), ("sets", "<u4"), ("crc", "<u4")])
_ROW = np.dtype([("event", "<u4"), ("crc", "<u4"), ("place", "<u8"), ("length", "<u8")])
_FIRST_READ = 4_096


def write_day(path: Path, sets: Mapping[int, BitMap]) -> None:
    """Write the sets of a day by event number (ANY: any named event)."""
    bodies = [people.serialize() for people in sets.values()]
    table = np.zeros(len(bodies), dtype=_ROW)
    lengths = [len(body) for body in bodies]
    table["event"] = list(sets)
    table["crc"] = [zlib.crc32(body) for body in bodies]
    table["length"] = lengths
    start = _HEAD.itemsize + table.nbytes
    table["place"] = start + np.cumsum([0, *lengths[:-1]])
    head = np.array([(_MAGIC, len(bodies), zlib.crc32(table.tobytes()))], dtype=_HEAD)
    path.write_bytes(b"".join((head.tobytes(), table.tobytes(), *bodies)))


class DayFile:
    """A day's file as readers see it. IndexLost when it is gone or torn."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._read: dict[int, BitMap] = {}

    def get(self, event: int) -> BitMap:
        """The people of an event, empty if there are none. Nobody may change the set."""
        found = self._read.get(event)
        if found is None:
            found = self._read[event] = self._fetch(event)
        return found

    def all(self) -> dict[int, BitMap]:
        """Every set of the day."""
        return {event: self.get(event) for event in self._table}

    def _fetch(self, event: int) -> BitMap:
        row = self._table.get(event)
        if row is None:
            return BitMap()
        crc, place, length = row
        body = self._bytes(place, length)
        if zlib.crc32(body) != crc:
            raise IndexLost(f"{self._path.name} is torn")
        return BitMap.deserialize(body)

    @cached_property
    def _table(self) -> dict[int, tuple[int, int, int]]:
        """By event: the CRC, the place and the length of its set."""
        first = self._bytes(0, _FIRST_READ)
        size = _HEAD.itemsize
        if len(first) < size:
            raise IndexLost(f"{self._path.name} is torn")
        head: Any = np.frombuffer(first[:size], dtype=_HEAD)[0]
        end = size + int(head["sets"]) * _ROW.itemsize
        table = (first if end <= len(first) else self._bytes(0, end))[size:end]
        if head["magic"] != _MAGIC or zlib.crc32(table) != head["crc"]:
            raise IndexLost(f"{self._path.name} is torn")
        rows = np.frombuffer(table, dtype=_ROW).tolist()
        return {event: (crc, place, length) for event, crc, place, length in rows}

    def _bytes(self, place: int, length: int) -> bytes:
        try:
            file = os.open(self._path, os.O_RDONLY)
        except FileNotFoundError as error:
            raise IndexLost(f"{self._path.name} is gone") from error
        try:
            return os.pread(file, length, place)
        finally:
            os.close(file)
