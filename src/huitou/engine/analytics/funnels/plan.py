"""What a funnel query asks for, worked out: its range, its filters, what voids an attempt."""

from __future__ import annotations

from dataclasses import dataclass

from huitou.engine.analytics.funnels.query import FunnelQuery
from huitou.engine.analytics.query.calendar import Intervals
from huitou.engine.analytics.query.events import EventFilter, narrowed

SECOND = 1_000_000


@dataclass(frozen=True)
class PlannedExclusion:
    """What voids an attempt: an event with bit `bit` of the marks after step `from_step` and before
    step `to_step` (from 1).
    """

    bit: int
    from_step: int
    to_step: int


@dataclass(frozen=True)
class Plan:
    """A query that was checked. `days` hold the events that may open an attempt; `trend` are the
    intervals by which entries are told, if they are. Bit k of the marks says that an event matches
    step k + 1; the bits after those are the exclusions.
    """

    query: FunnelQuery
    days: Intervals
    trend: Intervals | None

    @property
    def steps(self) -> int:
        """How many steps there are."""
        return len(self.query.steps)

    @property
    def step_bits(self) -> int:
        """The bits of all steps."""
        return (1 << self.steps) - 1

    @property
    def opening_bits(self) -> int:
        """The bits of an event that opens an attempt."""
        return self.step_bits if self.query.order == "unordered" else 1

    @property
    def window(self) -> int:
        """Microseconds from the opening of an attempt, both ends included."""
        return self.query.window_seconds * SECOND

    @property
    def exclusions(self) -> tuple[PlannedExclusion, ...]:
        """What voids an attempt."""
        return tuple(
            PlannedExclusion(self.steps + place, one.from_step, one.to_step or self.steps)
            for place, one in enumerate(self.query.exclusions)
        )

    @property
    def every(self) -> bool:
        """Whether events that match nothing matter too: they end sessions and strict attempts."""
        return self.query.order == "strict" or self.query.unit == "session"

    @property
    def filters(self) -> tuple[EventFilter, ...]:
        """In the order of the bits. Where every event matters, they ask for the query's `where`
        themselves.
        """
        query = self.query
        asked = (*query.steps, *(one.event for one in query.exclusions))
        return tuple(narrowed(one, query.where) for one in asked) if self.every else asked

    @property
    def split_by_event(self) -> bool:
        """Whether each event has its own value of the breakdown."""
        return self.query.breakdown is not None and self.query.breakdown.by == "event"

    @property
    def funnel_each(self) -> bool:
        """Whether every value of the breakdown is a funnel of its own."""
        return self.split_by_event and self.query.attribution == "all"
