"""Limits on how often somebody may come."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.db import connections

from huitou.foundation import accounts
from huitou.foundation.accounts.models import RateCount
from huitou.kernel import FakeClock, Overloaded
from own_database import on_postgresql


def come(clock: FakeClock, who: str = "ann", most: int = 5, seconds: int = 60) -> bool:
    try:
        accounts.limit_rate("door", who, most=most, seconds=seconds, clock=clock)
    except Overloaded:
        return False
    return True


@pytest.mark.usefixtures("tables")
@pytest.mark.parametrize("most", [1, 5, 20, 21, 100, 130])
def test_the_limit_is_exact_in_one_process(clock: FakeClock, most: int) -> None:
    assert sum(come(clock, most=most) for _ in range(most + 30)) == most


@pytest.mark.usefixtures("tables")
def test_a_window_ends_and_says_when(clock: FakeClock) -> None:
    clock.advance(timedelta(seconds=13))
    assert come(clock, most=1)
    with pytest.raises(Overloaded) as refused:
        accounts.limit_rate("door", "ann", most=1, seconds=60, clock=clock)
    assert refused.value.retry_after == 47
    assert come(clock, "bob", most=1)
    clock.advance(timedelta(seconds=47))
    assert come(clock, most=1)


@pytest.mark.usefixtures("tables")
def test_who_came_is_not_kept_in_plain(clock: FakeClock) -> None:
    come(clock, "203.0.113.7")
    assert "203.0.113.7" not in str(RateCount.objects.values().get())


@pytest.mark.usefixtures("tables")
def test_several_processes_share_a_limit(clock: FakeClock) -> None:
    came = 0
    for _ in range(40):  # each of 40 processes comes 4 times
        accounts.forget_leases()
        came += sum(come(clock, most=100) for _ in range(4))
    assert came == 80  # 20 leases of 5, of which each process used 4


@pytest.mark.usefixtures("tables")
def test_counts_are_forgotten_after_a_day(clock: FakeClock) -> None:
    come(clock)
    clock.advance(timedelta(days=1))
    assert accounts.forget_rates(clock=clock) == 0
    clock.advance(timedelta(minutes=1))
    assert accounts.forget_rates(clock=clock) == 1


@pytest.mark.skipif(not on_postgresql(), reason="SQLite lets one writer in at a time")
def test_many_at_once_get_no_more(committed: None, clock: FakeClock) -> None:
    came: list[bool] = []

    def crowd() -> None:
        came.extend(come(clock, most=50) for _ in range(20))
        connections.close_all()

    threads = [threading.Thread(target=crowd) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(came), sum(came)) == (160, 50)
