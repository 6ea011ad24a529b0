"""The named events as columns of numbers, in the order in which they came: 14 bytes an event.

What a query asks of whole events, and not of their properties, it finds here without the log.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from huitou.engine.analytics.index.gather import Gathered
from huitou.engine.analytics.index.tape import Mapped, Tape, Words
from huitou.engine.analytics.periods import Ints

_PERSON, _EVENT, _AT = np.uint32, np.uint16, np.int64


class RowTapes(NamedTuple):
    """The number that each event's person had when it came, the number of its name, and its moment
    in microseconds since 1970 UTC.
    """

    person: Tape
    event: Tape
    at: Tape

    @classmethod
    def empty(cls, generation: int) -> RowTapes:
        """Nothing yet, in files of their own."""
        names = ("person", "event", "at")
        return cls(*(Tape(f"rows-{name}.{generation}") for name in names))

    def extended(self, folder: Path, more: list[Gathered]) -> RowTapes:
        """With more events behind the others."""
        return RowTapes(
            self.person.extended(folder, _bytes([one.person for one in more], _PERSON)),
            self.event.extended(folder, _bytes([one.event for one in more], _EVENT)),
            self.at.extended(folder, _bytes([one.at for one in more], _AT)),
        )


class MappedRows(NamedTuple):
    """The columns, as long as the tapes said that they are."""

    person: Mapped
    event: Mapped
    at: Mapped

    @classmethod
    def of(cls, folder: Path, tapes: RowTapes, known: MappedRows | None) -> MappedRows:
        """IndexLost if one is gone or torn; `known` are shorter ones of before, if any."""
        before = known or (None, None, None)
        return cls(
            tapes.person.mapped(folder, _PERSON, before[0]),
            tapes.event.mapped(folder, _EVENT, before[1]),
            tapes.at.mapped(folder, _AT, before[2]),
        )


@dataclass(frozen=True, eq=False)
class IndexRows:
    """Named events, one a row: `owner[person]` is the number of the person, `event` the number of
    the name (its place in the names, counted from 1), `at` the moment in microseconds UTC.
    """

    person: Words
    owner: Words
    event: NDArray[np.uint16]
    at: Ints


def _bytes(columns: list[NDArray[Any]], kind: type[np.generic]) -> bytes:
    return np.concatenate([np.empty(0, dtype=kind), *columns]).astype(kind, copy=False).tobytes()
