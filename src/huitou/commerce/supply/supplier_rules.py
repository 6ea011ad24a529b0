"""Pure decisions about suppliers and their papers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from huitou.kernel import InvalidInput

ACTIVE, SUSPENDED, CLOSED = "active", "suspended", "closed"
SUPPLIER_TRANSITIONS: Mapping[str, frozenset[str]] = {
    "": frozenset({ACTIVE}),
    ACTIVE: frozenset({SUSPENDED, CLOSED}),
    SUSPENDED: frozenset({ACTIVE, CLOSED}),
    CLOSED: frozenset(),
}
VALID, EXPIRING, EXPIRED, REVOKED = "valid", "expiring", "expired", "revoked"
CERTIFICATE_TRANSITIONS: Mapping[str, frozenset[str]] = {
    "": frozenset({VALID, EXPIRING, EXPIRED}),
    VALID: frozenset({EXPIRING, EXPIRED, REVOKED}),
    EXPIRING: frozenset({EXPIRED, REVOKED}),
    EXPIRED: frozenset({REVOKED}),
    REVOKED: frozenset(),
}
WARNED = timedelta(days=30)


def state_on(expires: date, today: date) -> str:
    """What a certificate that nobody revoked is on a day; it is good to the end of `expires`."""
    if expires < today:
        return EXPIRED
    return EXPIRING if expires - today <= WARNED else VALID


def checked_span(issued: date, expires: date, today: date) -> None:
    """A certificate was issued, and ends after that."""
    if issued > today:
        raise _bad_date("issued", "It is issued in the future.", "Give the day it was issued.")
    if expires < issued:
        raise _bad_date(
            "expires", "It expires before it is issued.", "Look at the two dates again."
        )


def _bad_date(field: str, message: str, remedy: str) -> InvalidInput:
    return InvalidInput(message, remedy=remedy, code=f"supply.bad_{field}", field=field)
