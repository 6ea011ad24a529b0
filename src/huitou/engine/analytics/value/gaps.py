"""How long customers take from one purchase day to the next."""

from __future__ import annotations

import numpy as np

from huitou.engine.analytics.periods import Ints
from huitou.engine.analytics.report.gaps import gap_bins
from huitou.engine.analytics.report.kaplan_meier import kaplan_meier
from huitou.engine.analytics.report.purchases import starts
from huitou.engine.analytics.value.answer import ValueGaps
from huitou.engine.analytics.value.buyers import Buyers


def gaps_of(buyers: Buyers, edges: tuple[int, ...]) -> ValueGaps:
    """The distribution of the gaps, ended and open, of these customers; `edges` (days) are those of
    the bins.
    """
    gaps = ended_gaps(buyers)
    quartiles = np.percentile(gaps, [25, 50, 75]).tolist() if len(gaps) else (None, None, None)
    return ValueGaps(
        bins=gap_bins(gaps, edges),
        gaps=len(gaps),
        open=len(buyers),
        p25_days=quartiles[0],
        median_days=quartiles[1],
        p75_days=quartiles[2],
        estimated_median_days=_estimated_median(buyers, gaps),
    )


def ended_gaps(buyers: Buyers) -> Ints:
    """The days of every gap that has ended, by customer and then time."""
    same: Ints = np.diff(buyers.visit_day)[np.diff(buyers.visitor) == 0]
    return same


def _estimated_median(buyers: Buyers, gaps: Ints) -> int | None:
    if len(buyers) == 0:
        return None
    last = np.append(starts(buyers.visitor)[1:], len(buyers.visitor)) - 1
    still = buyers.today - buyers.visit_day[last]
    known = np.concatenate([gaps, still])
    wait = np.concatenate([gaps, np.full(len(still), -1)])
    reached = np.flatnonzero(np.array(kaplan_meier(known, wait).share) >= 0.5)
    return int(reached[0]) if len(reached) else None
