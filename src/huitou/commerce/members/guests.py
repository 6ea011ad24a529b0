"""Guests: begun without a question, merged into the member that they turn out to be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from huitou.commerce.members.models import Guest
from huitou.commerce.members.tokens import GUEST, hash_token, new_token
from huitou.foundation.facts import say_identity
from huitou.kernel import Clock, new_id

GuestMerged = Callable[[str, str, Clock], None]
_OF_VISITORS = (4, 8)
_hooks: list[GuestMerged] = []


@dataclass(frozen=True)
class GuestBegun:
    """A guest's id and token, at the only moment when the token can be read."""

    id: str
    token: str


def begin_guest(*, clock: Clock, visitor: str | None = None) -> GuestBegun:
    """A new guest: someone who fills a basket before they say who they are. `visitor` is the id
    (a UUID of version 4 or 8) under which the event log knows what they looked at: it becomes the
    guest's, so that both are one person's, unless a guest has it already.
    """
    token = new_token(GUEST)
    made = {"token_hash": hash_token(token), "created_at": clock.now()}
    if visitor is not None and _fits(visitor):
        row, is_new = Guest.objects.get_or_create(id=visitor, defaults=made)
        if is_new:
            return GuestBegun(row.id, token)
    row = Guest.objects.create(id=new_id(clock), **made)
    return GuestBegun(row.id, token)


def _fits(visitor: str) -> bool:
    """Whether it is an id that the browser may give: never one like those that we make."""
    try:
        parsed = UUID(visitor)
    except ValueError:
        return False
    return str(parsed) == visitor and parsed.version in _OF_VISITORS


def on_guest_merged(function: GuestMerged) -> None:
    """Let `function(guest_id, member_id, clock)` run in the transaction in which a guest signs in,
    so that what was the guest's becomes the member's; to be called at start-up.
    """
    if function not in _hooks:
        _hooks.append(function)


def merge_guest(token: str | None, member_id: str, *, clock: Clock) -> str | None:
    """Make the guest the member, in the transaction that is open; the guest's id. None, and no
    change, for a token that is no guest's or was merged before.
    """
    row = Guest.objects.filter(token_hash=hash_token(token or ""), merged_at=None).first()
    if row is None:
        return None
    still = Guest.objects.filter(id=row.id, merged_at=None)
    if not still.update(merged_into_id=member_id, merged_at=clock.now()):
        return None
    say_identity(member_id, clock=clock, anonymous_id=row.id)
    for hook in _hooks:
        hook(row.id, member_id, clock)
    return row.id
