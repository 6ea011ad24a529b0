"""Delete answers that nobody will ask for again."""

from __future__ import annotations

from datetime import timedelta

from huitou.foundation.idempotency.models import StoredAnswer
from huitou.kernel import Clock

KEPT = timedelta(days=7)


def forget_answers(*, clock: Clock) -> int:
    """Delete answers older than KEPT; how many."""
    deleted, _ = StoredAnswer.objects.filter(begun_at__lt=clock.now() - KEPT).delete()
    return deleted
