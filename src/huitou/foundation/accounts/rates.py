"""Limits on how often somebody may come, in windows of a fixed length, over all processes."""

from __future__ import annotations

import threading

from django.conf import settings
from django.db import connection
from django.utils.crypto import salted_hmac

from huitou.foundation.accounts.models import RateCount
from huitou.kernel import Clock, Overloaded

_SALT = "huitou.foundation.accounts.rates"
_KEPT_SECONDS = 24 * 3600
# A process takes a twentieth of a limit at once and counts it down in memory, so that a limit of
# hundreds does not cost every request a write; small limits are counted one by one.
_PARTS = 20
_MOST_LEASES = 50_000
_COUNT = """
INSERT INTO accounts_rate_count (who, "window", taken) VALUES (%s, %s, %s)
ON CONFLICT (who, "window") DO UPDATE SET taken = accounts_rate_count.taken + excluded.taken
RETURNING taken
"""

_leases: dict[tuple[str, int], int] = {}
_lock = threading.Lock()


def limit_rate(name: str, who: str, *, most: int, seconds: int, clock: Clock) -> None:
    """Count one try of `who` (an address, an actor, a login) at `name` (what is limited).
    Overloaded, with the seconds to wait, once there were `most` in the window of `seconds`. With
    several processes a limit above 20 may be met a little early, never late. Call it outside a
    transaction that an error may take back.
    """
    now = clock.micros() // 1_000_000
    window = now - now % seconds
    key = salted_hmac(_SALT, f"{name}\n{who}", secret=settings.SECRET_KEY, algorithm="sha256")
    lease = (key.hexdigest(), window)
    if not (_spent(lease) or _leased(lease, most)):
        wait = window + seconds - now
        raise Overloaded(
            "Too many requests in a short time.",
            remedy=f"Wait {wait} seconds and try again.",
            code="rate.too_many",
            retry_after=wait,
        )


def forget_rates(*, clock: Clock) -> int:
    """Delete the counts of windows that began more than a day ago; how many."""
    before = clock.micros() // 1_000_000 - _KEPT_SECONDS
    deleted, _ = RateCount.objects.filter(window__lt=before).delete()
    return deleted


def forget_leases() -> None:
    """Forget what this process took and has not used; for tests."""
    with _lock:
        _leases.clear()


def _spent(lease: tuple[str, int]) -> bool:
    with _lock:
        left = _leases.get(lease, 0)
        if left:
            _leases[lease] = left - 1
        return left > 0


def _leased(lease: tuple[str, int], most: int) -> bool:
    wanted = max(1, most // _PARTS)
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [*lease, wanted])
        (taken,) = cursor.fetchone()
    granted = min(wanted, most - (taken - wanted))
    if granted <= 0:
        return False
    with _lock:
        if len(_leases) >= _MOST_LEASES:
            _leases.clear()
        _leases[lease] = _leases.get(lease, 0) + granted - 1
    return True
