"""An event of the log in words: what it means, what it was about, and where that leads."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import msgspec
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from huitou.doors.console.whole.addresses import order_address, product_address
from huitou.doors.console.whole.masking import masked_text
from huitou.doors.console.whole.reasons import said_reason
from huitou.doors.console.whole.words import Words, word
from huitou.doors.design import Tone, money, number
from huitou.engine.events import CATALOGUE, EventGroup, PersonEvent
from huitou.kernel import HuitouError, Money

_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_SUBJECT = re.compile(r"A (?:shopper|person|member) (\w)")
_LONGEST = 120

# A kind by which a timeline can be filtered: its words, and the icon of its events.
KINDS: Mapping[str, tuple[Words, str]] = {
    "orders": (gettext_lazy("Orders"), "orders"),
    "cart": (gettext_lazy("Basket and checkout"), "basket"),
    "browsing": (gettext_lazy("Looked at"), "eye"),
    "aftersales": (gettext_lazy("After-sales"), "return"),
    "account": (gettext_lazy("Account and identity"), "person"),
    "loyalty": (gettext_lazy("Points and coupons"), "ticket"),
    "social": (gettext_lazy("With others"), "users"),
    "messages": (gettext_lazy("Messages"), "mail"),
    "care": (gettext_lazy("Help"), "chat"),
    "other": (gettext_lazy("Others"), "signal"),
}
_KIND_OF_GROUP: Mapping[EventGroup, str] = {
    EventGroup.NAVIGATION: "browsing",
    EventGroup.BROWSING: "browsing",
    EventGroup.PROMOTION: "browsing",
    EventGroup.ORDERING: "cart",
    EventGroup.AFTERSALES: "aftersales",
    EventGroup.COUPON: "loyalty",
    EventGroup.WISHLIST: "browsing",
    EventGroup.SHARING: "social",
    EventGroup.REVIEW: "social",
    EventGroup.ACCOUNT: "account",
    EventGroup.SOCIAL: "social",
    EventGroup.INVITATION: "social",
    EventGroup.GROUP_BUY: "social",
    EventGroup.LOYALTY: "loyalty",
    EventGroup.MESSAGE: "messages",
    EventGroup.CARE: "care",
}
_IDENTITY: Mapping[str, Words] = {
    "identify": gettext_lazy("Was recognised"),
    "alias": gettext_lazy("Goes by another id"),
    "merge": gettext_lazy("Was joined with another person by staff"),
    "group": gettext_lazy("Joined a group"),
}
# What deserves another mark than that of its kind.
_MARKS: Mapping[str, tuple[str, Tone]] = {
    "Order Completed": ("money", "good"),
    "Order Refunded": ("return", "warn"),
    "Order Cancelled": ("close", "bad"),
    "Order Shipped": ("truck", "info"),
    "Order Delivered": ("box", "good"),
    "Order Received": ("check", "good"),
    "Return Requested": ("return", "warn"),
    "Return Refused": ("return", "bad"),
    "Products Searched": ("search", "plain"),
    "Consent Given": ("shield", "good"),
    "Consent Withdrawn": ("shield", "warn"),
    "Signed Up": ("star", "accent"),
    "Product Added to Wishlist": ("heart", "plain"),
    "Product Shared": ("share", "plain"),
}


@dataclass(frozen=True)
class ToldEvent:
    """`title` says what happened, `text` what it was about; `address` leads there."""

    title: str
    text: str
    icon: str
    tone: Tone
    address: str


def kind_of(event: PersonEvent) -> str:
    """One of KINDS."""
    name = event.event or ""
    if name.startswith("Order "):
        return "orders"
    if not name:
        return "account" if event.type in _IDENTITY else "other"
    known = CATALOGUE.get(name)
    return _KIND_OF_GROUP[known.group] if known else "other"


def told(event: PersonEvent, *, leads_on: bool = True) -> ToldEvent:
    """The event in the reader's language; with `leads_on` it leads to its order or product."""
    said = _object(event.properties)
    icon, tone = _MARKS.get(event.event or "", (KINDS[kind_of(event)][1], "plain"))
    return ToldEvent(
        title=_title(event),
        text=" · ".join(part for part in _parts(event, said) if part),
        icon=icon,
        tone=tone,
        address=_address(said) if leads_on else "",
    )


