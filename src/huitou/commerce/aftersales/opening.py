"""Open a case, and take it back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import transaction

from huitou.commerce.aftersales.amounts import LineBook, amount_of
from huitou.commerce.aftersales.books import OrderBook, locked_book
from huitou.commerce.aftersales.evidence import attach
from huitou.commerce.aftersales.holds import keep
from huitou.commerce.aftersales.models import Case, CaseLine, ConfirmedExclusion
from huitou.commerce.aftersales.preview import checked_lines, delivery_asked, need_allowed
from huitou.commerce.aftersales.reads import CaseSeen, seen
from huitou.commerce.aftersales.reasons import BEFORE_SHIPPING, Reason, checked_reason
from huitou.commerce.aftersales.rules import REQUESTED, WITHDRAWN
from huitou.commerce.aftersales.states import DECIDE, locked_case, move
from huitou.commerce.aftersales.texts import checked_text
from huitou.foundation import audit
from huitou.foundation.actors import Actor
from huitou.kernel import Clock, Conflict, InvalidInput, new_id

_LONGEST_TEXT = 2000


def apply(
    order_id: str,
    kind: str,
    lines: Mapping[str, int],
    *,
    reason: str,
    text: str = "",
    evidence: Sequence[str] = (),
    actor: Actor,
    clock: Clock,
) -> CaseSeen:
    """Ask for a `kind` of case (rules.KINDS) for units of order lines (quantity by line id), for a
    reason of reasons.REASONS. `evidence` are ids that `upload_evidence` gave. From then on units
    and money are kept from other cases. A shopper asks for an order of their own; staff with
    aftersales.decide for anybody.

    Conflict with the code of reasons.WHY_NOT (`aftersales.time_over`, ..) or
    `aftersales.nothing_left`; NotFound for an order, line or evidence that is not theirs.
    """
    chosen = checked_reason(kind, reason)
    text = checked_text(text, "text", most=_LONGEST_TEXT)
    quantities = checked_lines(lines)
    if not actor.is_shopper:
        actor.need(DECIDE)
    with transaction.atomic():
        book = locked_book(order_id, actor)
        for line_id, quantity in quantities.items():
            need_allowed(book, line_id, quantity, kind, chosen, clock)
        case = _new_case(book, kind, reason, chosen, text, clock)
        rows, books = _new_lines(case, book, quantities)
        case.delivery_minor = delivery_asked(book, quantities, chosen)
        case.save(force_insert=True)
        CaseLine.objects.bulk_create(rows)
        keep(case, books, book.delivery_left)
        attach(case, evidence, actor)
        move(case, REQUESTED, actor=actor, reason=reason, clock=clock)
        audit.note(actor, "aftersales.apply", case.id, {"order": order_id}, clock=clock)
        return seen(case)


def withdraw(case_id: str, *, actor: Actor, clock: Clock) -> CaseSeen:
    """The shopper takes the case back; what it kept is free again. Conflict once goods are on their
    way or money was decided on.
    """
    with transaction.atomic():
        case = locked_case(case_id, actor, clock=clock)
        move(case, WITHDRAWN, actor=actor, reason="withdrawn", clock=clock)
        audit.note(actor, "aftersales.withdraw", case.id, clock=clock)
        return seen(case)


def confirm_exclusions(
    order_id: str, line_ids: Sequence[str], *, actor: Actor, clock: Clock
) -> None:
    """The shopper confirms, before paying, that these lines are not taken back without a reason.
    A line of an excluded category that nobody confirmed can be returned all the same: Regulations
    for the Implementation of the Consumer Rights Protection Law (2024), article 19. Conflict once
    the order is paid; again it changes nothing.
    """
    if not actor.is_shopper:
        raise InvalidInput(
            "Only the shopper can confirm this.",
            remedy="Let the shopper confirm it while they check out.",
            code="aftersales.not_the_shopper",
        )
    with transaction.atomic():
        book = locked_book(order_id, actor)
        if book.detail.order.paid_at is not None:
            raise Conflict(
                "The order is paid: what was not confirmed before can be returned.",
                remedy="Ask for the confirmation while the shopper checks out.",
                code="aftersales.confirmed_too_late",
            )
        rows = [
            ConfirmedExclusion(
                line_id=book.line(line_id).id, order_id=order_id, actor=str(actor), at=clock.now()
            )
            for line_id in line_ids
        ]
        ConfirmedExclusion.objects.bulk_create(rows, ignore_conflicts=True)


def _new_case(
    book: OrderBook, kind: str, reason: str, chosen: Reason, text: str, clock: Clock
) -> Case:
    order = book.detail.order
    is_member = order.owner.kind == "member"
    return Case(
        id=new_id(clock),
        order_id=order.id,
        payment_id=order.payment_id or "",
        member_id=order.owner.id if is_member else None,
        guest_id=None if is_member else order.owner.id,
        kind=kind,
        ground=chosen.ground,
        reason=reason,
        text=text,
        state="",
        before_shipping=chosen.ground == BEFORE_SHIPPING,
        currency=order.currency,
        opened_at=clock.now(),
    )


def _new_lines(
    case: Case, book: OrderBook, quantities: Mapping[str, int]
) -> tuple[list[CaseLine], dict[str, LineBook]]:
    books = {line_id: book.book(line_id) for line_id in quantities}
    rows = [
        CaseLine(
            case=case,
            line_id=line_id,
            variant_id=book.line(line_id).variant_id,
            product_id=book.line(line_id).product_id,
            quantity=quantity,
            minor=amount_of(books[line_id], quantity),
        )
        for line_id, quantity in quantities.items()
    ]
    return rows, books
