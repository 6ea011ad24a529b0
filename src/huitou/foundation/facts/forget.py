"""Delete what has done its work."""

from __future__ import annotations

from datetime import timedelta

from huitou.foundation.facts.models import Fact
from huitou.kernel import Clock

KEPT = timedelta(days=7)


def forget_facts(*, clock: Clock) -> int:
    """Delete facts that were shipped and heard more than KEPT ago; how many. Dead letters stay,
    with the facts that they are of.
    """
    before = clock.now() - KEPT
    done = Fact.objects.filter(shipped_at__lt=before, heard_at__lt=before)
    deleted, _ = done.exclude(hearings__done_at=None, hearings__isnull=False).delete()
    return deleted