def order_of(event: PersonEvent) -> str:
    """The id of the order that the event is about; "" for none."""
    if not event.properties or '"order_id"' not in event.properties:
        return ""
    return str(_object(event.properties).get("order_id") or "")


def _title(event: PersonEvent) -> str:
    if not event.event:
        return word(_IDENTITY, event.type)
    known = CATALOGUE.get(event.event)
    if known is None:
        return event.event
    if (get_language() or "en").startswith("zh"):
        return known.chinese
    return _SUBJECT.sub(lambda found: found[1].upper(), known.english, count=1)


def _parts(event: PersonEvent, said: Mapping[str, Any]) -> list[str]:
    if event.type in ("page", "screen"):
        return [_text(event.name), _text(said.get("path") or said.get("title"))]
    parts = [
        _products(said),
        _amount(said),
        _text(said.get("query")),
        _text(said.get("order_number")),
    ]
    if event.event in ("Consent Given", "Consent Withdrawn"):
        parts.append(_text(said.get("purpose")))
    return [*parts, said_reason(_text(said.get("reason"))), _text(said.get("carrier"))]


def _products(said: Mapping[str, Any]) -> str:
    products = said.get("products")
    if isinstance(products, list) and products:
        first = products[0] if isinstance(products[0], Mapping) else {}
        name = _text(first.get("name") or first.get("sku"))
        others = len(products) - 1
        if not others or not name:
            return name
        return ngettext("%(name)s and %(n)s other", "%(name)s and %(n)s others", others) % {
            "name": name,
            "n": number(others),
        }
    name = _text(said.get("name"))
    quantity = said.get("quantity")
    return f"{name} × {number(quantity)}" if name and isinstance(quantity, int) else name


def _amount(said: Mapping[str, Any]) -> str:
    amount = next((said[n] for n in ("total", "revenue", "value") if said.get(n) is not None), None)
    if amount is None and isinstance(said.get("price"), int | float | str):
        amount = said.get("price")
    currency = said.get("currency")
    if amount is None or not isinstance(currency, str) or isinstance(amount, bool):
        return ""
    try:
        return money(Money.parse(str(amount), currency))
    except HuitouError:
        return ""


def _address(said: Mapping[str, Any]) -> str:
    order, product = said.get("order_id"), said.get("product_id")
    if isinstance(order, str) and _ID.fullmatch(order):
        return order_address(order)
    if isinstance(product, str) and _ID.fullmatch(product):
        return product_address(product)
    return ""


def _text(value: object) -> str:
    if not isinstance(value, str | int) or isinstance(value, bool):
        return ""
    shown = masked_text(str(value))
    return shown if len(shown) <= _LONGEST else shown[: _LONGEST - 1] + "…"


def _object(text: str | None) -> dict[str, Any]:
    """A JSON object; empty for anything else."""
    if not text:
        return {}
    try:
        found = msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def raw_of(event: PersonEvent) -> dict[str, Any]:
    """The event as it was said, for whoever wants to see it; not masked yet."""
    plain = {
        "message_id": event.message_id,
        "type": event.type,
        "event": event.event,
        "name": event.name,
        "user_id": event.user_id,
        "anonymous_id": event.anonymous_id,
        "previous_id": event.previous_id,
        "timestamp": event.timestamp.isoformat(),
        "received_at": event.received_at.isoformat(),
        "source": event.source,
    }
    said = {name: _object(getattr(event, name)) for name in ("properties", "traits", "context")}
    return {name: one for name, one in {**plain, **said}.items() if one}


def sources_word(source: str) -> str:
    """Who said it, in words for what the shop itself says."""
    words = {"shop": _("the shop"), "operator": _("staff"), "shop-pages": _("pages of the shop")}
    return words.get(source, source)
