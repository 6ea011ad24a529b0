"""What shoppers read of baskets, orders and returns, in their language.

Codes and states are the rooms' own; `install` lets pages that refuse something say it so.
"""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from huitou.commerce import orders
from huitou.doors.design import Tone
from huitou.doors.shop.refusals import say

_REFUSED: dict[str, Promise] = {
    "orders.no_order": gettext_lazy("There is no such order among yours."),
    "orders.not_for_sale": gettext_lazy("This is not sold at the moment. Choose something else."),
    "orders.bad_quantity": gettext_lazy("Choose a quantity from 1 to 99."),
    "orders.basket_full": gettext_lazy(
        "Your basket is full. Order what is in it first, or take something out."
    ),
    "orders.empty_basket": gettext_lazy("There is nothing in your basket that can be bought."),
    "orders.not_in_basket": gettext_lazy("This is not in your basket any more."),
    "orders.mixed_currencies": gettext_lazy(
        "Things in different currencies are ordered one after the other. Take some out."
    ),
    "orders.no_shipping": gettext_lazy("We cannot ship this there. Choose another address or way."),
    "orders.unavailable": gettext_lazy("Something in your basket cannot be bought any more."),
    "orders.adjuster_failed": gettext_lazy(
        "The price cannot be worked out right now. Nothing was ordered. Try again in a moment."
    ),
    "orders.wrong_state": gettext_lazy("The order has moved on meanwhile. Look at it again."),
    "orders.not_to_pay": gettext_lazy("This order is not to be paid any more."),
    "orders.long_note": gettext_lazy("The note is too long: up to 500 characters."),
    "orders.bad_coupons": gettext_lazy("Up to 10 codes, please, each of up to 60 characters."),
    "supply.sold_out": gettext_lazy(
        "There is less left than you want. Take fewer, or leave it out."
    ),
    "supply.too_many_open": gettext_lazy(
        "You have several orders that wait to be paid. Pay or cancel them first."
    ),
    "payments.gateway_unreachable": gettext_lazy(
        "The payment service does not answer. Your order is kept: try again in a moment."
    ),
    "payments.no_gateway": gettext_lazy("Choose how you want to pay."),
    "payments.over": gettext_lazy("The time to pay is over."),
    "payments.already_paid": gettext_lazy("This order is paid already."),
    "aftersales.no_case": gettext_lazy("There is no such request among yours."),
    "aftersales.wrong_state": gettext_lazy(
        "Your request has moved on meanwhile. Look at it again."
    ),
    "aftersales.bad_lines": gettext_lazy("Choose what it is about, and how many."),
    "aftersales.no_line": gettext_lazy("This is not part of the order."),
    "aftersales.too_much_evidence": gettext_lazy("Up to 9 pictures, please."),
    "aftersales.nothing_left": gettext_lazy(
        "Every unit of it is refunded already, or in another request of yours."
    ),
    "aftersales.not_paid": gettext_lazy("The order is not paid."),
    "aftersales.not_shipped": gettext_lazy("It is not shipped yet."),
    "aftersales.already_shipped": gettext_lazy("It is shipped already."),
    "aftersales.not_received_yet": gettext_lazy("Confirm first that you have received it."),
    "aftersales.already_received": gettext_lazy("It was received."),
    "aftersales.under_way": gettext_lazy("It may still arrive. Wait a little, please."),
    "aftersales.time_over": gettext_lazy("The time for this is over."),
    "aftersales.excluded": gettext_lazy(
        "It cannot be sent back without a reason, as you confirmed when you ordered."
    ),
    "aftersales.no_picture": gettext_lazy("Use JPEG, PNG or WebP pictures."),
    "aftersales.picture_too_large": gettext_lazy("Use pictures of up to 5 MB."),
    "aftersales.no_evidence": gettext_lazy(
        "A picture is gone: it was kept for a day. Choose it again."
    ),
    "aftersales.bad_text": gettext_lazy("This is too short, too long, or cannot be kept."),
    "idempotency.key_reused": gettext_lazy(
        "This form was sent before with other words in it. Open the page again."
    ),
}

