"""Jobs: what waits, what was given up, what runs again and again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Path, Router, Schema

from huitou.foundation import jobs
from huitou.foundation.clocks import current_clock
from huitou.foundation.web import Page, Paged, caller, once, staff_with

router = Router()


class JobsWaitingOut(Schema):
    due: int
    since: datetime | None
    running: int


class DeadJobOut(Schema):
    id: str
    name: str
    said: dict[str, Any]
    attempts: int
    error: str
    ended_at: datetime


class ScheduleOut(Schema):
    name: str
    next_at: datetime
    ended_at: datetime | None
    failures: int
    error: str


@router.get("/jobs", auth=staff_with("jobs.read"), response=JobsWaitingOut)
def waiting_jobs(request: HttpRequest) -> jobs.JobsWaiting:
    """How many jobs are due and not begun, and how many run."""
    return jobs.jobs_waiting(clock=current_clock())


@router.get("/jobs/dead", auth=staff_with("jobs.read"), response=Page[DeadJobOut])
def dead_jobs(request: HttpRequest) -> Paged[jobs.DeadJob]:
    """The newest hundred jobs that were given up."""
    return Paged(jobs.dead_jobs(), None)


@router.get("/jobs/schedules", auth=staff_with("jobs.read"), response=Page[ScheduleOut])
def schedules(request: HttpRequest) -> Paged[jobs.ScheduleRow]:
    """What runs again and again."""
    return Paged(jobs.schedules(), None)


@router.post("/jobs/dead/{job_id}/revive", auth=staff_with("jobs.write"), response={204: None})
@once
def revive(request: HttpRequest, job_id: str = Path(..., max_length=36)) -> None:
    """Try it again."""
    jobs.revive_job(job_id, actor=caller(request), clock=current_clock())
