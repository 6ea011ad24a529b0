"""Give up holds that ran out."""

from __future__ import annotations

from datetime import timedelta

from django.db import connection, transaction

from huitou.commerce.supply import rules
from huitou.commerce.supply.keeping import must_keep
from huitou.commerce.supply.models import Hold
from huitou.commerce.supply.taking_out import take_out
from huitou.foundation.actors import SYSTEM
from huitou.kernel import Clock

# A hold that must be kept is asked about again after this, so that it does not stand in the way
# of those behind it.
ASKED_AGAIN_AFTER = timedelta(minutes=10)


def expire_reservations(*, clock: Clock, limit: int = 500) -> int:
    """Give up the holds whose time is over, the oldest first and at most `limit`; how many. A hold
    that must be kept (see `keep_alive`) is left alone, and so is one that another process has in
    hand just now. Each one is a transaction of its own.
    """
    over = Hold.objects.filter(state=rules.HELD, expires_at__lte=clock.now())
    holders = list(over.order_by("expires_at").values_list("holder", flat=True)[:limit])
    return sum(_expire(holder, clock) for holder in holders)


def _expire(holder: str, clock: Clock) -> bool:
    with transaction.atomic():
        rows = Hold.objects.select_for_update(
            skip_locked=connection.features.has_select_for_update_skip_locked
        )
        hold = rows.filter(holder=holder, state=rules.HELD, expires_at__lte=clock.now()).first()
        if hold is None:
            return False
        if must_keep(holder):
            hold.expires_at = clock.now() + ASKED_AGAIN_AFTER
            hold.save(update_fields=["expires_at"])
            return False
        take_out(
            hold,
            "released",
            None,
            "",
            then=rules.EXPIRED,
            why="its time was over",
            actor=SYSTEM,
            clock=clock,
        )
        return True