STATES: dict[str, Promise] = {
    "awaiting_payment": gettext_lazy("Waiting for payment"),
    "paid": gettext_lazy("Getting ready"),
    "part_shipped": gettext_lazy("Partly shipped"),
    "shipped": gettext_lazy("On its way"),
    "delivered": gettext_lazy("Delivered"),
    "received": gettext_lazy("Received"),
    "closed": gettext_lazy("Closed, not paid"),
    "cancelled": gettext_lazy("Cancelled"),
}
STATE_TONES: dict[str, Tone] = {
    "awaiting_payment": "warn",
    "paid": "info",
    "part_shipped": "info",
    "shipped": "info",
    "delivered": "good",
    "received": "plain",
    "closed": "plain",
    "cancelled": "plain",
}
GATEWAYS: dict[str, Promise] = {
    "alipay": gettext_lazy("Alipay"),
    "wechat": gettext_lazy("WeChat Pay"),
    "simulated": gettext_lazy("Test payment (no money moves)"),
}
KINDS: dict[str, Promise] = {
    "return": pgettext_lazy("after-sales", "Return and refund"),
    "exchange": pgettext_lazy("after-sales", "Exchange"),
    "repair": pgettext_lazy("after-sales", "Repair"),
    "refund_only": pgettext_lazy("after-sales", "Refund only"),
}
REASONS: dict[str, Promise] = {
    "no_reason": gettext_lazy("I do not want it after all"),
    "changed_mind": gettext_lazy("I do not need it any more"),
    "wrong_order": gettext_lazy("I ordered something wrong"),
    "not_shipped_in_time": gettext_lazy("It was not shipped in time"),
    "not_received": gettext_lazy("It never arrived"),
    "faulty": gettext_lazy("It does not work"),
    "damaged": gettext_lazy("It arrived damaged"),
    "wrong_item": gettext_lazy("It is not what I ordered"),
    "not_as_described": gettext_lazy("It is not as described"),
    "missing_parts": gettext_lazy("Something is missing"),
}
CASE_STATES: dict[str, Promise] = {
    "requested": gettext_lazy("The shop is looking at it"),
    "agreed": gettext_lazy("Agreed: send it back"),
    "sent_back": gettext_lazy("On its way to the shop"),
    "received": gettext_lazy("The shop has it and checks it"),
    "replacing": gettext_lazy("New goods are being prepared"),
    "repairing": gettext_lazy("It is being repaired"),
    "refunding": gettext_lazy("The money is on its way"),
    "refund_failed": gettext_lazy("The refund is delayed"),
    "refused": gettext_lazy("The shop has refused"),
    "escalated": gettext_lazy("The platform decides"),
    "completed": gettext_lazy("All done"),
    "withdrawn": gettext_lazy("Withdrawn"),
    "closed": gettext_lazy("Closed"),
}
CASE_TONES: dict[str, Tone] = {
    "requested": "info",
    "agreed": "warn",
    "sent_back": "info",
    "received": "info",
    "replacing": "info",
    "repairing": "info",
    "refunding": "info",
    "refund_failed": "warn",
    "refused": "bad",
    "escalated": "warn",
    "completed": "good",
    "withdrawn": "plain",
    "closed": "plain",
}


def install() -> None:
    """Let pages that refuse something say these words."""
    for code, words in _REFUSED.items():
        say(code, words)


def why_not_words(code: str) -> str:
    """Why something cannot be asked for, by the code of after-sales."""
    return str(_REFUSED.get(f"aftersales.{code}", ""))


def gateway_words(name: str) -> str:
    """What a way of paying is called."""
    return str(GATEWAYS.get(name, name))


def problem_words(problem: orders.QuoteProblem) -> str:
    """Why a line of a basket cannot be bought as it stands, and what to do."""
    left = orders.discreet(problem).available
    if problem.code != "orders.short":
        return _("It is not sold any more. Take it out to go on.")
    if left is None:
        return _("There are fewer left than you want. Take fewer.")
    if left == 0:
        return _("Sold out. Take it out to go on.")
    return ngettext(
        "Only %(n)s is left. Take one.", "Only %(n)s are left. Take no more than that.", left
    ) % {"n": left}
