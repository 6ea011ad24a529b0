"""The answer to a day at a glance."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from huitou.engine.analytics.query.definition import AsOf


@dataclass(frozen=True, slots=True)
class DayCounts:
    """What happened on a local day, or up to the same time of it. `revenue` is in whole minor units
    of the answer's currency.
    """

    day: date
    orders: int
    revenue: int
    active: int
    new: int
    returned: int
    lost: int


@dataclass(frozen=True, slots=True)
class Glance:
    """`now`, `day_before` and `week_before` are counted up to the same time of their days; `days`
    are whole days, the oldest first, the last of which is that of `now`. `currency` is None where
    nothing was ever bought in the range. `rules` names what was counted, as data.
    """

    now: DayCounts
    day_before: DayCounts
    week_before: DayCounts
    days: tuple[DayCounts, ...]
    currency: str | None
    other_currencies: tuple[str, ...]
    timezone: str
    rules: dict[str, Any]
    as_of: AsOf
