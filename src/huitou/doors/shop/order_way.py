"""The way of an order: its steps, its parcels, what has happened."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from huitou.commerce import orders
from huitou.doors.design import CopyButton, Entry, Step, StepBar, Timeline, short_day
from huitou.doors.shop.buying_words import STATES
from huitou.doors.shop.lines import words_of
from huitou.doors.shop.pages.orders import Parcel

_DONE_STEPS = {
    "awaiting_payment": 1,
    "paid": 2,
    "part_shipped": 2,
    "shipped": 3,
    "delivered": 3,
    "received": 4,
}
_WHO = {
    "member": gettext_lazy("You"),
    "guest": gettext_lazy("You"),
    "staff": pgettext_lazy("who", "The shop"),
    "system": gettext_lazy("By itself"),
}


def steps_of(order: orders.OrderSeen) -> StepBar | None:
    """Placed, paid, shipped, received; None for an order that came to nothing."""
    done = _DONE_STEPS.get(order.state)
    if done is None:
        return None
    names = (
        (_("Ordered"), order.placed_at),
        (pgettext("order", "Paid"), order.paid_at),
        (_("Shipped"), None),
        (_("Received"), order.received_at),
    )
    steps = [
        Step(
            label,
            "done" if place < done else "current" if place == done else "coming",
            note=short_day(at) if at and place < done else "",
        )
        for place, (label, at) in enumerate(names)
    ]
    return StepBar(steps, _("How far it is"))


def parcels_of(detail: orders.OrderDetail) -> list[Parcel]:
    """Each parcel with what is in it."""
    names = {line.id: words_of(line.name) for line in detail.lines}
    several = len(detail.shipments) > 1
    return [
        _parcel(one, names, place if several else 0)
        for place, one in enumerate(detail.shipments, 1)
    ]


def _parcel(shipment: orders.ShipmentSeen, names: dict[str, str], place: int) -> Parcel:
    what = _(", ").join(f"{names.get(id, '')} × {units}" for id, units in shipment.lines)
    there = shipment.delivered_at is not None
    title = _("Delivered") if there else _("On its way to you")
    entries = [Entry(_("Handed to the carrier"), shipment.shipped_at, icon="truck")]
    if there:
        entries.insert(0, Entry(_("Delivered"), shipment.delivered_at, icon="check", tone="good"))
    return Parcel(
        title=_("Parcel %(n)s: %(state)s") % {"n": place, "state": title} if place else title,
        carrier=shipment.carrier,
        number=CopyButton(_("Copy"), shipment.tracking_number),
        what=what,
        timeline=Timeline(entries),
        is_there=there,
    )


def history_of(detail: orders.OrderDetail) -> Timeline:
    """Every state that it was in, the last first."""
    moves: Sequence[orders.MoveSeen] = detail.history
    return Timeline(
        [
            Entry(
                str(STATES[move.after]),
                move.at,
                icon="clock",
                who=who_words(move.actor),
            )
            for move in reversed(moves)
        ]
    )


def who_words(actor: str) -> str:
    """Who did something, as shoppers are told."""
    return str(_WHO.get(actor.partition(":")[0], ""))
