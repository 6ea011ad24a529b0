"""Try a dead letter again."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from huitou.foundation import audit
from huitou.foundation.actors import Actor
from huitou.foundation.jobs.models import Ticket
from huitou.kernel import Clock, NotFound


def revive_job(job_id: str, *, actor: Actor, clock: Clock) -> None:
    """Queue it anew, with all its attempts. NotFound if no dead letter has the id; Forbidden
    without `jobs.write`.
    """
    actor.need("jobs.write")
    with transaction.atomic():
        dead = DBTaskResult.objects.filter(pk=_uuid(job_id), status=TaskResultStatus.FAILED)
        if not dead.update(status=TaskResultStatus.READY, run_after=clock.now(), finished_at=None):
            raise _absent(job_id)
        Ticket.objects.filter(task_id=job_id).update(attempts=0)
        audit.note(actor, "jobs.revive", job_id, clock=clock)


def _uuid(job_id: str) -> UUID:
    try:
        return UUID(job_id)
    except ValueError:
        raise _absent(job_id) from None


def _absent(job_id: str) -> NotFound:
    return NotFound(
        f"There is no dead job {job_id}.",
        remedy="`huitou doctor` lists them.",
        code="jobs.no_dead_job",
        field="job_id",
    )
