"""Who was seen when: everybody of whom the log knows anything, and the moments of one person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from huitou.engine.analytics.index.activity import open_index
from huitou.engine.analytics.periods import Ints
from huitou.engine.analytics.source.duckdb_events import DuckDBEvents
from huitou.engine.analytics.source.events import ActivityIndex, Events
from huitou.engine.analytics.source.indexed import from_index
from huitou.engine.events import EventLog, PersonEvent, Snapshot, counts_of, events_of_person


@dataclass(frozen=True, eq=False)
class PeopleSeen:
    """People, who was seen last at the top (ties by id): their ids, the moments of their first and
    last named event (microseconds since 1970 UTC), and how many of them they have.
    """

    ids: pa.Array
    first: Ints
    last: Ints
    events: Ints

    def __len__(self) -> int:
        return len(self.ids)


def people_seen(events: Events) -> PeopleSeen:
    """Everybody who has a named event; from the activity index where there is one."""
    index = events.index if isinstance(events, DuckDBEvents) else None
    found = from_index(index, _of_index)
    return _of_scan(events) if found is None else found


def events_of_one(
    log: EventLog, snapshot: Snapshot, person_id: str, *, most: int = 5000
) -> list[PersonEvent]:
    """See `events_of_person`. Where the activity index covers the snapshot's version, it says when
    to look, which is several times quicker in a large log.
    """
    index = open_index(log)
    if index is None or index.state.counts != counts_of(snapshot.pinned):
        return events_of_person(snapshot, person_id, most=most)
    ids = snapshot.people.members(person_id)
    moments = from_index(index, lambda known: _moments(known, ids))
    return events_of_person(snapshot, person_id, most=most, moments=moments)


def _moments(index: ActivityIndex, ids: Sequence[str]) -> list[int]:
    """When the ids' person had a named event."""
    known = index.numbers
    # The few ids are looked up among the many, not the other way round.
    places = pc.indices_nonzero(pc.is_in(known["id"], value_set=pa.array(ids, pa.string())))
    numbers = np.unique(known["number"].take(places).to_numpy())
    rows = index.rows
    mine = np.zeros(len(rows.owner) + 1, np.bool_)
    mine[numbers] = True
    found: list[int] = np.unique(rows.at[mine[rows.owner][rows.person]]).tolist()
    return found


def _of_index(index: ActivityIndex) -> PeopleSeen:
    rows, people = index.rows, index.people
    number = rows.owner[rows.person]
    first = np.full(len(people), np.iinfo(np.int64).max)
    last = np.full(len(people), np.iinfo(np.int64).min)
    np.minimum.at(first, number, rows.at)
    np.maximum.at(last, number, rows.at)
    count = np.bincount(number, minlength=len(people))
    there = np.flatnonzero(count)
    return _sorted(people.take(pa.array(there)), first[there], last[there], count[there])


def _of_scan(events: Events) -> PeopleSeen:
    def asked(table: Any, dialect: Any) -> Any:
        named = table.filter(table.person.notnull(), table.event.notnull())
        at = named.mutate(at=dialect.micros(named.timestamp))
        return at.group_by("person").aggregate(
            first=lambda t: t["at"].min(), last=lambda t: t["at"].max(), events=lambda t: t.count()
        )

    found = events.query(asked)
    columns = (found[name].to_numpy().astype(np.int64) for name in ("first", "last", "events"))
    return _sorted(found["person"].combine_chunks(), *columns)


def _sorted(ids: pa.Array, first: Ints, last: Ints, events: Ints) -> PeopleSeen:
    table = pa.table({"id": ids, "last": pa.array(last)})
    order = pc.sort_indices(table, [("last", "descending"), ("id", "ascending")])
    places = order.to_numpy()
    return PeopleSeen(ids.take(order), first[places], last[places], events[places])
