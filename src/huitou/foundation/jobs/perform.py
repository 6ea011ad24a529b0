"""Run the jobs that are due."""

from __future__ import annotations

import logging
import secrets
import threading
import traceback
from typing import Any

from django_tasks import TaskContext
from django_tasks.signals import task_started
from django_tasks_db.models import DBTaskResult

from huitou.foundation.jobs.claim import claim_next, lost_jobs
from huitou.foundation.jobs.kinds import takes_clock
from huitou.foundation.jobs.outcome import failed, succeeded
from huitou.kernel import Clock, HuitouError

_log = logging.getLogger("huitou.jobs")


def run_due(
    clock: Clock,
    *,
    limit: int = 100,
    worker: str | None = None,
    stop: threading.Event | None = None,
) -> int:
    """Run jobs that are due, in the order of their moments, until there is none, `limit` ran or
    `stop` is set; how many ran. A job that is queued by another one meanwhile is run as well.
    """
    me = worker or f"run-{secrets.token_hex(8)}"
    take_over(clock)
    done = 0
    while done < limit and not (stop is not None and stop.is_set()):
        row = claim_next(me, clock)
        if row is None:
            break
        _run(row, clock)
        done += 1
    return done


def take_over(clock: Clock) -> None:
    """Put jobs whose worker vanished back into the queue. That counts as a failed attempt: a job
    that kills its worker would kill them all.
    """
    for row in lost_jobs(clock):
        _log.warning("The worker of job %s (%s) vanished.", row.id, row.ticket.name)
        failed(row, TimeoutError("the worker vanished"), "The worker vanished.", clock)


def _run(row: DBTaskResult, clock: Clock) -> None:
    try:
        answer = _call(row, clock)
    except Exception as error:  # whatever a job raises is its own affair; the worker goes on
        asked = error.retry_after if isinstance(error, HuitouError) else None
        failed(row, error, traceback.format_exc(), clock, asked)
    else:
        succeeded(row, answer, clock)


def _call(row: DBTaskResult, clock: Clock) -> Any:
    declared, result = row.task, row.task_result
    task_started.send(sender=type(declared.get_backend()), task_result=result)
    said = result.kwargs | ({"clock": clock} if takes_clock(declared) else {})
    if declared.takes_context:
        return declared.call(TaskContext(task_result=result), *result.args, **said)
    return declared.call(*result.args, **said)
