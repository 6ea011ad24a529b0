"""The money of an order: payments, what became of them, and how it stands in the books."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from huitou.commerce import orders, payments
from huitou.doors.console.whole import words
from huitou.doors.console.whole.addresses import order_address
from huitou.doors.console.whole.asking import ask_button
from huitou.doors.console.whole.reasons import said_reason
from huitou.doors.design import (
    Card,
    Column,
    Content,
    Disclosure,
    EmptyState,
    Entry,
    Facts,
    Group,
    Row,
    Table,
    Timeline,
    moment,
    money,
    number,
)
from huitou.foundation import accounts
from huitou.foundation.actors import Actor

_STATES = {**words.PAYMENT_STATES, **words.REFUND_STATES}


def money_tab(
    seen: orders.OrderSeen, who: Actor
) -> tuple[tuple[Content, ...], tuple[Content, ...]]:
    """A card for each payment, and what the order itself knows of refunds."""
    trails = payments.payment_trail(who, "order", seen.id)
    recorded = orders.recorded_refunds(seen.id, seen.total.currency)
    names = accounts.names_of(
        [*(move.by for one in trails for move in one.moves), *(one.actor for one in recorded)]
    )
    main: list[Content] = []
    for trail in trails:
        main += _payment_cards(trail, seen, who, names)
    if not trails:
        nothing = _("There was nothing to pay, or nobody has started to.")
        main.append(Card(EmptyState(_("No payment"), nothing, icon="wallet")))
    if recorded:
        main.append(_recorded_card(recorded, names))
    return tuple(main), (_sums_card(seen, recorded),)


def _sums_card(seen: orders.OrderSeen, recorded: list[orders.RefundRecorded]) -> Card:
    given = sum((one.total for one in recorded), seen.total - seen.total)
    paid = seen.total if seen.paid_at else seen.total - seen.total
    pairs = [
        (_("Total of the order"), money(seen.total)),
        (pgettext("money", "Paid"), money(paid)),
        (_("Given back"), money(given)),
        (_("What the shop keeps"), money(paid - given)),
    ]
    return Card(Facts(pairs, wide=True), title=_("In short"))


def _payment_cards(
    trail: payments.PaymentTrail, seen: orders.OrderSeen, who: Actor, names: dict[str, str]
) -> list[Content]:
    pairs: list[tuple[str, Content]] = [
        (_("State"), words.badge(words.PAYMENT_STATES, trail.state)),
        (_("Amount"), money(trail.amount)),
        (_("Through"), words.word(words.GATEWAYS, trail.gateway)),
        (_("Number at the gateway"), trail.number),
        (_("Opened"), moment(trail.opened_at)),
        (_("Paid"), moment(trail.captured_at)),
    ]
    parts: list[Content] = [Facts(pairs)]
    if trail.charges:
        parts.append(_charges(trail))
    parts.append(Disclosure(_("How it came about"), _moves(trail, names)))
    if trail.bookings:
        parts.append(Disclosure(_("In the books"), _bookings(trail)))
    cards: list[Content] = [Card(Group(parts), title=_("Payment"))]
    if trail.refunds:
        cards.append(_refunds_card(trail, seen, who))
    return cards


def _charges(trail: payments.PaymentTrail) -> Table:
    columns = (
        Column(_("Money that came")),
        Column(_("When")),
        Column(_("Wanted")),
        Column(_("Gone back"), numeric=True),
        Column(_("At the gateway")),
    )
    rows = [
        Row(
            (
                money(one.amount),
                moment(one.paid_at),
                _("yes") if one.accepted else one.reason or _("no"),
                money(one.refunded) if one.refunded else "",
                one.gateway_id,
            ),
            tone="" if one.accepted else "warn",
        )
        for one in trail.charges
    ]
    return Table(_("Money that came"), columns, rows, dense=True)


def _refunds_card(trail: payments.PaymentTrail, seen: orders.OrderSeen, who: Actor) -> Card:
    columns = (
        Column(_("Refund")),
        Column(_("Asked")),
        Column(_("State")),
        Column(_("Why")),
        Column(_("Refund number")),
        Column(""),
    )
    base = f"{order_address(seen.id)}/do/stuck"
    rows = []
    for one in trail.refunds:
        button: Content = ""
        if one.state == "abnormal" and who.may("payments.refund"):
            button = ask_button(_("Go on…"), f"{base}?of={one.id}", icon="refresh")
        tried = _("tried %(n)s times") % {"n": number(one.attempts)} if one.attempts > 1 else ""
        state = words.badge(words.REFUND_STATES, one.state)
        rows.append(
            Row(
                (
                    money(one.amount),
                    moment(one.asked_at),
                    Group((state, tried), layout="row") if tried else state,
                    said_reason(one.reason),
                    one.number,
                    button,
                ),
                tone="bad" if one.state == "abnormal" else "",
            )
        )
    return Card(Table(_("Refunds"), columns, rows, dense=True), title=_("Refunds"), flush=True)


def _moves(trail: payments.PaymentTrail, names: dict[str, str]) -> Timeline:
    numbers = {one.id: one.number for one in trail.refunds}
    entries = []
    for move in trail.moves:
        label, tone = _STATES.get(move.after, (move.after, "plain"))
        refund = numbers.get(move.refund_id or "", "")
        title = _("Refund %(number)s: %(state)s") % {"number": refund, "state": label}
        entries.append(
            Entry(
                title if refund else str(label),
                at=move.at,
                text=move.why,
                icon="return" if refund else "wallet",
                tone=tone,
                who=words.by_whom(move.by, names),
            )
        )
    return Timeline(entries)


def _bookings(trail: payments.PaymentTrail) -> Table:
    columns = (
        Column(_("Booking")),
        Column(_("When")),
        Column(pgettext("books", "Account")),
        Column(_("Amount"), numeric=True),
    )
    rows = [
        Row(
            (
                words.word(words.BOOKINGS, one.kind) if place == 0 else "",
                moment(one.at) if place == 0 else "",
                account,
                money(amount),
            )
        )
        for one in trail.bookings
        for place, (account, amount) in enumerate(one.entries)
    ]
    caption = _("Every booking sums to zero")
    return Table(caption, columns, rows, dense=True, caption_hidden=False, as_cards=False)


def _recorded_card(recorded: list[orders.RefundRecorded], names: dict[str, str]) -> Card:
    entries = [
        Entry(
            money(one.total),
            at=one.at,
            text=said_reason(one.reason),
            icon="return",
            who=words.by_whom(one.actor, names),
        )
        for one in recorded
    ]
    return Card(Timeline(entries), title=_("Given back, as the order knows it"))
