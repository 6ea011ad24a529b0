"""What a funnel counts: people or sessions, and perhaps once for each value of the breakdown."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from huitou.engine.analytics.funnels.plan import SECOND, Plan
from huitou.engine.analytics.periods import Ints
from huitou.engine.analytics.source.rows import Rows


@dataclass(frozen=True, eq=False)
class Units:
    """The unit of each row, and the person (a number) and group of each unit."""

    of_row: Ints
    person: Ints
    group: Ints | None = None

    def __len__(self) -> int:
        return len(self.person)


def units_of(rows: Rows, plan: Plan, groups: Ints | None) -> Units:
    """The units of rows, which are in these groups if every group has a funnel of its own."""
    units = Units(rows.person, np.arange(len(rows.names)))
    if plan.query.unit == "session":
        units = _sessions(rows, plan.query.session_seconds * SECOND)
    if groups is None:
        return units
    pairs = pa.array(groups * len(units) + units.of_row).dictionary_encode()
    found = pairs.dictionary.to_numpy()
    of_row = pairs.indices.to_numpy().astype(np.int64)
    return Units(of_row, units.person[found % len(units)], found // len(units))


def _sessions(rows: Rows, pause: int) -> Units:
    """Each person's events without a pause longer than that many microseconds."""
    order = _by_person_and_moment(rows)
    person, at = rows.person[order], rows.at[order]
    begins = np.ones(len(order), dtype=bool)
    begins[1:] = (person[1:] != person[:-1]) | (at[1:] - at[:-1] > pause)
    of_row = np.empty(len(order), dtype=np.int64)
    of_row[order] = np.cumsum(begins) - 1
    return Units(of_row, person[begins])


def _by_person_and_moment(rows: Rows) -> Ints:
    """The order of the rows; by one number where it fits into 63 bits, which is far quicker."""
    if not len(rows):
        return rows.at
    first = int(rows.at.min())
    bits = (int(rows.at.max()) - first).bit_length()
    if len(rows.names).bit_length() + bits > 63:
        return np.lexsort((rows.at, rows.person))
    return np.argsort((rows.person << bits) + (rows.at - first))
