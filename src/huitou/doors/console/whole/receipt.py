"""A price explained: every step from what the goods are listed at to what was paid. The steps of a
line, and of the order, sum to the last fen; the template shows them in this order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from huitou.commerce import orders
from huitou.doors.console.whole.addresses import product_address
from huitou.doors.console.whole.words import in_words
from huitou.doors.design import Component, money, number
from huitou.kernel import Money


@dataclass(frozen=True)
class Step:
    """One amount and what it stands for."""

    label: str
    amount: str


@dataclass(frozen=True)
class ReceiptLine:
    """What was bought: `steps` lead from `listed` to `paid`, if anything was taken off. `progress`
    says how much of it is shipped and given back.
    """

    name: str
    address: str
    sku: str
    unit: str
    listed: str
    steps: Sequence[Step]
    paid: str
    progress: str


@dataclass(frozen=True)
class Receipt(Component):
    """The lines, then delivery, then how it all adds up."""

    lines: Sequence[ReceiptLine]
    sums: Sequence[Step]
    total: Step
    after: Sequence[Step]
    template: ClassVar[str] = "console/whole/receipt.html"


def receipt_of(detail: orders.OrderDetail, *, leads_on: bool) -> Receipt:
    """The receipt of an order; with `leads_on` its goods lead to their products."""
    order = detail.order
    given = sum((line.refunded for line in detail.lines), detail.delivery_refunded)
    after = (
        (
            Step(_("Given back"), money(-given)),
            Step(_("What the shop keeps"), money(order.total - given)),
        )
        if given
        else ()
    )
    return Receipt(
        lines=[_line(line, detail, leads_on) for line in detail.lines],
        sums=_sums(detail),
        total=Step(_("Total"), money(order.total)),
        after=after,
    )


def _line(line: orders.LineSeen, detail: orders.OrderDetail, leads_on: bool) -> ReceiptLine:
    variant = in_words(line.variant_name)
    name = in_words(line.name)
    steps = [
        Step(in_words(one.label) or one.code, money(-one.by_line[line.id]))
        for one in detail.adjustments
        if line.id in one.by_line
    ]
    return ReceiptLine(
        name=f"{name}, {variant}" if variant else name,
        address=product_address(line.product_id) if leads_on else "",
        sku=line.sku,
        unit=f"{number(line.quantity)} × {money(line.unit_price)}",
        listed=money(line.unit_price * line.quantity),
        steps=steps,
        paid=money(line.total),
        progress=_progress(line),
    )


def _progress(line: orders.LineSeen) -> str:
    said = [
        _("%(n)s of %(all)s shipped") % {"n": number(line.shipped), "all": number(line.quantity)}
    ]
    if line.dropped:
        said.append(_("%(n)s taken off before shipping") % {"n": number(line.dropped)})
    if line.refunded:
        said.append(_("%(money)s given back") % {"money": money(line.refunded)})
    return " · ".join(said)


def _sums(detail: orders.OrderDetail) -> list[Step]:
    order = detail.order
    zero = Money(0, order.total.currency)
    fee_off = sum((one.delivery_off for one in detail.adjustments), zero)
    steps = [Step(_("Goods as listed"), money(order.goods))]
    for one in detail.adjustments:
        off = sum(one.by_line.values(), zero)
        if off:
            steps.append(Step(in_words(one.label) or one.code, money(-off)))
    delivery = in_words(order.shipping_name)
    steps.append(
        Step(_("Delivery: %(name)s") % {"name": delivery}, money(order.delivery + fee_off))
    )
    for one in detail.adjustments:
        if one.delivery_off:
            steps.append(Step(in_words(one.label) or one.code, money(-one.delivery_off)))
    return steps
