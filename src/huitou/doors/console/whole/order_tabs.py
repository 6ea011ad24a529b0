"""The tabs of an order: what was ordered and where it goes, the money, the cases, who did what."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from huitou.commerce import orders
from huitou.doors.console.whole import words
from huitou.doors.console.whole.addresses import order_address
from huitou.doors.console.whole.asking import ask_button
from huitou.doors.console.whole.order_cases import cases_tab
from huitou.doors.console.whole.order_history import history_tab
from huitou.doors.console.whole.order_money import money_tab
from huitou.doors.console.whole.receipt import receipt_of
from huitou.doors.console.whole.revealing import reveal_button
from huitou.doors.design import (
    Badge,
    Card,
    Content,
    EmptyState,
    Entry,
    Facts,
    Group,
    Step,
    StepBar,
    Timeline,
    day,
    moment,
    number,
)
from huitou.foundation.actors import Actor

_Columns = tuple[tuple[Content, ...], tuple[Content, ...]]
_DONE_BY_STATE = {
    "awaiting_payment": 1,
    "paid": 2,
    "part_shipped": 2,
    "shipped": 3,
    "delivered": 4,
    "received": 5,
}


def columns(
    chosen: str, seen: orders.OrderSeen, detail: orders.OrderDetail | None, who: Actor
) -> _Columns:
    """The two columns of a tab."""
    if chosen == "money":
        return money_tab(seen, who)
    if chosen == "aftersales":
        return cases_tab(seen, who)
    if chosen == "history" or detail is None:
        return history_tab(seen, who)
    return _order_tab(detail, who)


def badges(seen: orders.OrderSeen) -> tuple[Badge, ...]:
    """The state, and whether the promise was kept."""
    found = [words.badge(words.ORDER_STATES, seen.state)]
    if seen.promise_kept is not None:
        found.append(
            Badge(_("came in time"), "good")
            if seen.promise_kept
            else Badge(_("came too late"), "bad")
        )
    return tuple(found)


def step_bar(seen: orders.OrderSeen) -> StepBar:
    """How far the order has come."""
    if seen.state in ("closed", "cancelled"):
        return StepBar(_ended_steps(seen), _("How far it has come"))
    done = _DONE_BY_STATE[seen.state]
    partly = pgettext("order", "partly") if seen.state == "part_shipped" else ""
    steps = (
        (pgettext("step", "Placed"), moment(seen.placed_at)),
        (pgettext("step", "Paid"), moment(seen.paid_at) if seen.paid_at else ""),
        (pgettext("step", "Shipped"), partly),
        (pgettext("step", "Delivered"), moment(seen.delivered_at) if seen.delivered_at else ""),
        (pgettext("step", "Received"), moment(seen.received_at) if seen.received_at else ""),
    )
    return StepBar(
        [
            Step(
                label,
                "done" if place < done else "current" if place == done else "coming",
                note=note,
            )
            for place, (label, note) in enumerate(steps)
        ],
        _("How far it has come"),
    )


def _ended_steps(seen: orders.OrderSeen) -> list[Step]:
    steps = [Step(pgettext("step", "Placed"), "done", note=moment(seen.placed_at))]
    if seen.paid_at:
        steps.append(Step(pgettext("step", "Paid"), "done", note=moment(seen.paid_at)))
    label = str(words.ORDER_STATES[seen.state][0])
    return [*steps, Step(label, "failed", note=moment(seen.ended_at))]


def _order_tab(detail: orders.OrderDetail, who: Actor) -> _Columns:
    goods = Card(receipt_of(detail, leads_on=who.may("catalogue.read")), title=_("Goods and price"))
    return (goods, _parcels(detail, who)), (_where(detail, who), _promise(detail.order))


def _parcels(detail: orders.OrderDetail, who: Actor) -> Card:
    names = {line.id: words.in_words(line.name) for line in detail.lines}
    base = order_address(detail.order.id)
    entries = []
    for parcel in detail.shipments:
        inside = ", ".join(f"{number(count)} × {names[line_id]}" for line_id, count in parcel.lines)
        text: Content = inside
        if parcel.delivered_at is None and who.may("orders.ship"):
            address = f"{base}/do/delivered?of={parcel.id}"
            text = Group((inside, ask_button(_("It has arrived"), address, icon="check")))
        elif parcel.delivered_at is not None:
            arrived = _("arrived %(at)s") % {"at": moment(parcel.delivered_at)}
            text = f"{inside} · {arrived}"
        entries.append(
            Entry(
                f"{parcel.carrier} {parcel.tracking_number}",
                at=parcel.shipped_at,
                text=text,
                icon="box" if parcel.delivered_at else "truck",
                tone="good" if parcel.delivered_at else "info",
            )
        )
    empty = EmptyState(_("Nothing is shipped yet"), icon="truck")
    return Card(Timeline(entries, empty), title=_("Parcels"))


def _where(detail: orders.OrderDetail, who: Actor) -> Card:
    place = detail.destination
    if place is None:
        return Card(_("The address was erased with the member."), title=_("Where it goes"))
    pairs: list[tuple[str, Content]] = [
        (pgettext("person", "Name"), place.name),
        (_("Phone"), place.phone),
        (_("District"), place.place),
        (_("Street"), place.street),
    ]
    if detail.note:
        pairs.append((_("Note of the shopper"), detail.note))
    button = reveal_button(who, _("Show"), f"{order_address(detail.order.id)}/reveal")
    body: Content = Facts(pairs, wide=True)
    return Card(Group((body, button)) if button else body, title=_("Where it goes"))


def _promise(seen: orders.OrderSeen) -> Card:
    pairs: list[tuple[str, Content]] = [
        (_("By"), words.in_words(seen.shipping_name)),
        (_("Promised for"), day(seen.promised_on)),
    ]
    if seen.state == "awaiting_payment":
        pairs.append((_("To be paid until"), moment(seen.pay_by)))
    if seen.confirm_by and seen.state in ("shipped", "delivered"):
        pairs.append((_("Taken as received"), moment(seen.confirm_by)))
    return Card(Facts(pairs, wide=True), title=_("Delivery and promise"))
