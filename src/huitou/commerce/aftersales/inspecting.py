"""What the seller finds when the goods have come back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from django.db import transaction

from huitou.commerce.aftersales.amounts import checked_amounts
from huitou.commerce.aftersales.books import locked_book
from huitou.commerce.aftersales.models import Case
from huitou.commerce.aftersales.reads import CaseSeen, seen
from huitou.commerce.aftersales.refunding import give_money
from huitou.commerce.aftersales.restocking import put_into_stock
from huitou.commerce.aftersales.rules import (
    RECEIVED,
    REFUNDING,
    REFUSED,
    RETURN,
    after_inspection,
    wrong_state,
)
from huitou.commerce.aftersales.states import locked_for_staff, move
from huitou.commerce.aftersales.texts import checked_text
from huitou.foundation import audit
from huitou.foundation.actors import SYSTEM, Actor
from huitou.kernel import Clock, InvalidInput

Found = Literal["ok", "partly", "refused"]


def inspect(
    case_id: str,
    found: Found,
    *,
    amounts: Mapping[str, int] | None = None,
    to_stock: Mapping[str, int] | None = None,
    reason: str = "",
    actor: Actor,
    clock: Clock,
) -> CaseSeen:
    """`ok`: a return gives the money back, an exchange or repair goes on. `partly` (returns): less
    money goes back, `amounts` in minor units by line id. `refused`: the goods are not as they
    should be; the shopper can turn to the platform. The latter two need a `reason`.

    `to_stock` are units by line id that can be sold again.
    """
    if found not in ("ok", "partly", "refused"):
        raise _bad_finding("Use ok, partly or refused.")
    reason = checked_text(reason, "reason", least=0 if found == "ok" else 2, most=500)
    with transaction.atomic():
        case = locked_for_staff(case_id, actor, clock=clock)
        if case.state != RECEIVED:
            raise wrong_state(case.state)
        locked_book(case.order_id, SYSTEM)
        _check_stock(case, to_stock or {}, found)
        put_into_stock(case, to_stock or {}, actor=actor, clock=clock)
        _go_on(case, found, amounts, actor, reason, clock)
        audit.note(actor, "aftersales.inspect", case.id, {"found": found}, clock=clock)
        return seen(case)


def go_on_inspected(
    case: Case,
    amounts: Mapping[str, int] | None = None,
    *,
    actor: Actor,
    reason: str,
    clock: Clock,
) -> None:
    """What follows when goods that came back are taken, whoever says so."""
    after = after_inspection(case.kind)
    if after == REFUNDING:
        give_money(case, amounts, actor=actor, reason=reason, clock=clock)
    else:
        move(case, after, actor=actor, reason=reason, clock=clock)


def _go_on(
    case: Case,
    found: Found,
    amounts: Mapping[str, int] | None,
    actor: Actor,
    reason: str,
    clock: Clock,
) -> None:
    if found == "refused":
        move(case, REFUSED, actor=actor, reason=reason, clock=clock)
        return
    decided = None
    if found == "partly":
        if case.kind != RETURN or amounts is None:
            raise _bad_finding("A part, with its amounts, can only be given back for a return.")
        decided = checked_amounts(amounts, {row.line_id: row.minor for row in case.lines.all()})
    go_on_inspected(case, decided, actor=actor, reason=reason or "inspected", clock=clock)


def _check_stock(case: Case, to_stock: Mapping[str, int], found: Found) -> None:
    lines = {line.line_id: line for line in case.lines.all()}
    for line_id, quantity in sorted(to_stock.items()):
        line = lines.get(line_id)
        if line is None or found == "refused" or not 0 <= quantity <= line.quantity:
            raise InvalidInput(
                f"{quantity} units of the line {line_id[:40]} cannot go into stock.",
                remedy="Name lines of the case, and no more units than came back and are taken.",
                code="aftersales.bad_stock",
                field="to_stock",
            )


def _bad_finding(remedy: str) -> InvalidInput:
    return InvalidInput(
        "This cannot be what was found.",
        remedy=remedy,
        code="aftersales.bad_finding",
        field="found",
    )
