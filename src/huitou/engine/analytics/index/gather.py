"""From events to numbers: who had which event when, and as sets, on which day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from pyroaring import BitMap

from huitou.engine.analytics.index.day_file import ANY
from huitou.engine.analytics.index.days import local_days
from huitou.engine.analytics.index.ids import TEXT
from huitou.engine.analytics.index.names import EventNames
from huitou.engine.analytics.periods import Ints
from huitou.engine.analytics.sets import set_of

Sets = dict[int, dict[int, BitMap]]
"""By local day, then by event number: people."""
_MOMENT = pa.timestamp("us", tz="UTC")


@dataclass(frozen=True, eq=False)
class Gathered:
    """The events that name an event and somebody: the number of the person, of the event, and the
    moment of each, and the sets that they make.
    """

    person: NDArray[np.uint32]
    event: NDArray[np.uint16]
    at: Ints
    sets: Sets


def gather(
    rows: pa.Table, timezone: str, events: EventNames, number: Callable[[pa.Array], Ints]
) -> Gathered:
    """What `rows` (user_id, anonymous_id, event, timestamp; at most 2**20 of them) say. `number`
    tells the numbers of ids.
    """
    texts, person = _coded(pc.coalesce(rows.column("user_id"), rows.column("anonymous_id")))
    kinds, kind = _coded(rows.column("event"))
    micros = rows.column("timestamp").cast(_MOMENT).cast(pa.int64()).to_numpy()
    named = (person >= 0) & (kind >= 0)
    if not named.all():
        person, kind, micros = person[named], kind[named], micros[named]
    if len(person) == 0:
        return Gathered(person.astype(np.uint32), kind.astype(np.uint16), micros, {})
    numbers = np.array(events.numbers(kinds.to_pylist()), dtype=np.uint16)
    people = number(texts.cast(TEXT))[person]
    days, day = local_days(micros, timezone)
    cells = _cells(day * len(kinds) + kind, people)
    sets: Sets = {int(one): {} for one in days}
    for cell, members in cells.items():
        place, code = divmod(cell, len(kinds))
        _join(sets[int(days[place])], {int(numbers[code]): members, ANY: members})
    return Gathered(people.astype(np.uint32), numbers[kind], micros, sets)


def add(into: Sets, more: Sets) -> None:
    """Put the sets of `more` into `into`."""
    for day, sets in more.items():
        _join(into.setdefault(day, {}), sets)


def _join(into: dict[int, BitMap], more: dict[int, BitMap]) -> None:
    for event, people in more.items():
        into[event] = into[event] | people if event in into else people


def _coded(column: pa.ChunkedArray) -> tuple[pa.Array, NDArray[np.int32]]:
    """The distinct values, and for each row the place of its value among them; -1 for null."""
    encoded = column.combine_chunks().dictionary_encode()
    places = encoded.indices.fill_null(-1).to_numpy()
    return encoded.dictionary, places


def _cells(cells: Ints, people: Ints) -> dict[int, BitMap]:
    """The people of each cell number that occurs. Both numbers are below 2**32, so one plain sort
    does it.
    """
    keys = cells.astype(np.uint64) << np.uint64(32) | people.astype(np.uint64)
    keys.sort()
    sorted_cells = keys >> np.uint64(32)
    cuts = np.flatnonzero(np.diff(sorted_cells)) + 1
    starts = np.concatenate([np.zeros(1, dtype=np.int64), cuts])
    sets = map(set_of, np.split(keys.astype(np.uint32), cuts))
    return dict(zip(sorted_cells[starts].tolist(), sets, strict=True))
