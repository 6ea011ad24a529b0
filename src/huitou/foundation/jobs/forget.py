"""Delete jobs that are done."""

from __future__ import annotations

from datetime import timedelta

from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from huitou.kernel import Clock

KEPT = timedelta(days=7)


def forget_jobs(*, clock: Clock) -> int:
    """Delete jobs that ended well more than KEPT ago; how many. Dead letters stay."""
    done = DBTaskResult.objects.filter(
        status=TaskResultStatus.SUCCESSFUL, finished_at__lt=clock.now() - KEPT
    )
    count = done.count()
    done.delete()
    return count
