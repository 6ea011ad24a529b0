"""Take a job out of the queue, so that no other worker has it."""

from __future__ import annotations

from datetime import timedelta

from django.db import models, transaction
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

from huitou.foundation.jobs.kinds import kind_of
from huitou.foundation.jobs.models import Ticket
from huitou.kernel import Clock

Q = models.Q


def claim_next(worker: str, clock: Clock) -> DBTaskResult | None:
    """The next job that is due, now this worker's; None if there is none. Jobs of workers that
    are not heard of any more are put back first.
    """
    due = _due(clock)
    if not due.exists():  # a look costs no lock
        return None
    with transaction.atomic():
        row = due.select_for_update(skip_locked=True, of=("self",)).first()
        if row is None:
            return None
        ticket = _ticket_of(row)
        ticket.attempts += 1
        ticket.waiting_key = None
        ticket.leased_until = clock.now() + timedelta(seconds=ticket.lease_s)
        ticket.save()
        row.status = TaskResultStatus.RUNNING
        row.started_at = clock.now()
        row.worker_ids = [*row.worker_ids, worker]
        row.save(update_fields=["status", "started_at", "worker_ids"])
        return row


def lost_jobs(clock: Clock) -> list[DBTaskResult]:
    """Jobs whose worker has said nothing for longer than the lease."""
    lost = DBTaskResult.objects.filter(
        status=TaskResultStatus.RUNNING, ticket__leased_until__lte=clock.now()
    )
    return list(lost.select_related("ticket"))


def _due(clock: Clock) -> models.QuerySet[DBTaskResult]:
    # A task that was enqueued without a moment has the latest one there is.
    ready = Q(run_after__lte=clock.now()) | Q(run_after=get_date_max())
    rows = DBTaskResult.objects.filter(ready, status=TaskResultStatus.READY)
    return rows.order_by("-priority", "run_after", "enqueued_at")


def _ticket_of(row: DBTaskResult) -> Ticket:
    """A task of Django's own decorator has none until it is first claimed."""
    found = Ticket.objects.filter(task_id=row.id).first()
    if found is not None:
        return found
    try:
        kind = kind_of(row.task)
        terms = (kind.name, kind.attempts, kind.first_pause, kind.lease)
    except Exception:  # the code of the task is gone; its run will say so
        terms = (row.task_path[-100:], 1, timedelta(0), timedelta(minutes=10))
    name, attempts, pause, lease = terms
    return Ticket(
        task_id=row.id,
        name=name,
        most_attempts=attempts,
        first_pause_s=int(pause.total_seconds()),
        lease_s=int(lease.total_seconds()),
    )
