"""Jobs: work that is done later, on Django's Tasks interface with its queue in the database.

What the interface lacks is added: a job that fails is tried again after pauses that double, then
lies as a dead letter until somebody revives it; one whose worker vanished is taken over; a job with
a key is not queued twice while it waits; schedules run again and again, once however many workers
there are. A job may run more than once: whoever writes one makes it safe to repeat.

Declaration: `job` (a decorator), `every` (from a room's AppConfig.ready).
Verbs: `enqueue` (joins the caller's transaction), `run_due`, `run_schedules`, `work` (a worker's
loop), `revive_job`, `forget_jobs`. Reads: `dead_jobs`, `jobs_waiting`, `schedules`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from huitou.foundation.lazy import lazy

if TYPE_CHECKING:
    from huitou.foundation.jobs.forget import forget_jobs
    from huitou.foundation.jobs.kinds import job
    from huitou.foundation.jobs.loop import work
    from huitou.foundation.jobs.perform import run_due
    from huitou.foundation.jobs.queue import enqueue
    from huitou.foundation.jobs.reads import (
        DeadJob,
        JobsWaiting,
        ScheduleRow,
        dead_jobs,
        jobs_waiting,
        schedules,
    )
    from huitou.foundation.jobs.revive import revive_job
    from huitou.foundation.jobs.scheduling import every, run_schedules

__all__ = [
    "DeadJob",
    "JobsWaiting",
    "ScheduleRow",
    "dead_jobs",
    "enqueue",
    "every",
    "forget_jobs",
    "job",
    "jobs_waiting",
    "revive_job",
    "run_due",
    "run_schedules",
    "schedules",
    "work",
]

__getattr__ = lazy(
    __name__,
    forget=("forget_jobs",),
    kinds=("job",),
    loop=("work",),
    perform=("run_due",),
    queue=("enqueue",),
    reads=("DeadJob", "JobsWaiting", "ScheduleRow", "dead_jobs", "jobs_waiting", "schedules"),
    revive=("revive_job",),
    scheduling=("every", "run_schedules"),
)
