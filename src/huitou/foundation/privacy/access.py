"""Whose personal data somebody may act on."""

from __future__ import annotations

from huitou.foundation.actors import Actor
from huitou.kernel import NotFound


def need_access(actor: Actor, member_id: str, permission: str) -> None:
    """A member may act on their own (another's is not found); others need the permission."""
    if not actor.is_shopper:
        actor.need(permission)
    elif actor.kind != "member" or actor.id != member_id:
        raise NotFound(
            "There is no such member.",
            remedy="Sign in as the member whose data it is.",
            code="privacy.no_such_member",
        )
