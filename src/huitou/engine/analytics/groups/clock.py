"""Local time of many moments at once."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

import numpy as np

from huitou.engine.analytics.periods import Ints
from huitou.engine.analytics.query.calendar import LENGTH
from huitou.kernel import from_micros

DAY = LENGTH["day"]
_SECOND = 1_000_000


@dataclass(frozen=True, eq=False)
class Clock:
    """What the clocks of a zone add to UTC: `offsets[i]` microseconds from `starts[i]` on."""

    starts: Ints
    offsets: Ints

    @classmethod
    def of(cls, zone: ZoneInfo, first: int, end: int) -> Clock:
        """For moments from `first` to `end` (microseconds UTC); at most one change a UTC day."""
        day = first // DAY * DAY
        starts, offsets = [day], [_offset(day, zone)]
        while day <= end:
            after = _offset(day + DAY, zone)
            if after != offsets[-1]:
                starts.append(_change(day, after, zone))
                offsets.append(after)
            day += DAY
        return cls(np.array(starts, dtype=np.int64), np.array(offsets, dtype=np.int64))

    def local(self, micros: Ints) -> Ints:
        """The moments as the clocks show them: microseconds since 1970-01-01 00:00 local."""
        place = np.searchsorted(self.starts, micros, side="right") - 1
        return micros + self.offsets[place]


def _offset(micros: int, zone: ZoneInfo) -> int:
    offset = from_micros(micros).astimezone(zone).utcoffset()
    return 0 if offset is None else round(offset.total_seconds()) * _SECOND


def _change(low: int, after: int, zone: ZoneInfo) -> int:
    """The first whole second of the UTC day from `low` on that has the offset of its end."""
    high = low + DAY
    while high - low > _SECOND:
        middle = (low + high) // 2 // _SECOND * _SECOND
        low, high = (low, middle) if _offset(middle, zone) == after else (middle, high)
    return high
