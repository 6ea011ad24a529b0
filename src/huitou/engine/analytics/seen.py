"""Everybody of whom the log knows anything: when they were seen first and last."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from huitou.engine.analytics.periods import Ints
from huitou.engine.analytics.source.events import Events


@dataclass(frozen=True, eq=False)
class PeopleSeen:
    """People, who was seen last at the top (ties by id): their ids, the moments of their first and
    last event (microseconds since 1970 UTC), and how many events they have.
    """

    ids: pa.Array
    first: Ints
    last: Ints
    events: Ints

    def __len__(self) -> int:
        return len(self.ids)


def people_seen(events: Events) -> PeopleSeen:
    """Everybody who has an event, whatever it is."""

    def asked(table: Any, dialect: Any) -> Any:
        known = table.filter(table.person.notnull())
        at = dialect.micros(known.timestamp)
        return (
            known.mutate(at=at)
            .group_by("person")
            .aggregate(
                first=lambda t: t["at"].min(),
                last=lambda t: t["at"].max(),
                events=lambda t: t.count(),
            )
        )

    found = events.query(asked)
    found = found.sort_by([("last", "descending"), ("person", "ascending")])
    return PeopleSeen(
        ids=found["person"].combine_chunks(),
        first=_ints(found["first"]),
        last=_ints(found["last"]),
        events=_ints(found["events"]),
    )


def _ints(column: Any) -> Ints:
    numbers: Ints = column.to_numpy().astype(np.int64)
    return numbers
