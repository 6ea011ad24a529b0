"""Passwords, for members who want one."""

from __future__ import annotations

from django.db import transaction

from huitou.commerce.members.client import Client
from huitou.commerce.members.limits import begin_try, forget_tries, forgive
from huitou.commerce.members.models import Member
from huitou.commerce.members.proof import check_proof
from huitou.commerce.members.rules import checked_password
from huitou.commerce.members.sessions import end_other_sessions
from huitou.commerce.members.sign_in import SignedIn, finish_sign_in
from huitou.commerce.members.stored_password import fits, hashed
from huitou.commerce.members.ways import way_of
from huitou.foundation.actors import Actor
from huitou.kernel import Clock, Unauthorized

_CONTACT, _NETWORK = "password.contact", "password.network"
FREE_PER_CONTACT, FREE_PER_NETWORK = 5, 50


def set_password(
    *, password: str, proof: str, token: str, client: Client, actor: Actor, clock: Clock
) -> None:
    """Set or change the password and end all sessions but that of `token`. `proof` is the present
    password or a code of `request_proof`. InvalidInput for a weak password or a wrong proof.
    """
    stored = hashed(checked_password(password))
    with check_proof(actor, proof, client, clock=clock) as member:
        Member.objects.filter(id=member.id).update(password=stored)
        end_other_sessions(token=token, actor=actor, clock=clock)


def sign_in_with_password(
    *,
    contact: str,
    password: str,
    client: Client,
    clock: Clock,
    guest_token: str | None = None,
) -> SignedIn:
    """Sign in the member who has the contact and the password. Unauthorized without a hint which
    of them was wrong; Overloaded when the contact or the client's network must wait after wrong
    ones, 15 minutes at most. A code always remains as another way in.
    """
    way = way_of(contact)
    begin_try(_CONTACT, way.hash, free=FREE_PER_CONTACT, clock=clock)
    begin_try(_NETWORK, client.address, free=FREE_PER_NETWORK, clock=clock)
    owners = Member.objects.filter(contacts__kind=way.kind, contacts__value_hash=way.hash)
    member = owners.first()
    if not fits(member, password) or member is None:
        raise _refused()
    with transaction.atomic():
        signed = finish_sign_in(member.id, False, "password", client, guest_token, clock=clock)
    forget_tries(_CONTACT, way.hash)
    forgive(_NETWORK, client.address)
    return signed


def remove_password(*, proof: str, client: Client, actor: Actor, clock: Clock) -> None:
    """Sign in with codes alone from now on. InvalidInput for a wrong proof."""
    with check_proof(actor, proof, client, clock=clock) as member:
        Member.objects.filter(id=member.id).update(password="")


def _refused() -> Unauthorized:
    return Unauthorized(
        "The contact or the password is wrong.",
        remedy="Check both, or sign in with a code.",
        code="members.wrong_password",
    )
