"""The one setter of a case's state, and what verbs lock first."""

from __future__ import annotations

from django.db.models import Q

from huitou.commerce import payments
from huitou.commerce.aftersales import rules
from huitou.commerce.aftersales.holds import let_go
from huitou.commerce.aftersales.models import Case, CaseHistory
from huitou.commerce.aftersales.policy import current_policy
from huitou.commerce.aftersales.said import say_state
from huitou.foundation.actors import Actor
from huitou.kernel import Clock, Conflict, NotFound

DECIDE = "aftersales.decide"


def reachable(actor: Actor, permission: str = "aftersales.read") -> Q:
    """Which cases the actor may touch: shoppers their own, others all with the permission."""
    if actor.is_shopper:
        return Q(member_id=actor.id) if actor.kind == "member" else Q(guest_id=actor.id)
    actor.need(permission)
    return Q()


def locked_case(case_id: str, actor: Actor, *, clock: Clock) -> Case:
    """The case, locked until the transaction ends. Locks are taken in one order: the order's
    payments, the case, what cases keep (holds.locked_holds), the order, stock, the audit log.

    NotFound for a case that the actor may not touch. Conflict `aftersales.time_over` if its state
    has lasted too long: then nobody but the clock (`run_timeouts`) moves it.
    """
    mine = Case.objects.filter(reachable(actor, DECIDE), id=case_id)
    order_id = mine.values_list("order_id", flat=True).first()
    if order_id is None:
        raise no_case()
    payments.lock_payments("order", order_id)
    case = mine.select_for_update().get()
    if case.due_at is not None and case.due_at <= clock.now():
        raise Conflict(
            "The time for this was over; what follows from that is under way.",
            remedy="Look at the case again in a minute.",
            code="aftersales.time_over",
            retry_after=60,
        )
    return case


def locked_for_staff(case_id: str, actor: Actor, *, clock: Clock) -> Case:
    """The same for those who may decide on cases. Forbidden for anybody else."""
    actor.need(DECIDE)
    return locked_case(case_id, actor, clock=clock)


def move(case: Case, after: str, *, actor: Actor, reason: str = "", clock: Clock) -> None:
    """Put a locked case into another state, with the time that this one may last; say it, and let
    go of what the case kept once it is decided. Conflict for a move that is none of TRANSITIONS.
    """
    before = case.state
    rules.checked_move(before, after)
    lasts = rules.LASTS.get(after)
    case.state = after
    case.due_at = clock.now() + getattr(current_policy(), lasts) if lasts else None
    case.ended_at = clock.now() if after in rules.ENDED else None
    if after in rules.DECIDED:
        let_go(case)
    case.save()
    CaseHistory.objects.create(
        case=case, before=before, after=after, actor=str(actor), reason=reason, at=clock.now()
    )
    say_state(case, clock=clock)


def no_case() -> NotFound:
    """The same answer for a case of somebody else and for one that never was."""
    return NotFound(
        "There is no such case.",
        remedy="List the cases to see which there are.",
        code="aftersales.no_case",
    )
