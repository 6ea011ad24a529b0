"""Weekly counts, by hand."""

import numpy as np
import pytest

from huitou.engine.prediction.waiting import (
    cell_counts,
    last_weeks,
    share_returned,
    weekly_waits,
)


def test_a_week_counts_only_when_it_was_watched_in_full():
    """Days known and day of return of six people, and what each tells."""
    known = np.array([0, 6, 7, 20, 20, 21])
    wait = np.array([-1, 5, 7, 16, 9, -1])
    week, returned = last_weeks(known, wait)
    assert week.tolist() == [0, 0, 1, 2, 2, 3]
    assert returned.tolist() == [False, False, True, False, True, False], (
        "the return on day 16 fell into a third week that ended on day 21, after the watch"
    )


def test_weekly_waits():
    week, returned = np.array([0, 1, 1, 2, 3, 5]), np.array([0, 1, 0, 1, 0, 1], dtype=bool)
    waits = weekly_waits(cell_counts(week, returned, 3))
    assert waits.at_risk.tolist() == [5, 3, 2]
    assert waits.events.tolist() == [1, 1, 0], "the return in week 5 lies beyond the three"
    assert share_returned(waits) == pytest.approx([1 / 5, 7 / 15, 7 / 15])


def test_resamples_are_counted_each_for_itself():
    week, returned = np.array([1, 2, 2, 3]), np.array([1, 0, 1, 0], dtype=bool)
    cells = cell_counts(week, returned, 3)
    both = weekly_waits(np.stack([cells, 2 * cells]))
    assert both.at_risk.tolist() == [[4, 3, 1], [8, 6, 2]]
    assert both.events.tolist() == [[1, 1, 0], [2, 2, 0]]
    assert np.array_equal(share_returned(both)[0], share_returned(both)[1])
