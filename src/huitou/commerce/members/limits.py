"""Limits that hold on every server process: counts in the database, changed under a lock.

Whether a contact is a member's makes no difference to any of them.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from huitou.commerce.members.models import Limit
from huitou.foundation.vault import lookup_hash
from huitou.kernel import Clock, Overloaded

DAY = timedelta(days=1)
_LONGEST_PAUSE = timedelta(minutes=15)
_FIRST_PAUSE = timedelta(seconds=10)


def spend(name: str, of: str, *, most: int, per: timedelta, clock: Clock) -> None:
    """Count one more use; Overloaded if `of` has had `most` of them within `per`. In the
    transaction that is open: if that is taken back, nothing was used.
    """
    now = clock.now()
    row = _locked(name, of, now)
    if row.since + per <= now:
        row.since, row.count = now, 0
    if row.count >= most:
        raise _not_before(row.since + per, now)
    row.count += 1
    row.save(update_fields=["since", "count"])


def begin_try(name: str, of: str, *, free: int, clock: Clock) -> None:
    """Count a try as failed before it is made, so that many at once are counted as well. After
    `free` of them the next must wait for 10, 20, 40, .. seconds, 15 minutes at most. Overloaded
    for one that does not wait. A day without tries forgets them.
    """
    now = clock.now()
    with transaction.atomic():
        row = _locked(name, of, now)
        if row.since + DAY <= now:
            row.count, row.open_at = 0, now
        if now < row.open_at:
            raise _not_before(row.open_at, now)
        row.count, row.since = row.count + 1, now
        row.open_at = now + pause_after(row.count - free)
        row.save(update_fields=["since", "count", "open_at"])


def forgive(name: str, of: str) -> None:
    """The try that was begun last went well."""
    Limit.objects.filter(name=name, key_hash=lookup_hash(name, of), count__gt=0).update(
        count=F("count") - 1, open_at=F("since")
    )


def forget_tries(name: str, of: str) -> None:
    """All tries are forgotten: their right owner came."""
    Limit.objects.filter(name=name, key_hash=lookup_hash(name, of)).delete()


def pause_after(failures: int) -> timedelta:
    """How long to wait after so many failures beyond the free ones."""
    if failures <= 0:
        return timedelta(0)
    return min(_LONGEST_PAUSE, _FIRST_PAUSE * 2 ** min(failures - 1, 20))


def _locked(name: str, of: str, now: datetime) -> Limit:
    row, _ = Limit.objects.select_for_update().get_or_create(
        name=name, key_hash=lookup_hash(name, of), defaults={"since": now, "open_at": now}
    )
    return row


def _not_before(moment: datetime, now: datetime) -> Overloaded:
    seconds = max(1, -((now - moment) // timedelta(seconds=1)))
    return Overloaded(
        f"That was tried too often; wait {seconds} seconds.",
        remedy="Wait that long, then try again.",
        code="members.too_often",
        retry_after=seconds,
    )
