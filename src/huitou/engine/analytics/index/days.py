"""Local days by number (days since 1970-01-01) and the moments at which they begin.

The moments are those of the queries' own calendar, so that a day here is the very day there.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

import numpy as np

from huitou.engine.analytics.periods import Ints, day_date
from huitou.engine.analytics.query.calendar import intervals_until

# No query can name the days outside: what happened there is kept in the one day before, or in the
# last day.
_FIRST = (date(1971, 1, 2) - date(1970, 1, 1)).days
_LAST = (date(9989, 12, 30) - date(1970, 1, 1)).days
_MICROS = np.iinfo(np.int64)
_DAY = 86_400_000_000
_CLOSE = 4_096


@lru_cache(maxsize=1 << 15)
def day_start(day: int, timezone: str) -> int:
    """The first moment of a local day, in microseconds since 1970 UTC. InvalidInput for an unknown
    timezone.
    """
    if day < _FIRST:
        return int(_MICROS.min)
    if day > _LAST:
        return int(_MICROS.max)
    return intervals_until(day_date(day).isoformat(), 1, "day", timezone).first


def local_days(micros: Ints, timezone: str) -> tuple[Ints, Ints]:
    """The local days that occur among the moments, ascending, and for each moment the place of its
    day among them.
    """
    near = _nearby(micros // _DAY)
    starts = np.array([day_start(int(day), timezone) for day in near], dtype=np.int64)
    places = np.searchsorted(starts, micros, side="right") - 1
    used = np.bincount(places, minlength=len(near)) > 0
    return near[used], (np.cumsum(used) - 1)[places]


def begin_days(edges: tuple[int, ...], timezone: str) -> bool:
    """Whether each of the moments is the first one of a local day."""
    moments = np.array(edges, dtype=np.int64)
    days, places = local_days(moments, timezone)
    starts = np.array([day_start(int(day), timezone) for day in days], dtype=np.int64)
    return bool((starts[places] == moments).all())


def _nearby(utc_days: Ints) -> Ints:
    """Every local day that could hold a moment of these days of UTC, and the one after it."""
    first, last = int(utc_days.min()) - 1, int(utc_days.max()) + 2
    if last - first < _CLOSE:
        days = np.arange(first, last + 1)
    else:
        days = np.unique(np.unique(utc_days)[:, None] + np.arange(-1, 3))
    return np.unique(np.clip(days, _FIRST - 1, _LAST))
