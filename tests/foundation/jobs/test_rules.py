from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from huitou.foundation.jobs.rules import LONGEST_PAUSE, next_turn, pause_after

NINE = datetime(2026, 7, 1, 9, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def test_pauses_double_up_to_the_longest() -> None:
    pauses = [pause_after(n, timedelta(seconds=5)).total_seconds() for n in range(1, 6)]

    assert pauses == [5, 10, 20, 40, 80]
    assert pause_after(1000, timedelta(seconds=5)) == LONGEST_PAUSE


def test_a_failure_may_ask_for_a_longer_pause_but_not_for_a_shorter_one() -> None:
    assert pause_after(1, timedelta(seconds=5), 60) == MINUTE
    assert pause_after(1, timedelta(seconds=5), 1) == timedelta(seconds=5)


def test_turns_that_were_missed_are_not_made_up_for() -> None:
    assert next_turn(NINE, MINUTE, NINE) == NINE + MINUTE
    assert next_turn(NINE, MINUTE, NINE + timedelta(minutes=90, seconds=30)) == NINE + 91 * MINUTE


@given(st.integers(0, 10**9), st.integers(1, 10**6))
@settings(max_examples=50, deadline=None)
def test_a_turn_lies_in_the_future_and_keeps_the_beat(late_s: int, interval_s: int) -> None:
    now, interval = NINE + timedelta(seconds=late_s), timedelta(seconds=interval_s)
    turn = next_turn(NINE, interval, now)

    assert now < turn <= now + interval
    assert (turn - NINE) % interval == timedelta(0)
