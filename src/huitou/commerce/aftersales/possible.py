"""What a shopper can ask for of an order, until when, and why not otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from huitou.commerce.aftersales.amounts import amount_of
from huitou.commerce.aftersales.books import OrderBook, order_book
from huitou.commerce.aftersales.policy import current_policy
from huitou.commerce.aftersales.reasons import GROUNDS, REASONS, WHY_NOT, WhyNot
from huitou.commerce.aftersales.windows import Allowed, judged
from huitou.foundation.actors import Actor
from huitou.kernel import Clock, Currency, Money


@dataclass(frozen=True)
class PossibleAction:
    """A kind of case on one ground, for the `reasons` (codes) that stand on it. Up to `quantity`
    units, giving back up to `most`, before `until` (None: no end while nothing changes). If it is
    not possible `quantity` is 0, and `why_not` says why; `from_when` is when it will be, where that
    is known.
    """

    kind: str
    ground: str
    reasons: tuple[str, ...]
    quantity: int
    most: Money
    until: datetime | None
    why_not: WhyNot | None
    from_when: datetime | None


@dataclass(frozen=True)
class LineActions:
    """What can be asked for of one line. `name` and `variant_name` are by language, `image` is a
    path under the media folder; `units_left` are neither refunded nor in an open case.
    """

    line_id: str
    product_id: str
    name: Mapping[str, str]
    variant_name: Mapping[str, str]
    image: str | None
    quantity: int
    units_left: int
    actions: tuple[PossibleAction, ...]


def possible_actions(order_id: str, *, actor: Actor, clock: Clock) -> tuple[LineActions, ...]:
    """Every line of the order with everything that could be asked for. NotFound for an order that
    is not the shopper's own; staff need aftersales.read.
    """
    if not actor.is_shopper:
        actor.need("aftersales.read")
    book = order_book(order_id, actor)
    return tuple(
        LineActions(
            line_id=line.id,
            product_id=line.product_id,
            name=line.name,
            variant_name=line.variant_name,
            image=line.image,
            quantity=line.quantity,
            units_left=book.book(line.id).units_left,
            actions=_actions(book, line.id, clock),
        )
        for line in book.detail.lines
    )


def _actions(book: OrderBook, line_id: str, clock: Clock) -> tuple[PossibleAction, ...]:
    return tuple(
        _action(book, line_id, kind, ground, clock)
        for ground, kinds in GROUNDS.items()
        for kind in kinds
    )


def _action(book: OrderBook, line_id: str, kind: str, ground: str, clock: Clock) -> PossibleAction:
    verdict = judged(
        kind,
        ground,
        book.facts(line_id),
        clock.now(),
        current_policy(),
        settings.SHOP_TIMEZONE,
    )
    currency = Currency.of(book.detail.order.currency)
    reasons = tuple(code for code, reason in REASONS.items() if reason.ground == ground)
    if isinstance(verdict, Allowed):
        most = Money(amount_of(book.book(line_id), verdict.quantity), currency)
        return PossibleAction(
            kind, ground, reasons, verdict.quantity, most, verdict.until, None, None
        )
    why = WHY_NOT[verdict.code]
    none = Money(0, currency)
    return PossibleAction(kind, ground, reasons, 0, none, verdict.since, why, verdict.ends)
