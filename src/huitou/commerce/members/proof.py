"""A second proof, before what would let a thief of a session keep the account."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from huitou.commerce.members.client import Client
from huitou.commerce.members.codes import issue_code, try_code, use_code
from huitou.commerce.members.limits import begin_try, forgive
from huitou.commerce.members.models import Contact, Member
from huitou.commerce.members.stored_password import fits
from huitou.commerce.members.ways import Way
from huitou.commerce.members.whose import kept_member, locked_member, own_id
from huitou.foundation.actors import Actor
from huitou.kernel import Clock, NotFound

_PASSWORD = "proof.password"
FREE_TRIES = 5


def request_proof(*, kind: str, client: Client, actor: Actor, clock: Clock) -> None:
    """Send a code to the member's own e-mail address or phone number (`kind`), as a proof for a
    verb that wants one. NotFound if they have none of that kind; else as `request_code`.
    """
    member = kept_member(own_id(actor))
    way = ways_of(member.id).get(kind)
    if way is None:
        raise NotFound(
            "You have no contact of this kind.",
            remedy="Choose email or phone, whichever your account shows.",
            code="members.no_contact",
            field="kind",
        )
    issue_code("proof", way, client, language=member.language, clock=clock, member_id=member.id)


@contextmanager
def check_proof(actor: Actor, proof: str, client: Client, *, clock: Clock) -> Iterator[Member]:
    """A transaction with the member's row locked, once `proof` is their password or a code that
    `request_proof` sent. A member who has neither contact nor password needs no proof. InvalidInput
    for a wrong one; its attempt is counted for good.
    """
    member_id = own_id(actor)
    ways = ways_of(member_id)
    knows_password = _knows_password(member_id, proof, clock)
    if not knows_password:
        try_code("proof", ways.values(), client, clock=clock, member_id=member_id)
    with transaction.atomic():
        member = locked_member(member_id)
        if not knows_password and (ways or member.password):
            kept = ways.values()
            use_code("proof", kept, proof, client, clock=clock, field="proof", member_id=member_id)
        yield member


def ways_of(member_id: str) -> dict[str, Way]:
    """The member's contacts by kind."""
    rows = Contact.objects.filter(member_id=member_id)
    return {row.kind: Way(row.kind, row.value) for row in rows}


def _knows_password(member_id: str, proof: str, clock: Clock) -> bool:
    member = Member.objects.filter(id=member_id).first()
    if member is None or not member.password or (proof.isdigit() and len(proof) == 6):
        return False
    begin_try(_PASSWORD, member_id, free=FREE_TRIES, clock=clock)
    if not fits(member, proof):
        return False
    forgive(_PASSWORD, member_id)
    return True
