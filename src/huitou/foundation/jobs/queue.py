"""Put a job into the queue."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django_tasks import TaskResultStatus
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult

from huitou.foundation.jobs.kinds import kind_of
from huitou.foundation.jobs.models import Ticket
from huitou.kernel import Clock


def enqueue(
    declared: Task[..., Any],
    *,
    key: str | None = None,
    at: datetime | None = None,
    clock: Clock,
    **said: Any,
) -> str:
    """Queue a job with the JSON values `said`, not to run before `at`; its id. It is queued when
    the caller's transaction commits, and not if that is taken back.

    With a `key` (such as the order's id) it is queued once: while a job of this kind waits under
    the key, that one's id is the answer, and of two moments the earlier counts.
    """
    due = max(at or clock.now(), clock.now())
    with transaction.atomic():
        if key is not None:
            waiting = _joined(kind_of(declared).name, key, due)
            if waiting is not None:
                return waiting
        try:
            with transaction.atomic():
                return _queued(declared, key, due, said)
        except IntegrityError:  # another transaction was quicker with the key
            waiting = None if key is None else _joined(kind_of(declared).name, key, due)
            if waiting is None:
                raise
            return waiting


def _joined(name: str, key: str, due: datetime) -> str | None:
    """The job that waits. Its row is locked until the caller's transaction ends: a worker that
    began it now would not see what the caller has changed.
    """
    found = DBTaskResult.objects.filter(
        status=TaskResultStatus.READY, ticket__name=name, ticket__waiting_key=key
    )
    waiting = found.select_for_update(of=("self",)).first()
    if waiting is None:
        return None
    DBTaskResult.objects.filter(id=waiting.id, run_after__gt=due).update(run_after=due)
    return str(waiting.id)


def _queued(declared: Task[..., Any], key: str | None, due: datetime, said: dict[str, Any]) -> str:
    result = declared.using(run_after=due).enqueue(**said)
    kind = kind_of(declared)
    Ticket.objects.create(
        task_id=result.id,
        name=kind.name,
        key=key,
        waiting_key=key,
        most_attempts=kind.attempts,
        first_pause_s=int(kind.first_pause.total_seconds()),
        lease_s=int(kind.lease.total_seconds()),
    )
    return str(result.id)
