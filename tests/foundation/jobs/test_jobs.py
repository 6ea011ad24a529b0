"""Jobs: queued with their change, tried again, given up, revived, taken over."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django_tasks import TaskResultStatus, task_backends
from django_tasks_db.models import DBTaskResult

from huitou.foundation import audit, jobs
from huitou.foundation.actors import SYSTEM, Actor
from huitou.foundation.jobs.claim import claim_next
from huitou.foundation.jobs.outcome import failed, succeeded
from huitou.kernel import FakeClock, Forbidden, NotFound

pytestmark = pytest.mark.usefixtures("tables")


def test_a_job_runs_once_with_what_was_said(clock: FakeClock, errands: Any) -> None:
    jobs.enqueue(errands.run, clock=clock, what="sweep")

    assert jobs.run_due(clock) == 1
    assert jobs.run_due(clock) == 0
    assert errands.done == [("sweep", clock.now())]


def test_a_change_that_is_taken_back_queues_nothing(clock: FakeClock, errands: Any) -> None:
    with transaction.atomic():
        jobs.enqueue(errands.run, clock=clock, what="sweep")
        transaction.set_rollback(True)

    assert jobs.run_due(clock) == 0


def test_a_job_waits_for_its_moment_and_the_earlier_goes_first(
    clock: FakeClock, errands: Any
) -> None:
    jobs.enqueue(errands.run, clock=clock, what="late", at=clock.now() + timedelta(hours=2))
    jobs.enqueue(errands.run, clock=clock, what="early", at=clock.now() + timedelta(hours=1))
    assert jobs.run_due(clock) == 0

    clock.advance(timedelta(hours=3))
    jobs.run_due(clock)

    assert [what for what, _ in errands.done] == ["early", "late"]


def test_a_limit_holds(clock: FakeClock, errands: Any) -> None:
    for number in range(3):
        jobs.enqueue(errands.run, clock=clock, what=str(number))

    assert jobs.run_due(clock, limit=2) == 2
    assert jobs.jobs_waiting(clock=clock) == jobs.JobsWaiting(1, clock.now(), 0)


def test_one_key_waits_once_and_the_earlier_moment_counts(clock: FakeClock, errands: Any) -> None:
    later = clock.now() + timedelta(hours=1)
    first = jobs.enqueue(errands.run, key="k", at=later, clock=clock, what="sweep")
    again = jobs.enqueue(errands.run, key="k", clock=clock, what="sweep")
    assert jobs.enqueue(errands.run, key="k", at=later, clock=clock, what="sweep") == first
    other = jobs.enqueue(errands.run, key="l", clock=clock, what="mop")

    assert again == first != other
    assert jobs.run_due(clock) == 2
    assert jobs.enqueue(errands.run, key="k", clock=clock, what="sweep") != first


def test_a_job_that_fails_is_tried_again_after_pauses_that_double(
    clock: FakeClock, errands: Any
) -> None:
    errands.broken.append(RuntimeError("no broom"))
    started = clock.now()
    jobs.enqueue(errands.run, clock=clock, what="sweep")
    for _ in range(40):
        jobs.run_due(clock)
        clock.advance(timedelta(seconds=1))

    assert [at - started for _, at in errands.done] == [timedelta(seconds=s) for s in (0, 10, 30)]


def test_a_job_that_keeps_failing_is_a_dead_letter_that_can_be_revived(
    clock: FakeClock, errands: Any
) -> None:
    errands.broken.append(RuntimeError("no broom"))
    job_id = jobs.enqueue(errands.run, key="k", clock=clock, what="sweep")
    for _ in range(5):
        jobs.run_due(clock)
        clock.advance(timedelta(hours=1))

    (dead,) = jobs.dead_jobs()
    assert (dead.id, dead.name, dead.said, dead.attempts) == (
        job_id,
        "test.run",
        {"what": "sweep"},
        3,
    )
    assert "no broom" in dead.error

    errands.broken.clear()
    jobs.revive_job(job_id, actor=SYSTEM, clock=clock)
    assert jobs.run_due(clock) == 1
    assert jobs.dead_jobs() == []
    assert audit.entries(subject=job_id)[0].action == "jobs.revive"
    for absent in (job_id, "nothing"):
        with pytest.raises(NotFound):
            jobs.revive_job(absent, actor=SYSTEM, clock=clock)
    with pytest.raises(Forbidden):
        jobs.revive_job(job_id, actor=Actor("staff", "1"), clock=clock)


def test_a_failure_that_says_when_is_obeyed(clock: FakeClock, errands: Any) -> None:
    jobs.enqueue(errands.busy, clock=clock)
    jobs.run_due(clock)
    clock.advance(timedelta(seconds=89))
    assert jobs.run_due(clock) == 0
    clock.advance(timedelta(seconds=1))
    assert jobs.run_due(clock) == 1


def test_a_twin_that_was_asked_for_meanwhile_does_not_start_the_count_anew(
    clock: FakeClock, errands: Any
) -> None:
    errands.broken.append(RuntimeError("no broom"))
    for _ in range(3):
        row_id = jobs.enqueue(errands.run, key="k", clock=clock, what="sweep")
        row = claim_next("w", clock)
        assert row is not None
        jobs.enqueue(errands.run, key="k", clock=clock, what="sweep")  # while it runs
        failed(row, errands.broken[0], "no broom", clock)
        clock.advance(timedelta(hours=1))

    assert [dead.id for dead in jobs.dead_jobs()] == [row_id]
    assert jobs.jobs_waiting(clock=clock).due == 1  # the last twin, which has its own attempts


def test_the_job_of_a_worker_that_vanished_is_taken_over(clock: FakeClock, errands: Any) -> None:
    jobs.enqueue(errands.run, clock=clock, what="sweep")
    lost = claim_next("killed", clock)
    assert lost is not None
    clock.advance(timedelta(minutes=9))
    assert jobs.run_due(clock) == 0

    clock.advance(timedelta(minutes=1))
    jobs.run_due(clock)
    clock.advance(timedelta(seconds=10))
    assert jobs.run_due(clock) == 1
    row = DBTaskResult.objects.get(id=lost.id)
    assert (row.status, len(row.worker_ids)) == (TaskResultStatus.SUCCESSFUL, 2)


def test_a_worker_that_comes_back_too_late_changes_nothing(clock: FakeClock, errands: Any) -> None:
    errands.broken.append(RuntimeError("no broom"))
    jobs.enqueue(errands.run, clock=clock, what="sweep")
    slow = claim_next("slow", clock)
    assert slow is not None
    clock.advance(timedelta(hours=1))
    jobs.run_due(clock)

    succeeded(slow, None, clock)

    assert DBTaskResult.objects.get(id=slow.id).status == TaskResultStatus.READY


def test_a_job_that_kills_its_workers_is_given_up(clock: FakeClock, errands: Any) -> None:
    jobs.enqueue(errands.run, clock=clock, what="sweep")
    for _ in range(3):
        assert claim_next("killed", clock) is not None
        clock.advance(timedelta(hours=1))
        assert jobs.run_due(clock, limit=0) == 0
        clock.advance(timedelta(hours=1))

    (dead,) = jobs.dead_jobs()
    assert (dead.attempts, dead.error) == (3, "The worker vanished.")


def test_tasks_of_djangos_own_decorator_run_too_but_once(clock: FakeClock, errands: Any) -> None:
    result = errands.plain.enqueue("sweep")
    assert jobs.run_due(clock) == 1
    result.refresh()
    assert (result.status, result.return_value) == (TaskResultStatus.SUCCESSFUL, "sweep")

    errands.broken.append(RuntimeError("no broom"))
    errands.plain.enqueue("mop")
    jobs.run_due(clock)
    assert [dead.attempts for dead in jobs.dead_jobs()] == [1]


def test_a_job_whose_code_is_gone_becomes_a_dead_letter(clock: FakeClock, errands: Any) -> None:
    jobs.enqueue(errands.run, clock=clock, what="sweep")
    DBTaskResult.objects.update(task_path="errands.gone")
    for _ in range(3):
        jobs.run_due(clock)
        clock.advance(timedelta(hours=1))

    assert "gone" in jobs.dead_jobs()[0].error


def test_another_worker_of_the_interface_can_run_a_job(errands: Any) -> None:
    assert errands.run.get_backend() is task_backends["default"]
    errands.run.call(what="sweep")

    assert errands.done[0][0] == "sweep"


def test_two_functions_cannot_share_a_name(errands: Any) -> None:
    def other(*, clock: Any) -> None: ...

    other.__qualname__ = other.__name__ = "other"
    with pytest.raises(ValueError, match=r"two jobs are called test\.run"):
        jobs.job("test.run")(other)


def test_jobs_that_ended_well_are_forgotten_after_a_week(clock: FakeClock, errands: Any) -> None:
    jobs.enqueue(errands.run, clock=clock, what="sweep")
    jobs.run_due(clock)
    clock.advance(timedelta(days=8))
    jobs.enqueue(errands.run, clock=clock, what="mop")
    jobs.run_due(clock)

    assert jobs.forget_jobs(clock=clock) == 1
    assert DBTaskResult.objects.count() == 1
