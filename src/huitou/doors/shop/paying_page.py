"""What the pages of paying are made of."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from huitou.commerce import orders, payments
from huitou.doors.design import Button, CopyButton, Field, Option, clock_time, new_form_key
from huitou.doors.shop.buying_words import gateway_words
from huitou.doors.shop.frame import shop_frame
from huitou.doors.shop.pages.paying import Payment, PayPage, ScanPage, Standing
from huitou.foundation.clocks import current_clock

_AGAIN = 5  # seconds


def pay_page(request: HttpRequest, order: orders.OrderSeen, *, onward: str = "") -> PayPage:
    """`onward` is the address of the gateway's own page."""
    payment = None if order.payment_id is None else payments.payment(order.payment_id)
    standing = _standing(order, payment)
    title, text = _words(order, standing, bool(onward))
    can_pay = standing in ("to_pay", "waiting")
    return PayPage(
        title=title,
        frame=shop_frame(request, "orders", back=f"/orders/{order.id}"),
        indexed=False,
        onward=onward,
        again=_AGAIN if standing == "waiting" else 0,
        payment=Payment(
            standing=standing,
            address=f"/orders/{order.id}/pay",
            title=title,
            text=text,
            number=order.number,
            amount=order.total,
            left=_left(order.pay_by),
            left_words=_left_words(order.pay_by) if can_pay else "",
            choose=_choose(payment) if standing == "to_pay" and payment else None,
            pay=_pay(order, standing, onward),
            key=new_form_key(),
            actions=_actions(order, standing, onward),
        ),
    )


def scan_page(request: HttpRequest, order: orders.OrderSeen, code: str) -> ScanPage:
    """For a gateway that gives a code in place of a page."""
    return ScanPage(
        title=_("Pay in the app"),
        frame=shop_frame(request, "orders", back=f"/orders/{order.id}"),
        indexed=False,
        number=order.number,
        amount=order.total,
        code=CopyButton(_("Copy"), code),
        back=Button(_("I have paid"), f"/orders/{order.id}/pay", kind="primary"),
    )


def _standing(order: orders.OrderSeen, payment: payments.PaymentFacts | None) -> Standing:
    if order.paid_at is not None:
        return "paid"
    if not orders.possible_moves(order, at=current_clock().now()).pay:
        return "over"
    return "to_pay" if payment is None or payment.state == "new" else "waiting"


def _words(order: orders.OrderSeen, standing: Standing, leaving: bool) -> tuple[str, str]:
    if leaving:
        return _("To the cashier"), _("You are taken to the page on which you pay.")
    if standing == "paid":
        return _("Paid. Thank you!"), _("We are getting your order ready.")
    if standing == "to_pay":
        return _("Pay your order"), _("The goods are kept for you until the time is over.")
    if standing == "waiting":
        return _("Waiting for the payment"), _(
            "Have you paid? Then it takes a moment until the bank tells us."
        )
    if order.state == "cancelled":
        return _("Cancelled"), _("What you paid goes back the way it came.")
    return _("The time to pay is over"), _(
        "The order is closed. Money that still comes goes back by itself. You can order again."
    )


def _left(until: datetime) -> int:
    return max(0, int((until - current_clock().now()).total_seconds()))


def _left_words(until: datetime) -> str:
    minutes = _left(until) // 60
    return ngettext(
        "Pay within %(n)s minute, by %(time)s", "Pay within %(n)s minutes, by %(time)s", minutes
    ) % {"n": minutes, "time": clock_time(until)}


def _choose(payment: payments.PaymentFacts) -> Field | None:
    names = payments.gateway_names()
    if len(names) < 2:
        return None
    options = [Option(name, gateway_words(name)) for name in names]
    return Field(
        "gateway", _("Way of paying"), kind="radio", value=payment.gateway, options=options
    )


def _pay(order: orders.OrderSeen, standing: Standing, onward: str) -> Button | None:
    return Button(_("Pay now"), kind="primary", wide=True) if standing == "to_pay" else None


def _actions(order: orders.OrderSeen, standing: Standing, onward: str) -> tuple[Button, ...]:
    see = Button(_("See the order"), f"/orders/{order.id}")
    if onward:
        return (Button(_("Go to the cashier"), onward, kind="primary"), see)
    if standing == "waiting":
        again = Button(_("Back to the cashier"), f"/orders/{order.id}/pay?go=1", kind="primary")
        return (again, see)
    if standing == "paid":
        return (
            Button(_("See the order"), f"/orders/{order.id}", kind="primary"),
            Button(_("Look around"), "/"),
        )
    return (see,)
