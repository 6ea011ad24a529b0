"""Whose personal data somebody may act on."""

from __future__ import annotations

from collections.abc import Callable

from huitou.foundation.actors import Actor
from huitou.kernel import NotFound

IsMember = Callable[[str], bool]
_is_member: list[IsMember] = []


def register_members(is_member: IsMember) -> None:
    """Say how to find out whether an id is that of a member who was not erased; from the
    AppConfig.ready of the room that keeps them. ValueError for a second one.
    """
    if any(one is not is_member for one in _is_member):
        raise ValueError("another room keeps the members already")
    _is_member[:] = [is_member]


def need_access(actor: Actor, member_id: str, permission: str) -> None:
    """A member may act on their own (another's is not found); others need the permission."""
    if not actor.is_shopper:
        actor.need(permission)
    elif actor.kind != "member" or actor.id != member_id:
        raise no_such_member("Sign in as the member whose data it is.")


def need_member(actor: Actor, member_id: str, permission: str) -> None:
    """The same, for what begins something in a member's name: staff who mistype an id are told,
    instead of noting the wish of nobody. NotFound.
    """
    need_access(actor, member_id, permission)
    if actor.kind in ("staff", "token") and not all(known(member_id) for known in _is_member):
        raise no_such_member("Check the id; a member who was erased has none any more.")


def no_such_member(remedy: str) -> NotFound:
    """The error for somebody who is not there, or not the caller's to know."""
    return NotFound("There is no such member.", remedy=remedy, code="privacy.no_such_member")
