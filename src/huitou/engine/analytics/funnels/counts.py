"""What is counted of a funnel; counts of different people add up."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from huitou.engine.analytics.periods import Ints


@dataclass(frozen=True, eq=False)
class Durations:
    """How long people took: in parts, each of their groups and of as many microseconds."""

    parts: tuple[tuple[Ints, Ints], ...] = ()

    def __add__(self, other: Durations) -> Durations:
        return Durations(self.parts + other.parts)

    def of_group(self, group: int) -> Ints:
        """The microseconds of one group, in no order."""
        each = [micros[of == group] for of, micros in self.parts]
        return np.concatenate([np.empty(0, dtype=np.int64), *each])


@dataclass(frozen=True, eq=False)
class Counts:
    """`reached[group, k]` took step k + 1; `entries[group, interval]` are who entered and who
    completed; `gaps[k]` the times from step k + 1 to the next one, `times` those of the histogram.
    `seen` has the bits of all filters that matched anything.
    """

    seen: int
    reached: Ints
    entries: Ints
    gaps: tuple[Durations, ...]
    times: Durations

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.seen | other.seen,
            self.reached + other.reached,
            self.entries + other.entries,
            tuple(one + two for one, two in zip(self.gaps, other.gaps, strict=True)),
            self.times + other.times,
        )


def table(shape: tuple[int, ...], *numbers: Ints) -> Ints:
    """How often each combination of numbers occurs, as an array of that shape."""
    if not len(numbers[0]):
        return np.zeros(shape, dtype=np.int64)
    cells = np.ravel_multi_index(numbers, shape)
    return np.bincount(cells, minlength=np.prod(shape)).reshape(shape)


def at_least(counts: Ints) -> Ints:
    """Along the last axis: how many have that number or a larger one."""
    return np.cumsum(counts[..., ::-1], axis=-1)[..., ::-1]
