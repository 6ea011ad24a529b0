"""How long people waited, as weekly counts that add up: the sufficient statistics of the models."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class WeeklyWaits:
    """Of the people who were watched for the whole of week w+1 after their first purchase and had
    not come back before it, `at_risk[..., w]`, how many came back in it, `events[..., w]`. Leading
    dimensions, if any, are resamples.
    """

    at_risk: Floats
    events: Floats

    @property
    def weeks(self) -> int:
        return int(self.at_risk.shape[-1])


def last_weeks(known: Ints, wait: Ints) -> tuple[Ints, NDArray[np.bool_]]:
    """Per person the last whole week that tells anything, and whether it tells of a return.

    `known`: days watched since the first purchase day; `wait`: days to the return, -1 for none. A
    week counts only when it was watched in full, so a return in a week cut short is left out.
    """
    whole = known // 7
    week = -(-wait // 7)
    returned = (wait > 0) & (week <= whole)
    return np.where(returned, week, whole), returned


def cell_counts(week: Ints, returned: NDArray[np.bool_], weeks: int) -> Ints:
    """How many people fall on each pair of `last_weeks`: last week 0..`weeks` (later ones are cut
    to `weeks`, without return), and not returned or returned, in turn.
    """
    cell = 2 * np.minimum(week, weeks) + (returned & (week <= weeks))
    return np.bincount(cell, minlength=2 * (weeks + 1))


def weekly_waits(cells: Ints) -> WeeklyWaits:
    """The weekly counts of `cell_counts`, which may have leading dimensions (resamples)."""
    ends = cells[..., 0::2] + cells[..., 1::2]
    at_risk = np.cumsum(ends[..., ::-1], axis=-1)[..., ::-1]
    return WeeklyWaits(at_risk[..., 1:].astype(float), cells[..., 3::2].astype(float))


def share_returned(waits: WeeklyWaits) -> Floats:
    """The share returned by the end of each week (product-limit over whole weeks)."""
    stay = np.cumprod(1 - waits.events / np.maximum(waits.at_risk, 1.0), axis=-1)
    return np.asarray(1 - stay, dtype=np.float64)
