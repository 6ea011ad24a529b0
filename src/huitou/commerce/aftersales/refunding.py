"""The decision that money goes back, and what becomes of the money."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from django.db import transaction

from huitou.commerce import orders, payments
from huitou.commerce.aftersales.amounts import share_of
from huitou.commerce.aftersales.books import OrderBook, locked_book
from huitou.commerce.aftersales.holds import let_go
from huitou.commerce.aftersales.models import Case, CaseLine
from huitou.commerce.aftersales.reads import CaseSeen, seen
from huitou.commerce.aftersales.reversers import CaseFacts, RefundedLine, reverse
from huitou.commerce.aftersales.rules import COMPLETED, REFUND_FAILED, REFUNDING, wrong_state
from huitou.commerce.aftersales.states import locked_for_staff, move
from huitou.foundation import audit
from huitou.foundation.actors import SYSTEM, Actor
from huitou.kernel import Clock, Conflict, Currency, Money


def give_money(
    case: Case,
    amounts: Mapping[str, int] | None = None,
    *,
    actor: Actor,
    reason: str,
    clock: Clock,
) -> None:
    """Decide that a locked case gives money back: all that it asks for, or less for some lines
    (minor units by line id; the delivery only goes back when every line does in full).

    What the case kept is let go, orders note it on their lines, payments is asked for the money
    under a key of the case, promotions are undone in proportion, all in the open transaction. The
    case is done when the money has arrived; at once if there is none to give back. Conflict
    `aftersales.already_shipped` if units that were to be dropped were shipped meanwhile.
    """
    book = locked_book(case.order_id, SYSTEM)
    lines = _decided(case, amounts)
    if case.before_shipping:
        _check_unshipped(book, lines)
    let_go(case)
    in_full = all(line.refund_minor == line.minor for line in lines)
    delivery = case.delivery_minor if in_full else 0
    case.refund_minor = sum(line.refund_minor or 0 for line in lines) + delivery
    key = f"return:{case.id}"
    # Before anything writes to the audit log, which is locked last.
    _undo_promotions(case, book, lines, clock)
    orders.record_refund(
        case.order_id,
        [_returned(case, line) for line in lines],
        key=key,
        delivery=delivery,
        reason=f"{case.kind} {case.reason}",
        actor=actor,
        clock=clock,
    )
    if case.refund_minor:
        _ask(case, key, actor, clock)
    move(
        case, REFUNDING if case.refund_minor else COMPLETED, actor=actor, reason=reason, clock=clock
    )


def refund_settled(
    order_id: str, refund: payments.RefundFacts, succeeded: bool, clock: Clock
) -> None:
    """Orders tell what became of a refund, in the transaction that says so, the payment locked: the
    case is done, or waits for staff. Again it changes nothing.
    """
    case = Case.objects.select_for_update().filter(refund_key=refund.key).first()
    if case is None:
        return
    if succeeded and case.state in (REFUNDING, REFUND_FAILED):
        move(case, COMPLETED, actor=SYSTEM, reason=f"refund {refund.number}", clock=clock)
    elif not succeeded and case.state == REFUNDING:
        move(case, REFUND_FAILED, actor=SYSTEM, reason=refund.detail, clock=clock)


def retry_refund(case_id: str, *, actor: Actor, clock: Clock) -> CaseSeen:
    """Send a refund that is stuck once more, under its one number; one that was given up is asked
    for anew. Needs aftersales.decide and payments.refund; not within a transaction, because the
    gateway is asked what became of it. Conflict unless the refund failed.
    """
    with transaction.atomic():
        case = locked_for_staff(case_id, actor, clock=clock)
        if case.state != REFUND_FAILED:
            raise wrong_state(case.state)
    stuck = payments.refund_of(case.refund_key)
    if stuck is not None and stuck.state == "abnormal":
        payments.resolve_refund(refund_id=stuck.id, way="send_again", actor=actor, clock=clock)
    with transaction.atomic():
        case = locked_for_staff(case_id, actor, clock=clock)
        if case.state == REFUND_FAILED:  # the gateway may have said meanwhile that it was paid
            if stuck is not None and stuck.state == "given_up":
                actor.need("payments.refund")
                _ask(case, _next_key(case.refund_key), actor, clock)
            move(case, REFUNDING, actor=actor, reason="sent again", clock=clock)
        audit.note(actor, "aftersales.retry_refund", case.id, {"key": case.refund_key}, clock=clock)
        return seen(case)


def _decided(case: Case, amounts: Mapping[str, int] | None) -> list[CaseLine]:
    lines = list(case.lines.order_by("line_id"))
    for line in lines:
        line.refund_minor = line.minor if amounts is None else amounts[line.line_id]
    CaseLine.objects.bulk_update(lines, ["refund_minor"])
    return lines


def _check_unshipped(book: OrderBook, lines: list[CaseLine]) -> None:
    for line in lines:
        there = book.line(line.line_id)
        if there.quantity - there.shipped - there.dropped < line.quantity:
            raise Conflict(
                "Some of this was shipped meanwhile.",
                remedy="Refuse it; the shopper can send the goods back once they are there.",
                code="aftersales.already_shipped",
            )


def _returned(case: Case, line: CaseLine) -> orders.Returned:
    return orders.Returned(
        line.line_id,
        line.quantity,
        line.refund_minor or 0,
        dropped=line.quantity if case.before_shipping else 0,
    )


def _ask(case: Case, key: str, actor: Actor, clock: Clock) -> None:
    payments.refund(
        payment_id=case.payment_id,
        amount=Money(case.refund_minor or 0, Currency.of(case.currency)),
        key=key,
        reason=f"{case.kind}: {case.reason}",
        actor=actor,
        clock=clock,
    )
    case.refund_key = key


def _next_key(key: str) -> str:
    """`return:ID`, then `return:ID:2` and so on."""
    kind, case_id, *number = key.split(":")
    return f"{kind}:{case_id}:{int(number[0]) + 1 if number else 2}"


def _undo_promotions(case: Case, book: OrderBook, lines: list[CaseLine], clock: Clock) -> None:
    """`book` is as it was before the decision."""
    bought = book.detail.lines
    paid, units = sum(one.total.minor for one in bought), sum(one.quantity for one in bought)
    refunded = sum(one.refunded.minor for one in bought)
    returned = sum(one.refunded_quantity for one in bought)
    goods = sum(line.refund_minor or 0 for line in lines)
    quantity = sum(line.quantity for line in lines)
    facts = CaseFacts(
        case_id=case.id,
        order_id=case.order_id,
        member_id=case.member_id,
        guest_id=case.guest_id,
        kind=case.kind,
        currency=case.currency,
        lines=tuple(_refunded(book, line) for line in lines),
        before=share_of(refunded, paid, returned, units),
    )
    fraction: Fraction = share_of(goods, paid, quantity, units)
    reverse(facts, fraction, clock=clock)


def _refunded(book: OrderBook, line: CaseLine) -> RefundedLine:
    there = book.line(line.line_id)
    return RefundedLine(
        line_id=line.line_id,
        variant_id=line.variant_id,
        quantity=line.quantity,
        minor=line.refund_minor or 0,
        bought=there.quantity,
        paid=there.total.minor,
    )
