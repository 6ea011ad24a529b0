"""What is compared by itself every day."""

from __future__ import annotations

import logging
from zoneinfo import ZoneInfo

from django.conf import settings

from huitou.commerce.payments.alerts import Subject, alert
from huitou.commerce.payments.books import books_at_zero
from huitou.commerce.payments.compared import days_waiting
from huitou.commerce.payments.gateway import GatewayUnreachable
from huitou.commerce.payments.reconciling import reconcile
from huitou.commerce.payments.registry import gateway_names
from huitou.kernel import Clock

_log = logging.getLogger("huitou.payments")


def reconcile_lately(*, clock: Clock) -> int:
    """Compare with every gateway yesterday, the day before, and every day before that which was not
    compared to its end, 30 days at most; how many were compared. A shop that was down for a week
    makes up for it. The days are the shop's. A gateway that has no statement yet is asked again at
    the next run.
    """
    zone = ZoneInfo(settings.SHOP_TIMEZONE)
    today = clock.now().astimezone(zone).date()
    compared = 0
    for gateway in gateway_names():
        for day in days_waiting(gateway, zone, today):
            try:
                reconcile(day=day, gateway=gateway, zone=zone, clock=clock)
                compared += 1
            except GatewayUnreachable as error:
                _log.warning("the statement of %s for %s waits: %s", gateway, day, error)
    return compared


def check_books(*, clock: Clock) -> int:
    """Raise an alert for everything in our own books that does not add up; how many."""
    wrong = books_at_zero()
    for one in wrong:
        alert(
            "imbalance",
            Subject("", "books", one.subject[:64]),
            currency=one.currency or "XXX",
            clock=clock,
            detail=f"{one.what} {one.subject} is off by {one.minor} {one.currency}",
        )
    return len(wrong)
