"""Freeze a member, and let them in again."""

from __future__ import annotations

from django.db import transaction

from huitou.commerce.members.models import Member
from huitou.commerce.members.rules import one_line
from huitou.commerce.members.sessions import end_all_sessions
from huitou.commerce.members.whose import ACTIVE, FROZEN, no_member
from huitou.foundation import audit
from huitou.foundation.actors import Actor
from huitou.kernel import Clock, Conflict

_LONGEST_REASON = 200


def freeze_member(*, member_id: str, reason: str, actor: Actor, clock: Clock) -> None:
    """Sign a member out everywhere and let them in no more. Needs `members.write`. Conflict if
    they are not active.
    """
    with transaction.atomic():
        _move(member_id, ACTIVE, FROZEN, reason, actor, clock)
        end_all_sessions(member_id, clock=clock)


def unfreeze_member(*, member_id: str, reason: str, actor: Actor, clock: Clock) -> None:
    """Let a frozen member in again. Needs `members.write`. Conflict if they are not frozen."""
    with transaction.atomic():
        _move(member_id, FROZEN, ACTIVE, reason, actor, clock)


def _move(member_id: str, before: str, after: str, reason: str, actor: Actor, clock: Clock) -> None:
    actor.need("members.write")
    why = one_line(reason, _LONGEST_REASON, field="reason", least=1)
    row = Member.objects.select_for_update().filter(id=member_id).first()
    if row is None:
        raise no_member()
    if row.status != before:
        raise Conflict(
            f"The member is {row.status}, not {before}.",
            remedy="Load the page again to see how it stands.",
            code="members.wrong_status",
        )
    Member.objects.filter(id=member_id).update(status=after)
    verb = "members.freeze" if after == FROZEN else "members.unfreeze"
    audit.note(actor, verb, member_id, {"reason": why}, clock=clock)
