"""Whose account a verb is about: only ever the one of the member who calls it."""

from __future__ import annotations

from huitou.commerce.members.models import Member
from huitou.foundation.actors import Actor
from huitou.kernel import Forbidden, NotFound, Unauthorized

ACTIVE, FROZEN, ERASED = "active", "frozen", "erased"


def own_id(actor: Actor) -> str:
    """The id of the member who acts. Unauthorized for anybody else."""
    if actor.kind != "member":
        raise Unauthorized(
            "Only a member has an account.",
            remedy="Sign in, then try again.",
            code="members.sign_in",
        )
    return actor.id


def locked_member(member_id: str) -> Member:
    """The member's row, locked to the end of the transaction that is open. NotFound if there is
    none any more, Forbidden if it is frozen.
    """
    row = Member.objects.select_for_update().filter(id=member_id).exclude(status=ERASED).first()
    if row is None:
        raise no_member()
    if row.status == FROZEN:
        raise Forbidden(
            "This account is frozen.",
            remedy="Ask the shop why, and what to do.",
            code="members.frozen",
        )
    return row


def is_member(member_id: str) -> bool:
    """Whether there is such a member, who was not erased."""
    return Member.objects.filter(id=member_id).exclude(status=ERASED).exists()


def kept_member(member_id: str) -> Member:
    """The member's row, not locked. NotFound if there is none any more."""
    row = Member.objects.filter(id=member_id).exclude(status=ERASED).first()
    if row is None:
        raise no_member()
    return row


def no_member() -> NotFound:
    """What everybody is told who asks for a member that is not there."""
    return NotFound(
        "There is no such member.", remedy="Check the member's id.", code="members.no_member"
    )
