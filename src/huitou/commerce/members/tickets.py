"""Tickets: what a service said of somebody, on its way from the page that they came back to to the
API that signs them in. A ticket is sealed, holds a minute and is used once.
"""

from __future__ import annotations

from datetime import timedelta

import msgspec
from django.db import transaction

from huitou.commerce.members.client import Client
from huitou.commerce.members.identities import sign_in_with_identity
from huitou.commerce.members.limits import DAY, spend
from huitou.commerce.members.sign_in import SignedIn
from huitou.foundation.vault import seal, unseal
from huitou.kernel import Clock, HuitouError, InvalidInput, new_id

TICKET_COOKIE = "huitou_ticket"
LIFETIME = timedelta(seconds=60)
_LONGEST = 4000


class Ticket(msgspec.Struct):
    """Which account of which service, until when (microseconds since 1970), and the ticket's id."""

    id: str
    provider: str
    uid: str
    union_id: str
    until: int


def ticket_for(*, provider: str, uid: str, union_id: str, clock: Clock) -> str:
    """A sealed ticket for an account that the service has vouched for."""
    until = clock.micros() + LIFETIME // timedelta(microseconds=1)
    return seal(msgspec.json.encode(Ticket(new_id(clock), provider, uid, union_id, until)).decode())


def sign_in_with_ticket(
    *,
    ticket: str,
    client: Client,
    clock: Clock,
    guest_token: str | None = None,
    language: str = "en",
) -> SignedIn:
    """Sign in with what `ticket` says; see `sign_in_with_identity`. InvalidInput for a ticket that
    is none of ours, is older than a minute or was used.
    """
    read = _read(ticket)
    if read is None or read.until <= clock.micros():
        raise _no_ticket()
    with transaction.atomic():
        try:
            spend("ticket", read.id, most=1, per=DAY, clock=clock)
        except HuitouError:
            raise _no_ticket() from None
        return sign_in_with_identity(
            provider=read.provider,
            uid=read.uid,
            union_id=read.union_id,
            client=client,
            clock=clock,
            guest_token=guest_token,
            language=language,
        )


def _read(ticket: str) -> Ticket | None:
    if not ticket.isascii() or len(ticket) > _LONGEST:
        return None
    try:
        return msgspec.json.decode(unseal(ticket), type=Ticket)
    except (HuitouError, msgspec.DecodeError):
        return None


def _no_ticket() -> InvalidInput:
    return InvalidInput(
        "This sign-in has run out.",
        remedy="Sign in with the service again.",
        code="members.no_ticket",
    )
