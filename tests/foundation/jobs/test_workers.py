"""Workers: several at once, and one that is told to stop."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connections, transaction
from django_tasks_db.models import DBTaskResult

from huitou.foundation import facts, jobs
from huitou.foundation.jobs import scheduling
from huitou.kernel import FakeClock
from own_database import on_postgresql

pytestmark = pytest.mark.usefixtures("committed")
several = pytest.mark.skipif(not on_postgresql(), reason="threads need PostgreSQL")


def in_threads(count: int, work: Callable[[], Any]) -> None:
    def run() -> None:
        try:
            work()
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(count)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(30)


@several
def test_several_workers_run_each_job_once(clock: FakeClock, errands: Any) -> None:
    for number in range(60):
        jobs.enqueue(errands.run, clock=clock, what=str(number))

    in_threads(6, lambda: jobs.run_due(clock))

    assert Counter(what for what, _ in errands.done) == Counter(map(str, range(60)))


@several
def test_several_workers_run_a_schedule_once_a_turn(
    clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    rung: list[str] = []
    monkeypatch.setattr(scheduling, "_registry", {})

    def ring(*, clock: Any) -> None:
        rung.append("ding")

    jobs.every("test.bell", timedelta(minutes=1), ring)
    for turns in (1, 2):
        in_threads(8, lambda: jobs.run_schedules(clock))
        assert len(rung) == turns
        clock.advance(timedelta(minutes=1))


@several
def test_one_key_that_is_queued_from_everywhere_at_once_waits_once(
    clock: FakeClock, errands: Any
) -> None:
    in_threads(8, lambda: jobs.enqueue(errands.run, key="k", clock=clock, what="sweep"))

    assert DBTaskResult.objects.count() == 1


@several
def test_a_job_that_is_asked_for_again_does_not_start_before_the_asker_commits(
    clock: FakeClock, errands: Any
) -> None:
    jobs.enqueue(errands.run, key="k", clock=clock, what="sweep")
    with transaction.atomic():
        jobs.enqueue(errands.run, key="k", clock=clock, what="sweep")
        in_threads(1, lambda: jobs.run_due(clock))
        assert errands.done == []

    jobs.run_due(clock)
    assert len(errands.done) == 1


@several
def test_a_job_that_is_asked_for_while_it_runs_runs_again(clock: FakeClock, errands: Any) -> None:
    jobs.enqueue(errands.wait, key="k", clock=clock, what="first")
    running = threading.Thread(target=lambda: in_threads(1, lambda: jobs.run_due(clock, limit=1)))
    running.start()
    assert errands.entered.wait(10)
    jobs.enqueue(errands.wait, key="k", clock=clock, what="second")
    errands.go_on.set()
    running.join(10)
    jobs.run_due(clock)

    assert errands.done == ["first", "second"]


def test_a_worker_does_what_is_due_and_stops_when_told(
    clock: FakeClock, errands: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop, heard = threading.Event(), threading.Event()
    monkeypatch.setattr(scheduling, "_registry", {})
    jobs.every("facts.ship", timedelta(seconds=5), facts.ship_facts)
    facts.hear("Cart Viewed", "test.worker", lambda fact, clock: heard.set())
    with transaction.atomic():
        facts.say_fact("Cart Viewed", {}, clock=clock, member_id="ann")
        jobs.enqueue(errands.wait, clock=clock, what="sweep")
    worker = threading.Thread(
        target=lambda: in_threads(1, lambda: jobs.work(clock=clock, stop=stop, pause=0.05))
    )
    worker.start()

    assert errands.entered.wait(20)
    stop.set()
    assert worker.is_alive()  # what has begun is finished
    errands.go_on.set()
    worker.join(10)

    assert not worker.is_alive()
    assert heard.is_set()
    assert facts.waiting() == facts.Waiting(0, 0, None)
    assert jobs.jobs_waiting(clock=clock) == jobs.JobsWaiting(0, None, 0)
