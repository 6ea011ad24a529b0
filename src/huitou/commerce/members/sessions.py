"""Sessions: the devices on which a member is signed in."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from huitou.commerce.members.client import Client
from huitou.commerce.members.models import Guest, Session
from huitou.commerce.members.tokens import GUEST, MEMBER, hash_token, new_token
from huitou.commerce.members.whose import ACTIVE, own_id
from huitou.foundation.actors import Actor
from huitou.foundation.facts import say_fact
from huitou.kernel import Clock, NotFound, new_id

LIFETIME = timedelta(days=180)
IDLE = timedelta(days=30)
GUEST_LIFETIME = timedelta(days=180)
_NOTED_EVERY = timedelta(minutes=10)
_LONGEST_DEVICE = 80


def open_session(member_id: str, client: Client, *, clock: Clock) -> str:
    """A session's token, in the transaction that is open."""
    token, now = new_token(MEMBER), clock.now()
    device = "".join(c for c in client.device if c.isprintable())[:_LONGEST_DEVICE]
    Session.objects.create(
        id=new_id(clock),
        member_id=member_id,
        token_hash=hash_token(token),
        device=device,
        created_at=now,
        seen_at=now,
    )
    return token


def actor_of_token(secret: str, *, clock: Clock) -> Actor | None:
    """The member or the guest whose token it is; None for a token that is not known, has ended,
    was not used for 30 days or is older than 180, and for members that are frozen or erased.
    """
    if secret.startswith(GUEST):
        return _guest_of(secret, clock)
    if not secret.startswith(MEMBER):
        return None
    row = _open_sessions(clock).filter(token_hash=hash_token(secret)).first()
    if row is None:
        return None
    if row.seen_at + _NOTED_EVERY <= clock.now():
        Session.objects.filter(id=row.id, ended_at=None).update(seen_at=clock.now())
    return Actor("member", row.member_id)


def sign_out(*, token: str, clock: Clock) -> None:
    """End the session of this token; nothing happens if it has ended."""
    with transaction.atomic():
        row = _open_sessions(clock).filter(token_hash=hash_token(token)).first()
        if row is not None:
            _end(Session.objects.filter(id=row.id), clock)
            say_fact("Signed Out", {}, clock=clock, member_id=row.member_id)


def end_session(*, session_id: str, actor: Actor, clock: Clock) -> None:
    """Sign the member out on one device. NotFound if it is none of theirs or has ended."""
    rows = Session.objects.filter(id=session_id, member_id=own_id(actor))
    if not _end(rows, clock):
        raise NotFound(
            "There is no such session.",
            remedy="The list of sessions shows those that are open.",
            code="members.no_session",
        )


def end_other_sessions(*, token: str, actor: Actor, clock: Clock) -> int:
    """Sign the member out everywhere but where this token is used; on how many devices."""
    rows = Session.objects.filter(member_id=own_id(actor))
    return _end(rows.exclude(token_hash=hash_token(token)), clock)


def end_all_sessions(member_id: str, *, clock: Clock) -> int:
    """Sign a member out everywhere."""
    return _end(Session.objects.filter(member_id=member_id), clock)


def open_now(clock: Clock) -> Q:
    """The condition under which a session is open."""
    now = clock.now()
    return Q(ended_at=None, created_at__gt=now - LIFETIME, seen_at__gt=now - IDLE)


def _open_sessions(clock: Clock) -> Any:
    return Session.objects.filter(open_now(clock), member__status=ACTIVE)


def _end(rows: Any, clock: Clock) -> int:
    ended: int = rows.filter(ended_at=None).update(ended_at=clock.now())
    return ended


def _guest_of(token: str, clock: Clock) -> Actor | None:
    since = clock.now() - GUEST_LIFETIME
    rows = Guest.objects.filter(token_hash=hash_token(token), created_at__gt=since)
    found = rows.filter(merged_at=None).values_list("id", flat=True).first()
    return None if found is None else Actor("guest", found)
