"""Files that only grow: a reader knows how much of one is its own, whoever adds to it meanwhile."""

from __future__ import annotations

import zlib
from pathlib import Path

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

    def words(self, folder: Path) -> Words:
        """All of it as 32-bit numbers."""
        return np.frombuffer(self.read(folder), dtype=np.uint32)
