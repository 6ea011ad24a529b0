"""Finding the next event of a kind in a timeline."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from huitou.engine.analytics.funnels.plan import Plan
from huitou.engine.analytics.funnels.timeline import END, Timeline
from huitou.engine.analytics.periods import Ints

_PLACE_BITS = 32
_PLACE = (1 << _PLACE_BITS) - 1


@dataclass(frozen=True, eq=False)
class Targets:
    """Some places of a timeline, to look for the next one: of the same held value, if one is held.

    `codes` are sorted: the places, or held value << 32 | place; the last one is beyond all.
    """

    timeline: Timeline
    codes: Ints

    @classmethod
    def of(cls, timeline: Timeline, places: Ints) -> Targets:
        """`places` in ascending order."""
        if timeline.held is None:
            return cls(timeline, np.append(places, timeline.nowhere))
        return cls(timeline, np.append(np.sort(timeline.held[places] << _PLACE_BITS | places), END))

    def after(self, places: Ints) -> Ints:
        """The next target after each place; nowhere if there is none."""
        return self._found(places, places, "right", 0)

    def not_before(self, places: Ints, skip: int = 0) -> Ints:
        """The next target at or after each place, when `skip` others are passed over."""
        return self._found(places, places, "left", skip)

    def from_place(self, of: Ints, bounds: Ints) -> Ints:
        """The next target at or after each bound, of the same held value as `of`."""
        return self._found(of, bounds, "left", 0)

    def _found(self, of: Ints, bounds: Ints, side: str, skip: int) -> Ints:
        held = self.timeline.held
        wanted = bounds if held is None else held[of] << _PLACE_BITS | bounds
        at = np.searchsorted(self.codes, wanted, side=side) + skip  # type: ignore[call-overload]
        if skip:
            at = np.minimum(at, len(self.codes) - 1)
        found: Ints = self.codes[at]
        if held is None:
            return found
        same = found >> _PLACE_BITS == wanted >> _PLACE_BITS
        return np.where(same, found & _PLACE, self.timeline.nowhere)


class Search:
    """The steps of a plan in a timeline."""

    def __init__(self, timeline: Timeline, plan: Plan) -> None:
        self.timeline = timeline
        self.plan = plan
        self._targets: dict[int, Targets] = {}

    def targets(self, bits: int) -> Targets:
        """The events that have one of these bits."""
        if bits not in self._targets:
            places = self.timeline.places(bits)
            self._targets[bits] = Targets.of(self.timeline, places)
        return self._targets[bits]

    def limits(self, starts: Ints) -> Ints:
        """The keys with which the windows of attempts end."""
        return self.timeline.key[starts] + self.plan.window

    def next_step(self, step: int, places: Ints) -> Ints:
        """Where each attempt takes `step` (from 0) after the step before it, which it took at the
        given place; nowhere if it does not.
        """
        if self.plan.query.order == "strict":
            return self._very_next(step, places)
        if self.plan.query.ties == "strictly_later":
            return self.targets(1 << step).from_place(places, self._moment_ends(places))
        return self.targets(1 << step).after(places)

    def _very_next(self, step: int, places: Ints) -> Ints:
        line, following = self.timeline, places + 1
        taken = line.having(1 << step)[line.kind[following]]
        if line.held is not None:
            taken &= line.held[following] == line.held[places]
        if self.plan.query.ties == "strictly_later":
            taken &= line.key[following] > line.key[places]
        return np.where(taken, following, line.nowhere)

    def _moment_ends(self, places: Ints) -> Ints:
        """The first places after the moments of the given ones."""
        keys = self.timeline.key
        return np.searchsorted(keys, keys[places], side="right")
