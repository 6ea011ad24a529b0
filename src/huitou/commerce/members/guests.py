"""Guests: begun without a question, merged into the member that they turn out to be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from huitou.commerce.members.models import Guest
from huitou.commerce.members.tokens import GUEST, hash_token, new_token
from huitou.foundation.facts import say_identity
from huitou.kernel import Clock, new_id

GuestMerged = Callable[[str, str, Clock], None]
_hooks: list[GuestMerged] = []


@dataclass(frozen=True)
class GuestBegun:
    """A guest's id and token, at the only moment when the token can be read."""

    id: str
    token: str


def begin_guest(*, clock: Clock) -> GuestBegun:
    """A new guest: someone who fills a basket before they say who they are."""
    begun = GuestBegun(new_id(clock), new_token(GUEST))
    Guest.objects.create(id=begun.id, token_hash=hash_token(begun.token), created_at=clock.now())
    return begun


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
