"""Everybody whom the log knows, as columns that a list is filtered and sorted by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from huitou.engine.analytics import SEGMENTS, PeopleSeen, Purchases, RfmScores
from huitou.kernel import from_micros, to_micros

Sort = Literal["seen", "spent"]
Seen = Literal["", "week", "month", "away30", "away90"]
_DAYS: Mapping[str, int] = {"week": 7, "month": 30, "away30": 30, "away90": 90}


@dataclass(frozen=True)
class PersonRow:
    """One person: `net` in minor units, `segment` a name of SEGMENTS, "" for who never bought."""

    id: str
    first_seen: datetime
    last_seen: datetime
    orders: int
    net: int
    segment: str


@dataclass(frozen=True)
class PeopleWanted:
    """`bought` says whether they did; "" for both. `new`: seen for the first time in 30 days."""

    bought: Literal["", "yes", "no"] = ""
    seen: Seen = ""
    new: bool = False
    segment: str = ""
    sort: Sort = "seen"


@dataclass(frozen=True, eq=False)
class PeopleTable:
    """In the order of `seen`: who was seen last stands first."""

    seen: PeopleSeen
    orders: NDArray[np.int64]
    net: NDArray[np.int64]
    segment: NDArray[np.int64]
    currency: str

    @classmethod
    def of(
        cls, seen: PeopleSeen, purchases: Purchases | None, scores: RfmScores | None
    ) -> PeopleTable:
        """With what the buyers among them bought."""
        orders, net = np.zeros(len(seen), np.int64), np.zeros(len(seen), np.int64)
        segment = np.full(len(seen), -1, np.int64)
        if purchases is None or scores is None:
            return cls(seen, orders, net, segment, "")
        buyers = pa.array(purchases.customer_ids, pa.string())
        place = pc.index_in(seen.ids.cast(pa.string()), buyers).fill_null(-1).to_numpy()
        there = place >= 0
        for column, values in (
            (orders, scores.orders),
            (net, scores.money),
            (segment, scores.segment),
        ):
            column[there] = values[place[there]]
        return cls(seen, orders, net, segment, purchases.currency)

    def wanted(self, wanted: PeopleWanted, now: datetime) -> NDArray[np.int64]:
        """The places of those who are wanted, in the order that is wanted."""
        chosen = np.ones(len(self.seen), np.bool_)
        if wanted.bought:
            chosen &= (self.orders > 0) == (wanted.bought == "yes")
        if wanted.seen:
            edge = to_micros(now - timedelta(days=_DAYS[wanted.seen]))
            recent = self.seen.last >= edge
            chosen &= recent if wanted.seen in ("week", "month") else ~recent
        if wanted.new:
            chosen &= self.seen.first >= to_micros(now - timedelta(days=30))
        if wanted.segment:
            chosen &= self.segment == SEGMENTS.index(wanted.segment)
        places = np.flatnonzero(chosen)
        if wanted.sort == "spent":
            places = places[np.argsort(-self.net[places], kind="stable")]
        return places

    def rows(self, places: Sequence[int]) -> list[PersonRow]:
        """The people at some places."""
        return [self._row(place) for place in places]

    def _row(self, place: int) -> PersonRow:
        number = int(self.segment[place])
        return PersonRow(
            id=self.seen.ids[place].as_py(),
            first_seen=from_micros(int(self.seen.first[place])),
            last_seen=from_micros(int(self.seen.last[place])),
            orders=int(self.orders[place]),
            net=int(self.net[place]),
            segment=SEGMENTS[number] if number >= 0 else "",
        )
