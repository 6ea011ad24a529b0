"""What is asked of a day at a glance."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from huitou.engine.analytics.periods import zone_named
from huitou.engine.analytics.query.refusals import check_whole

MOST_DAYS = 400
Who = Literal["active", "new", "returned", "lost", "buyers"]


@dataclass(frozen=True)
class GlanceQuery:
    """The local day `day` of `timezone` up to `until` (microseconds since its beginning; None: all
    of it), and the `days` days that end with it, each whole.

    - Active: people with a named event on the day. New: those whose first named event of all lies
      in it.
    - Returned: active, not new, and without a named event on the `away` days before it.
    - Lost: had a named event `away` days before it, and none since: their time ran out that day.
    - Buyers: known people who made a purchase. Orders, purchases and refunds are those of the shop
      report (decision 0007); revenue is what was sold less what was given back on the day, each at
      its own moment, in `currency` (None: the one with the most orders in the range).
    """

    timezone: str
    day: date
    until: int | None = None
    days: int = 30
    away: int = 30
    currency: str | None = None

    def checked(self) -> GlanceQuery:
        """InvalidInput for what makes no sense."""
        zone_named(self.timezone)
        check_whole("days", self.days, 1, MOST_DAYS)
        check_whole("away", self.away, 1, MOST_DAYS)
        return self

    def on(self, day: date) -> GlanceQuery:
        """The same of another day."""
        return GlanceQuery(self.timezone, day, self.until, self.days, self.away, self.currency)

    def before(self, days: int) -> date:
        """The day so many days before."""
        return self.day - timedelta(days=days)
