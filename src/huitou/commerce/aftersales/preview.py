"""What a case would ask for, before it is opened; and the checks that both share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings

from huitou.commerce.aftersales.amounts import amount_of, delivery_due
from huitou.commerce.aftersales.books import OrderBook, order_book
from huitou.commerce.aftersales.models import Case
from huitou.commerce.aftersales.policy import current_policy
from huitou.commerce.aftersales.reasons import NO_REASON, WHY_NOT, Reason, checked_reason
from huitou.commerce.aftersales.windows import Blocked, is_fault, judged
from huitou.commerce.orders import LineSeen
from huitou.foundation.actors import Actor
from huitou.kernel import Clock, Conflict, Currency, InvalidInput, Money

_MOST_LINES = 100


@dataclass(frozen=True)
class PreviewLine:
    """So many units of an order line, and what they give back at most."""

    line: LineSeen
    quantity: int
    amount: Money


@dataclass(frozen=True)
class CasePreview:
    """What comes back at most: of each line, and of the delivery."""

    lines: tuple[PreviewLine, ...]
    delivery: Money

    @property
    def total(self) -> Money:
        return sum((line.amount for line in self.lines), self.delivery)


def preview_case(
    order_id: str,
    kind: str,
    lines: Mapping[str, int],
    *,
    reason: str,
    actor: Actor,
    clock: Clock,
) -> CasePreview:
    """What `apply` would ask for with the same arguments; nothing is kept. Raises what it would."""
    chosen = checked_reason(kind, reason)
    quantities = checked_lines(lines)
    if not actor.is_shopper:
        actor.need("aftersales.read")
    book = order_book(order_id, actor)
    for line_id, quantity in quantities.items():
        need_allowed(book, line_id, quantity, kind, chosen, clock)
    currency = Currency.of(book.detail.order.currency)
    return CasePreview(
        lines=tuple(
            PreviewLine(
                book.line(line_id),
                quantity,
                Money(amount_of(book.book(line_id), quantity), currency),
            )
            for line_id, quantity in quantities.items()
        ),
        delivery=Money(delivery_asked(book, quantities, chosen), currency),
    )


def delivery_asked(book: OrderBook, quantities: Mapping[str, int], reason: Reason) -> int:
    """What of the delivery a case of these units asks for, in minor units."""
    return delivery_due(
        left=book.delivery_free,
        everything=book.takes_all(quantities),
        fault=is_fault(reason.ground) and not _returned_before(book.detail.order.id),
        anything_shipped=book.anything_shipped,
    )


def checked_lines(lines: Mapping[str, int]) -> dict[str, int]:
    """The units by line id; InvalidInput for none, too many, or what is no quantity."""
    sound = all(type(quantity) is int and quantity >= 1 for quantity in lines.values())
    if not 1 <= len(lines) <= _MOST_LINES or not sound:
        raise InvalidInput(
            "There are no lines, too many, or a quantity that is not a whole number above zero.",
            remedy=f"Name 1 to {_MOST_LINES} lines of the order with a quantity each.",
            code="aftersales.bad_lines",
            field="lines",
        )
    return dict(lines)


def need_allowed(
    book: OrderBook, line_id: str, quantity: int, kind: str, reason: Reason, clock: Clock
) -> None:
    """Conflict unless a case of that kind can be opened for so many units now."""
    verdict = judged(
        kind,
        reason.ground,
        book.facts(line_id),
        clock.now(),
        current_policy(),
        settings.SHOP_TIMEZONE,
    )
    if isinstance(verdict, Blocked):
        why = WHY_NOT[verdict.code]
        raise Conflict(
            why.en,
            remedy="See what can be asked for of this order.",
            code=f"aftersales.{why.code}",
            field="lines",
        )
    if quantity > verdict.quantity:
        raise Conflict(
            f"This can be asked for {verdict.quantity} units, not for {quantity}.",
            remedy="Ask for no more units than there are.",
            code="aftersales.nothing_left",
            field="lines",
        )


def _returned_before(order_id: str) -> bool:
    """Whether something of the order went back without a reason: then delivery was of use."""
    rows = Case.objects.filter(order_id=order_id, ground=NO_REASON, refund_minor__isnull=False)
    return rows.exists()
