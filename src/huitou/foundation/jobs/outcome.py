"""What becomes of a job that ran."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.db import IntegrityError, transaction
from django_tasks import TaskResultStatus
from django_tasks.signals import task_finished
from django_tasks_db.backend import DatabaseBackend
from django_tasks_db.models import DBTaskResult

from huitou.foundation.jobs.models import Ticket
from huitou.foundation.jobs.rules import pause_after
from huitou.kernel import Clock

_log = logging.getLogger("huitou.jobs")


def succeeded(row: DBTaskResult, answer: Any, clock: Clock) -> None:
    """Note that it is done; a plain `answer` is kept with it."""
    kept = answer if isinstance(answer, str | int | float | bool | None) else None
    changes = {
        "status": TaskResultStatus.SUCCESSFUL,
        "return_value": kept,
        "exception_class_path": "",
        "traceback": "",
    }
    with transaction.atomic():
        if _settled(row, finished_at=clock.now(), **changes):
            Ticket.objects.filter(task_id=row.id).update(leased_until=None)
            _tell(row)


def failed(
    row: DBTaskResult, error: Exception, trace: str, clock: Clock, asked: int | None = None
) -> None:
    """Put it back into the queue for later, or, after its last attempt, among the dead letters."""
    with transaction.atomic():
        ticket = Ticket.objects.get(task_id=row.id)
        dead = ticket.attempts >= ticket.most_attempts
        kind = type(error)
        said = {
            "exception_class_path": f"{kind.__module__}.{kind.__qualname__}",
            "traceback": trace,
        }
        if dead:
            changes = {"status": TaskResultStatus.FAILED, "finished_at": clock.now()}
        else:
            first = timedelta(seconds=ticket.first_pause_s)
            again = clock.now() + pause_after(ticket.attempts, first, asked)
            changes = {"status": TaskResultStatus.READY, "run_after": again}
        if not _settled(row, **changes, **said):
            return
        Ticket.objects.filter(task_id=row.id).update(leased_until=None)
        if not dead:
            _take_key(ticket)
        _log.log(
            logging.ERROR if dead else logging.WARNING,
            "Job %s (%s) failed, attempt %d of %d.\n%s",
            row.id,
            ticket.name,
            ticket.attempts,
            ticket.most_attempts,
            trace,
        )
        if dead:
            _tell(row)


def _settled(row: DBTaskResult, **changes: Any) -> bool:
    """Whether the job was still this worker's: one that was too slow has lost it to another."""
    mine = DBTaskResult.objects.filter(
        id=row.id, status=TaskResultStatus.RUNNING, started_at=row.started_at
    )
    return bool(mine.update(**changes))


def _take_key(ticket: Ticket) -> None:
    """Wait under the key again, instead of a twin that was queued meanwhile: the attempts that
    failed count, or a job that is asked for again and again would never be given up.
    """
    if ticket.key is None:
        return
    twins = DBTaskResult.objects.filter(
        status=TaskResultStatus.READY, ticket__name=ticket.name, ticket__waiting_key=ticket.key
    )
    for twin in twins.select_for_update(skip_locked=True, of=("self",)):
        twin.delete()
    try:
        with transaction.atomic():
            Ticket.objects.filter(task_id=ticket.task_id).update(waiting_key=ticket.key)
    except IntegrityError:
        pass  # the twin is being claimed just now; both run, which jobs have to bear


def _tell(row: DBTaskResult) -> None:
    row.refresh_from_db()
    try:
        result = row.task_result
    except (ImportError, SuspiciousOperation):  # the code of the task is gone
        return
    task_finished.send(sender=DatabaseBackend, task_result=result)
