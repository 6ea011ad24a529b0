"""Schedules: once a turn, whoever runs them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from huitou.foundation import jobs
from huitou.foundation.jobs import scheduling
from huitou.foundation.jobs.models import Schedule
from huitou.kernel import Clock, FakeClock

pytestmark = pytest.mark.usefixtures("tables")
MINUTE = timedelta(minutes=1)


class Bell:
    def __init__(self) -> None:
        self.rung: list[datetime] = []
        self.cracked = False

    def ring(self, *, clock: Clock) -> None:
        self.rung.append(clock.now())
        if self.cracked:
            raise RuntimeError("cracked")


@pytest.fixture
def bell(monkeypatch: pytest.MonkeyPatch) -> Bell:
    monkeypatch.setattr(scheduling, "_registry", {})
    bell = Bell()
    ring = bell.ring
    jobs.every("test.bell", MINUTE, ring)
    return bell


def test_it_runs_at_once_and_then_every_interval(clock: FakeClock, bell: Bell) -> None:
    started = clock.now()
    for _ in range(150):
        jobs.run_schedules(clock)
        clock.advance(timedelta(seconds=1))

    assert [at - started for at in bell.rung] == [0 * MINUTE, 1 * MINUTE, 2 * MINUTE]
    (row,) = jobs.schedules()
    assert (row.next_at, row.ended_at) == (started + 3 * MINUTE, started + 2 * MINUTE)


def test_turns_that_nobody_took_are_not_made_up_for(clock: FakeClock, bell: Bell) -> None:
    jobs.run_schedules(clock)
    clock.advance(timedelta(hours=5, seconds=20))

    assert jobs.run_schedules(clock) == 1
    assert jobs.run_schedules(clock) == 0
    clock.advance(timedelta(seconds=40))
    assert jobs.run_schedules(clock) == 1


def test_one_that_fails_is_tried_again_soon_and_the_failure_is_seen(
    clock: FakeClock, bell: Bell
) -> None:
    bell.cracked = True
    started = clock.now()
    for _ in range(20):
        jobs.run_schedules(clock)
        clock.advance(timedelta(seconds=1))
    assert [(at - started).seconds for at in bell.rung] == [0, 5, 15]
    (row,) = jobs.schedules()
    assert (row.failures, "cracked" in row.error) == (3, True)

    bell.cracked = False
    clock.advance(MINUTE)
    jobs.run_schedules(clock)
    assert (jobs.schedules()[0].failures, jobs.schedules()[0].error) == (0, "")


def test_one_whose_worker_died_is_taken_over(
    clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    rung: list[datetime] = []

    def ring(*, clock: Clock) -> None:
        rung.append(clock.now())
        if len(rung) == 1:
            raise KeyboardInterrupt  # as a kill: nothing after it runs

    monkeypatch.setattr(scheduling, "_registry", {})
    jobs.every("test.daily", timedelta(days=1), ring)
    with pytest.raises(KeyboardInterrupt):
        jobs.run_schedules(clock)
    clock.advance(timedelta(minutes=9))
    assert jobs.run_schedules(clock) == 0
    clock.advance(timedelta(minutes=1))
    assert jobs.run_schedules(clock) == 1


def test_a_worker_that_comes_second_does_not_run_it(clock: FakeClock, bell: Bell) -> None:
    jobs.run_schedules(clock)
    clock.advance(MINUTE)
    Schedule.objects.update(next_at=clock.now() + timedelta(seconds=30))  # another one took it
    assert jobs.run_schedules(clock) == 0
    assert len(bell.rung) == 1


def test_names_are_one_functions_and_intervals_a_second_or_more(bell: Bell) -> None:
    def other(**_: Any) -> None: ...

    with pytest.raises(ValueError, match="two schedules"):
        jobs.every("test.bell", MINUTE, other)
    with pytest.raises(ValueError, match="a second or more"):
        jobs.every("test.hum", timedelta(milliseconds=10), other)


def test_the_shops_own_schedules_are_there(clock: FakeClock) -> None:
    assert {
        "facts.ship",
        "facts.forget",
        "idempotency.forget",
        "jobs.forget",
    } <= set(scheduling._registry)
