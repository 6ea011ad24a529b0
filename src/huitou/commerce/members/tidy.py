"""Delete what has done its work."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Q

from huitou.commerce.members.models import Limit, Session, SignInCode
from huitou.commerce.members.sessions import IDLE, LIFETIME
from huitou.kernel import Clock

KEPT = timedelta(days=2)
_ENDED_KEPT = timedelta(days=90)


def forget_spent(*, clock: Clock) -> int:
    """Delete codes and limits that no longer count, and sessions that ended 90 days ago; how many
    rows.
    """
    now = clock.now()
    ended = Q(ended_at__lt=now - _ENDED_KEPT) | Q(seen_at__lt=now - IDLE - _ENDED_KEPT)
    ended |= Q(created_at__lt=now - LIFETIME - _ENDED_KEPT)
    rows = (
        SignInCode.objects.filter(expires_at__lt=now - KEPT),
        Limit.objects.filter(since__lt=now - KEPT, open_at__lt=now),
        Session.objects.filter(ended),
    )
    return sum(each.delete()[0] for each in rows)
