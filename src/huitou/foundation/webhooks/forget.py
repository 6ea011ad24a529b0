"""Delete deliveries that nobody will ask about again."""

from __future__ import annotations

from datetime import timedelta

from huitou.foundation.webhooks.models import Delivery
from huitou.kernel import Clock

KEPT = timedelta(days=30)


def forget_deliveries(*, clock: Clock) -> int:
    """Delete those that were settled more than KEPT ago, with their attempts; how many."""
    old = Delivery.objects.filter(settled_at__lt=clock.now() - KEPT)
    count = old.count()
    old.delete()
    return count
