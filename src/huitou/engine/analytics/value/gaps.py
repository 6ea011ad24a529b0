"""How long customers take from one purchase day to the next."""

from __future__ import annotations

import numpy as np

from huitou.engine.analytics.periods import Ints
from huitou.engine.analytics.report.answers import GapBin
from huitou.engine.analytics.report.kaplan_meier import kaplan_meier
from huitou.engine.analytics.report.purchases import starts
from huitou.engine.analytics.value.answer import ValueGaps
from huitou.engine.analytics.value.buyers import Buyers

_WIDTHS = (1, 7, 14, 28, 91, 364)
_BINS = 24


def gap_edges(buyers: Buyers) -> tuple[int, ...]:
    """The edges of bins for the gaps of all: from day 1, of equal width (a day, a week, two, ...
    the first that holds nine in ten gaps in 24 bins); the last bin takes all longer gaps. The
    groups of an answer share them, so that they can be compared.
    """
    gaps = _ended(buyers)
    if len(gaps) == 0:
        return ()
    p90, longest = np.percentile(gaps, 90), int(gaps.max())
    width = next((width for width in _WIDTHS if p90 <= width * _BINS), _WIDTHS[-1])
    count = min((longest - 1) // width + 1, _BINS + 1)
    edges = [1 + width * place for place in range(count)]
    return (*edges, max(1 + width * count, longest + 1))


def gaps_of(buyers: Buyers, edges: tuple[int, ...]) -> ValueGaps:
    """The distribution of the gaps, ended and open, of these customers."""
    gaps = _ended(buyers)
    counts = np.histogram(gaps, np.array(edges))[0] if edges else ()
    quartiles = np.percentile(gaps, [25, 50, 75]).tolist() if len(gaps) else (None, None, None)
    bins = zip(edges, edges[1:], counts, strict=False)
    return ValueGaps(
        bins=tuple(GapBin(begin, end, int(count)) for begin, end, count in bins),
        gaps=len(gaps),
        open=len(buyers),
        p25_days=quartiles[0],
        median_days=quartiles[1],
        p75_days=quartiles[2],
        estimated_median_days=_estimated_median(buyers, gaps),
    )


def _ended(buyers: Buyers) -> Ints:
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
