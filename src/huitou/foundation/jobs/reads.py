"""What others may ask about jobs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Min
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from huitou.foundation.jobs.models import Schedule
from huitou.kernel import Clock


@dataclass(frozen=True)
class DeadJob:
    """A job that was given up; `id` names it for `revive_job`."""

    id: str
    name: str
    said: dict[str, Any]
    attempts: int
    error: str
    ended_at: datetime


@dataclass(frozen=True)
class JobsWaiting:
    """How many jobs are due and not begun, since when the oldest of them, and how many run."""

    due: int
    since: datetime | None
    running: int


@dataclass(frozen=True)
class ScheduleRow:
    """When a schedule runs next, when it last ended well, and how often it has failed since."""

    name: str
    next_at: datetime
    ended_at: datetime | None
    failures: int
    error: str


def dead_jobs(limit: int = 100) -> list[DeadJob]:
    """The newest first."""
    rows = DBTaskResult.objects.filter(status=TaskResultStatus.FAILED, ticket__isnull=False)
    return [
        DeadJob(
            str(row.id),
            row.ticket.name,
            row.args_kwargs["kwargs"],
            row.ticket.attempts,
            row.traceback,
            row.finished_at,
        )
        for row in rows.select_related("ticket").order_by("-finished_at")[:limit]
    ]


def jobs_waiting(*, clock: Clock) -> JobsWaiting:
    """Where the queue stands."""
    due = DBTaskResult.objects.filter(status=TaskResultStatus.READY, run_after__lte=clock.now())
    running = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING).count()
    oldest = due.aggregate(at=Min("run_after"))["at"]
    return JobsWaiting(due.count(), oldest, running)


def schedules() -> list[ScheduleRow]:
    """All of them by name."""
    return [
        ScheduleRow(row.name, row.next_at, row.ended_at, row.failures, row.error)
        for row in Schedule.objects.order_by("name")
    ]
