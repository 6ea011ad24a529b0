"""Which group of a breakdown each customer is in."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from huitou.engine.analytics.periods import Ints
from huitou.engine.analytics.query.events import Breakdown
from huitou.engine.analytics.source.attributes import MISSING, attribute
from huitou.engine.analytics.source.events import Events
from huitou.engine.analytics.source.groups import Groups
from huitou.engine.analytics.value.buyers import Buyers


def split(
    events: Events, breakdown: Breakdown | None, cohort: pa.Array | None, buyers: Buyers
) -> tuple[Groups, Ints]:
    """The groups that are shown, and the number of each customer's among them."""
    if breakdown is None:
        return Groups(), np.zeros(len(buyers), dtype=np.int64)
    values = _values(events, breakdown, cohort, buyers).dictionary_encode("encode")
    codes = values.indices.to_numpy(zero_copy_only=False).astype(np.int64)
    keys = values.dictionary.to_pylist()
    sizes = Counter({key: int(n) for key, n in zip(keys, np.bincount(codes), strict=True)})
    groups = Groups.largest(sizes, breakdown.limit)
    numbers = {key: number for number, key in enumerate(groups.keys)}
    shown = np.array([numbers.get(key, len(groups.keys)) for key in keys], dtype=np.int64)
    return groups, shown[codes]


def _values(
    events: Events, breakdown: Breakdown, cohort: pa.Array | None, buyers: Buyers
) -> pa.Array:
    """The group of each customer, as text."""
    if breakdown.by == "cohort":
        return pc.if_else(pc.is_in(buyers.ids, cohort), "in", "out")
    known = events.query(lambda table, dialect: attribute(table, breakdown, dialect))
    place = pc.index_in(buyers.ids, known.column("person").combine_chunks())
    values = known.column("grp").combine_chunks().take(place)
    return values.fill_null(MISSING[breakdown.by]) if breakdown.by in MISSING else values
