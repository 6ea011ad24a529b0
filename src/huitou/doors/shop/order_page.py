"""What the page of an order is made of."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from huitou.commerce import aftersales, orders
from huitou.doors.design import (
    ActionButton,
    Alert,
    Badge,
    Button,
    Facts,
    Field,
    Form,
    Option,
    clock_time,
    day,
    moment,
    money,
    new_form_key,
    short_day,
)
from huitou.doors.shop.buying_words import CASE_STATES, CASE_TONES, KINDS, STATE_TONES, STATES
from huitou.doors.shop.frame import shop_frame
from huitou.doors.shop.lines import order_line, phone_words, words_of
from huitou.doors.shop.order_way import history_of, parcels_of, steps_of
from huitou.doors.shop.pages.lines import Lines, LineShown, Row, Sums
from huitou.doors.shop.pages.orders import CaseLink, OrderPage
from huitou.doors.shop.views_told import View
from huitou.foundation.clocks import current_clock
from huitou.kernel import Money

# What is kept of a reason, and how it is asked for.
CANCEL_REASONS: dict[str, Promise] = {
    "not needed": gettext_lazy("I do not need it any more"),
    "ordered wrong": gettext_lazy("I ordered something wrong"),
    "wrong address": gettext_lazy("The address is wrong"),
    "too slow": gettext_lazy("It takes too long"),
    "cheaper elsewhere": gettext_lazy("I found it for less elsewhere"),
}


def order_page(
    request: HttpRequest, detail: orders.OrderDetail, cases: Sequence[aftersales.CaseSeen]
) -> OrderPage:
    order = detail.order
    can = orders.possible_moves(order, at=current_clock().now())
    at = f"/orders/{order.id}"
    headline, lead = _headline(order, can)
    return OrderPage(
        title=_("Order %(number)s") % {"number": order.number},
        frame=shop_frame(request, "orders", view=View("Order"), back="/orders"),
        indexed=False,
        number=order.number,
        state=Badge(str(STATES[order.state]), STATE_TONES[order.state]),
        headline=headline,
        lead=lead,
        steps=steps_of(order),
        alert=_alert(order),
        pay=_pay(order) if can.pay else None,
        parcels=parcels_of(detail),
        cases=[_case(one) for one in cases],
        lines=Lines([_line(line) for line in detail.lines]),
        sums=_sums(detail),
        given_back=_given_back(detail),
        address=_address(detail),
        facts=_facts(detail),
        history=history_of(detail),
        receive=_receive(at) if can.confirm_receipt else None,
        receive_hint=_receive_hint(order),
        cancel=_cancel(order, at) if can.cancel else None,
        again=_again(at),
        send_back=_send_back(detail, at),
        help=Button(_("Help with this order"), f"/help?order={order.number}", icon="help"),
    )


def _headline(order: orders.OrderSeen, can: orders.PossibleMoves) -> tuple[str, str]:
    words = str(STATES[order.state])
    by = {"day": short_day(order.promised_on)}
    if can.pay:
        return words, _("Pay by %(time)s, then we get it ready.") % {
            "time": clock_time(order.pay_by)
        }
    if order.state in ("paid", "part_shipped", "shipped"):
        return words, _("With you by %(day)s.") % by
    if order.state == "delivered" and order.delivered_at:
        return words, _("It came on %(day)s.") % {"day": short_day(order.delivered_at)}
    return words, ""


def _alert(order: orders.OrderSeen) -> Alert | None:
    if order.state == "closed":
        text = _("It was not paid in time, or cancelled before. Nothing is charged.")
        return Alert(text, tone="info")
    if order.state == "cancelled":
        return Alert(_("What you paid goes back the way it came."), tone="info")
    return None


def _pay(order: orders.OrderSeen) -> Button:
    words = _("Pay now · %(amount)s") % {"amount": money(order.total)}
    return Button(words, f"/orders/{order.id}/pay", kind="primary", wide=True)


def _line(line: orders.LineSeen) -> LineShown:
    notes = []
    if line.refunded_quantity:
        said = {"n": line.refunded_quantity, "amount": money(line.refunded)}
        notes.append(_("%(n)s given back, %(amount)s") % said)
    elif line.refunded:
        notes.append(_("%(amount)s given back") % {"amount": money(line.refunded)})
    return order_line(line, *notes)


def _sums(detail: orders.OrderDetail) -> Sums:
    order = detail.order
    zero = Money.zero(order.currency)
    rows = [Row(_("Goods"), order.goods)]
    delivery_off = sum((one.delivery_off for one in detail.adjustments), zero)
    fee = order.delivery + delivery_off
    rows.append(
        Row(pgettext("price", "Delivery"), fee, note=words_of(order.shipping_name), free=not fee)
    )
    for one in detail.adjustments:
        off = sum(one.by_line.values(), one.delivery_off)
        rows.append(Row(words_of(one.label) or one.code, off, off=True))
    label = pgettext("order", "Paid") if order.paid_at else _("Total")
    return Sums(rows, label, order.total)


def _given_back(detail: orders.OrderDetail) -> Money | None:
    total = sum((line.refunded for line in detail.lines), detail.delivery_refunded)
    return total or None


def _address(detail: orders.OrderDetail) -> Facts | None:
    goes_to = detail.destination
    if goes_to is None:
        return None
    return Facts(
        (
            (_("Recipient"), f"{goes_to.name} {phone_words(goes_to.phone)}"),
            (_("Address"), f"{goes_to.place} {goes_to.street}"),
        ),
        wide=True,
    )


def _facts(detail: orders.OrderDetail) -> Facts:
    order = detail.order
    pairs = [
        (_("Number"), order.number),
        (_("Placed"), moment(order.placed_at)),
    ]
    if order.paid_at:
        pairs.append((pgettext("order", "Paid"), moment(order.paid_at)))
    pairs.append((_("Promised by"), _promise(order)))
    if detail.note:
        pairs.append((_("Note for the shop"), detail.note))
    return Facts(tuple(pairs), wide=True)


def _promise(order: orders.OrderSeen) -> str:
    if order.promise_kept is None:
        return day(order.promised_on)
    kept = _("kept") if order.promise_kept else _("not kept")
    return f"{day(order.promised_on)} · {kept}"


def _case(case: aftersales.CaseSeen) -> CaseLink:
    return CaseLink(
        f"/returns/{case.id}",
        str(KINDS[case.kind]),
        Badge(str(CASE_STATES[case.state]), CASE_TONES[case.state]),
    )


def _receive(at: str) -> ActionButton:
    button = Button(_("Confirm receipt"), kind="primary", icon="check")
    return ActionButton(button, f"{at}/receive", key=new_form_key())


def _receive_hint(order: orders.OrderSeen) -> str:
    hint = _("Confirm once you have looked at it. You can send it back afterwards as well.")
    if order.confirm_by is None:
        return hint
    by = _("On %(day)s this happens by itself.") % {"day": short_day(order.confirm_by)}
    return f"{hint} {by}"


def _cancel(order: orders.OrderSeen, at: str) -> Form:
    hint = "" if order.paid_at is None else _("What you paid goes back the way it came.")
    options = [Option(code, str(words)) for code, words in CANCEL_REASONS.items()]
    return Form(
        action=f"{at}/cancel",
        fields=(
            Field(
                "reason",
                _("Why do you cancel?"),
                kind="radio",
                value=options[0].value,
                options=options,
                hint=hint,
            ),
        ),
        submit=Button(_("Cancel the order"), kind="danger"),
        key=new_form_key(),
    )


def _again(at: str) -> ActionButton:
    return ActionButton(Button(_("Buy again"), icon="refresh"), f"{at}/again", key=new_form_key())


def _send_back(detail: orders.OrderDetail, at: str) -> Button | None:
    left = any(line.quantity > line.refunded_quantity for line in detail.lines)
    if detail.order.paid_at is None or not left:
        return None
    shipped = any(line.shipped for line in detail.lines)
    words = _("Return or refund") if shipped else _("Ask for a refund")
    return Button(words, f"{at}/return", icon="return")
