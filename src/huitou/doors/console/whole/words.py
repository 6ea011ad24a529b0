"""What states and kinds are called, and the tone in which they are shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from huitou.commerce import catalogue
from huitou.doors.design import Badge, Tone

Words: TypeAlias = "str | Promise"
State: TypeAlias = "tuple[Words, Tone]"

ORDER_STATES: Mapping[str, State] = {
    "awaiting_payment": (pgettext_lazy("order", "To be paid"), "warn"),
    "paid": (pgettext_lazy("order", "To be shipped"), "accent"),
    "part_shipped": (pgettext_lazy("order", "Partly shipped"), "accent"),
    "shipped": (pgettext_lazy("order", "On its way"), "info"),
    "delivered": (pgettext_lazy("order", "Delivered"), "good"),
    "received": (pgettext_lazy("order", "Received"), "good"),
    "closed": (pgettext_lazy("order", "Closed, unpaid"), "plain"),
    "cancelled": (pgettext_lazy("order", "Cancelled"), "plain"),
}
PAYMENT_STATES: Mapping[str, State] = {
    "new": (pgettext_lazy("payment", "Not started"), "plain"),
    "started": (pgettext_lazy("payment", "Started"), "info"),
    "closing": (pgettext_lazy("payment", "Being closed"), "info"),
    "closed": (pgettext_lazy("payment", "Closed"), "plain"),
    "captured": (pgettext_lazy("payment", "Paid"), "good"),
    "captured_late": (pgettext_lazy("payment", "Paid too late, goes back"), "warn"),
    "partly_refunded": (pgettext_lazy("payment", "Partly refunded"), "info"),
    "refunded": (pgettext_lazy("payment", "Refunded"), "plain"),
}
REFUND_STATES: Mapping[str, State] = {
    "requested": (pgettext_lazy("refund", "Asked for"), "info"),
    "sent": (pgettext_lazy("refund", "Sent to the gateway"), "info"),
    "succeeded": (pgettext_lazy("refund", "Paid out"), "good"),
    "failed": (pgettext_lazy("refund", "Failed, tried again"), "warn"),
    "abnormal": (pgettext_lazy("refund", "Stuck: needs a person"), "bad"),
    "given_up": (pgettext_lazy("refund", "Given up"), "plain"),
}
CASE_STATES: Mapping[str, State] = {
    "requested": (pgettext_lazy("case", "Waits for our answer"), "accent"),
    "agreed": (pgettext_lazy("case", "Shopper sends it back"), "info"),
    "sent_back": (pgettext_lazy("case", "On its way back"), "info"),
    "received": (pgettext_lazy("case", "To be inspected"), "accent"),
    "replacing": (pgettext_lazy("case", "New goods to be shipped"), "accent"),
    "repairing": (pgettext_lazy("case", "In repair"), "accent"),
    "refunding": (pgettext_lazy("case", "Money on its way"), "info"),
    "refund_failed": (pgettext_lazy("case", "Refund is stuck"), "bad"),
    "refused": (pgettext_lazy("case", "Refused"), "warn"),
    "escalated": (pgettext_lazy("case", "To be decided"), "bad"),
    "completed": (pgettext_lazy("case", "Completed"), "good"),
    "withdrawn": (pgettext_lazy("case", "Withdrawn"), "plain"),
    "closed": (pgettext_lazy("case", "Closed"), "plain"),
}
CASE_KINDS: Mapping[str, Words] = {
    "return": _("Return"),
    "exchange": _("Exchange"),
    "repair": _("Repair"),
    "refund_only": _("Refund without a return"),
}
HOLD_STATES: Mapping[str, State] = {
    "held": (pgettext_lazy("stock", "Reserved"), "info"),
    "committed": (pgettext_lazy("stock", "Shipped"), "good"),
    "released": (pgettext_lazy("stock", "Released"), "plain"),
    "expired": (pgettext_lazy("stock", "Ran out"), "plain"),
}
STOCK_MOVES: Mapping[str, Words] = {
    "received": pgettext_lazy("stock", "Goods came in"),
    "adjusted": pgettext_lazy("stock", "Counted anew"),
    "reserved": pgettext_lazy("stock", "Reserved for an order"),
    "released": pgettext_lazy("stock", "Free again"),
    "expired": pgettext_lazy("stock", "Not paid in time, free again"),
    "shipped": pgettext_lazy("stock", "Shipped"),
    "committed": pgettext_lazy("stock", "Shipped"),
    "returned": pgettext_lazy("stock", "Came back"),
    "carved": pgettext_lazy("stock", "Set aside for an activity"),
    "merged": pgettext_lazy("stock", "Back from an activity"),
}
PRODUCT_STATES: Mapping[str, State] = {
    "draft": (pgettext_lazy("product", "Draft"), "plain"),
    "submitted": (pgettext_lazy("product", "To be vetted"), "accent"),
    "approved": (pgettext_lazy("product", "Approved"), "info"),
    "rejected": (pgettext_lazy("product", "Rejected"), "bad"),
    "published": (pgettext_lazy("product", "On sale"), "good"),
    "withdrawn": (pgettext_lazy("product", "Withdrawn"), "plain"),
}
MEMBER_STATES: Mapping[str, State] = {
    "active": (pgettext_lazy("member", "Active"), "good"),
    "frozen": (pgettext_lazy("member", "Frozen"), "bad"),
    "erased": (pgettext_lazy("member", "Erased"), "plain"),
}
REQUEST_STATES: Mapping[str, State] = {
    "asked": (pgettext_lazy("request", "Asked for"), "warn"),
    "taken_back": (pgettext_lazy("request", "Taken back"), "plain"),
    "erased": (pgettext_lazy("request", "Erased here, not yet in the log"), "info"),
    "done": (pgettext_lazy("request", "Done"), "good"),
}
REQUEST_KINDS: Mapping[str, Words] = {
    "export": _("Copy of the data"),
    "erasure": _("Erasure"),
}
# The names that the shop report gives to groups by recency and frequency.
SEGMENTS: Mapping[str, Words] = {
    "champions": _("Champions"),
    "loyal": _("Loyal"),
    "potential_loyal": _("Potential loyal"),
    "new": pgettext_lazy("segment", "New"),
    "promising": _("Promising"),
    "needs_attention": _("Needs attention"),
    "about_to_sleep": _("About to sleep"),
    "at_risk": _("At risk"),
    "cant_lose": _("Can’t lose"),
    "hibernating": _("Hibernating"),
    "lost": pgettext_lazy("segment", "Lost"),
}
CONTACTS: Mapping[str, Words] = {"phone": _("Phone"), "email": _("E-mail")}
SERVICES: Mapping[str, Words] = {
    "weixin": _("WeChat"),
    "weixin_mini": _("WeChat mini program"),
    "alipay": _("Alipay"),
    "google": "Google",
    "github": "GitHub",
}
GATEWAYS: Mapping[str, Words] = {
    "simulated": _("Simulated gateway"),
    "weixin": _("WeChat Pay"),
    "alipay": _("Alipay"),
}
BOOKINGS: Mapping[str, Words] = {
    "capture": pgettext_lazy("booking", "Money came"),
    "refund_asked": pgettext_lazy("booking", "Refund asked for"),
    "refund": pgettext_lazy("booking", "Refund paid out"),
    "refund_given_up": pgettext_lazy("booking", "Refund given up"),
    "refund_by_hand": pgettext_lazy("booking", "Refund paid by hand"),
    "fee": pgettext_lazy("booking", "Fee of the gateway"),
}
KINDS_OF_ACTORS: Mapping[str, Words] = {
    "member": _("the shopper"),
    "guest": _("the shopper"),
    "system": pgettext_lazy("actor", "huitou"),
    "staff": _("staff"),
    "token": _("a program"),
}


def badge(states: Mapping[str, State], state: str) -> Badge:
    """A state in its words and tone; one that is not known stands as it is."""
    label, tone = states.get(state, (state, "plain"))
    return Badge(str(label), tone)


def word(words: Mapping[str, Words], name: str) -> str:
    """What something is called; what has no words stands as it is."""
    return str(words.get(name, name))


def in_words(texts: Mapping[str, str]) -> str:
    """A text of the catalogue in the reader's language."""
    return catalogue.said(texts, get_language() or "en")


def by_whom(actor: str, names: Mapping[str, str]) -> str:
    """Who did it: a login or the name of a token where it is known (`accounts.names_of`)."""
    kind = actor.partition(":")[0]
    return names.get(actor) or word(KINDS_OF_ACTORS, kind)
