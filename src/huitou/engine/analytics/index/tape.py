"""Files that only grow: a reader knows how much of one is its own, whoever adds to it meanwhile."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from huitou.engine.analytics.index.lost import IndexLost

Words = NDArray[np.uint32]


class Tape(msgspec.Struct, frozen=True, array_like=True):
    """The first `length` bytes of the file `name`, whose CRC-32 is `crc`."""

    name: str
    length: int = 0
    crc: int = 0

    def extended(self, folder: Path, content: bytes) -> Tape:
        """The tape with more on it. What an unfinished change left behind its end is cut off."""
        path = folder / self.name
        if not content and self.length:
            return self
        with path.open("r+b" if self.length else "wb") as file:
            file.truncate(self.length)
            file.seek(self.length)
            file.write(content)
        return Tape(self.name, self.length + len(content), zlib.crc32(content, self.crc))

    def read(self, folder: Path) -> bytes:
        """All of it; IndexLost if it is not there or not what was written."""
        if not self.length:
            return b""
        try:
            with (folder / self.name).open("rb") as file:
                content = file.read(self.length)
        except FileNotFoundError as error:
            raise IndexLost(f"{self.name} is gone") from error
        if zlib.crc32(content) != self.crc:
            raise IndexLost(f"{self.name} is torn")
        return content

    def mapped(self, folder: Path, kind: type[np.generic], known: Mapped | None = None) -> Mapped:
        """All of it as numbers of that kind, in the file itself and not in memory. What `known`
        has checked already is not checked again; IndexLost as in `read`.
        """
        if not self.length:
            return Mapped(self, np.empty(0, dtype=kind))
        try:
            numbers = np.memmap(folder / self.name, kind, "r", shape=self.length // kind().nbytes)
        except (FileNotFoundError, ValueError) as error:
            raise IndexLost(f"{self.name} is gone or torn") from error
        start, crc = 0, 0
        if known and known.tape.name == self.name and known.tape.length <= self.length:
            start, crc = known.tape.length, known.tape.crc
        if zlib.crc32(numbers.view(np.uint8)[start:].data, crc) != self.crc:
            raise IndexLost(f"{self.name} is torn")
        return Mapped(self, numbers)

    def words(self, folder: Path) -> Words:
        """All of it as 32-bit numbers."""
        return np.frombuffer(self.read(folder), dtype=np.uint32)


@dataclass(frozen=True, eq=False)
class Mapped:
    """A tape whose checksum was right, and its numbers."""

    tape: Tape
    numbers: NDArray[Any]
