"""The platform's word where shopper and seller do not agree."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from django.db import transaction

from huitou.commerce.aftersales.amounts import checked_amounts
from huitou.commerce.aftersales.answering import go_on_agreed
from huitou.commerce.aftersales.books import locked_book
from huitou.commerce.aftersales.holds import keep
from huitou.commerce.aftersales.inspecting import go_on_inspected
from huitou.commerce.aftersales.models import Case
from huitou.commerce.aftersales.reads import CaseSeen, seen
from huitou.commerce.aftersales.refunding import give_money
from huitou.commerce.aftersales.rules import CLOSED, ESCALATED, REFUSED, wrong_state
from huitou.commerce.aftersales.states import locked_case, locked_for_staff, move
from huitou.commerce.aftersales.texts import checked_text
from huitou.foundation import audit
from huitou.foundation.actors import SYSTEM, Actor
from huitou.kernel import Clock, InvalidInput

Verdict = Literal["refund", "uphold", "refuse"]


def escalate(case_id: str, *, reason: str, actor: Actor, clock: Clock) -> CaseSeen:
    """The shopper does not take the seller's no: the platform decides."""
    reason = checked_text(reason, "reason", least=2, most=2000)
    with transaction.atomic():
        case = locked_case(case_id, actor, clock=clock)
        if case.state != REFUSED:
            raise wrong_state(case.state)
        move(case, ESCALATED, actor=actor, reason=reason, clock=clock)
        audit.note(actor, "aftersales.escalate", case.id, clock=clock)
        return seen(case)


def reopen(case_id: str, *, reason: str, actor: Actor, clock: Clock) -> CaseSeen:
    """Staff take a closed case up again, to decide on it. Conflict `aftersales.nothing_left` if its
    units or money have gone to another case or refund since.
    """
    reason = checked_text(reason, "reason", least=2, most=500)
    with transaction.atomic():
        case = locked_for_staff(case_id, actor, clock=clock)
        if case.state != CLOSED:
            raise wrong_state(case.state)
        book = locked_book(case.order_id, SYSTEM)
        books = {line.line_id: book.book(line.line_id) for line in case.lines.all()}
        keep(case, books, book.delivery_left)
        move(case, ESCALATED, actor=actor, reason=reason, clock=clock)
        audit.note(actor, "aftersales.reopen", case.id, clock=clock)
        return seen(case)


def decide(
    case_id: str,
    verdict: Verdict,
    *,
    amounts: Mapping[str, int] | None = None,
    reason: str,
    actor: Actor,
    clock: Clock,
) -> CaseSeen:
    """The platform decides an escalated case. `refund`: the money goes back, whatever was asked
    for and wherever the goods are; all of it, or `amounts` in minor units by line id. `uphold`: the
    case goes on as the shopper asked, goods that were sent back being taken as come. `refuse`: it
    is closed.
    """
    if verdict not in ("refund", "uphold", "refuse"):
        raise InvalidInput(
            f"{verdict!r} is no decision.",
            remedy="Use refund, uphold or refuse.",
            code="aftersales.bad_verdict",
            field="verdict",
        )
    reason = checked_text(reason, "reason", least=2, most=500)
    with transaction.atomic():
        case = locked_for_staff(case_id, actor, clock=clock)
        if case.state != ESCALATED:
            raise wrong_state(case.state)
        _carry_out(case, verdict, amounts, actor, reason, clock)
        detail = {"verdict": verdict, "to": case.state}
        audit.note(actor, "aftersales.decide", case.id, detail, clock=clock)
        return seen(case)


def _carry_out(
    case: Case,
    verdict: Verdict,
    amounts: Mapping[str, int] | None,
    actor: Actor,
    reason: str,
    clock: Clock,
) -> None:
    if verdict == "refuse":
        move(case, CLOSED, actor=actor, reason=reason, clock=clock)
    elif verdict == "refund":
        most = {line.line_id: line.minor for line in case.lines.all()}
        decided = None if amounts is None else checked_amounts(amounts, most)
        give_money(case, decided, actor=actor, reason=reason, clock=clock)
    elif case.goods_came_at is not None or case.back_number:
        go_on_inspected(case, actor=actor, reason=reason, clock=clock)
    else:
        go_on_agreed(case, actor=actor, reason=reason, clock=clock)
