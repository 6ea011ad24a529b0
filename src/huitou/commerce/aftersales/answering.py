"""The seller's answer to a case that was opened."""

from __future__ import annotations

from django.db import transaction

from huitou.commerce.aftersales.models import Case
from huitou.commerce.aftersales.reads import CaseSeen, seen
from huitou.commerce.aftersales.refunding import give_money
from huitou.commerce.aftersales.rules import (
    REFUNDING,
    REFUSED,
    REQUESTED,
    after_agreement,
    wrong_state,
)
from huitou.commerce.aftersales.states import locked_for_staff, move
from huitou.commerce.aftersales.texts import checked_text
from huitou.foundation import audit
from huitou.foundation.actors import Actor
from huitou.kernel import Clock


def agree(case_id: str, *, actor: Actor, clock: Clock) -> CaseSeen:
    """The seller agrees: the shopper sends the goods back, or, where only money was asked for, gets
    it. Needs aftersales.decide, as everything that the seller does. Conflict
    `aftersales.already_shipped` if it was for units that were not shipped, and now they are.
    """
    with transaction.atomic():
        case = locked_for_staff(case_id, actor, clock=clock)
        if case.state != REQUESTED:
            raise wrong_state(case.state)
        go_on_agreed(case, actor=actor, reason="agreed", clock=clock)
        audit.note(actor, "aftersales.agree", case.id, {"to": case.state}, clock=clock)
        return seen(case)


def refuse(case_id: str, *, reason: str, actor: Actor, clock: Clock) -> CaseSeen:
    """The seller refuses and says why; the shopper can turn to the platform."""
    reason = checked_text(reason, "reason", least=2, most=500)
    with transaction.atomic():
        case = locked_for_staff(case_id, actor, clock=clock)
        if case.state != REQUESTED:
            raise wrong_state(case.state)
        move(case, REFUSED, actor=actor, reason=reason, clock=clock)
        audit.note(actor, "aftersales.refuse", case.id, clock=clock)
        return seen(case)


def go_on_agreed(case: Case, *, actor: Actor, reason: str, clock: Clock) -> None:
    """What a yes leads to, whoever says it."""
    after = after_agreement(case.kind)
    if after == REFUNDING:
        give_money(case, actor=actor, reason=reason, clock=clock)
    else:
        move(case, after, actor=actor, reason=reason, clock=clock)
