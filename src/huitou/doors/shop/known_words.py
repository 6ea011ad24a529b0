"""What is known of a member, in words: the export's names and values as a person reads them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huitou.doors.design import day, moment
from huitou.doors.shop.pages.own_data import KnownPart

_ROOMS: dict[str, tuple[Promise, Promise]] = {
    "members": (
        gettext_lazy("Your account"),
        gettext_lazy(
            "How to reach you, your name and birthday, your addresses, the devices on "
            "which you are signed in."
        ),
    ),
    "orders": (
        gettext_lazy("Basket and orders"),
        gettext_lazy("What you bought for how much, and where it went."),
    ),
    "aftersales": (
        gettext_lazy("Returns and refunds"),
        gettext_lazy("What you asked for, your pictures, and what was decided."),
    ),
    "supply": (gettext_lazy("Stock held for you"), gettext_lazy("Goods that wait for your order.")),
    "privacy": (
        gettext_lazy("Your decisions about data"),
        gettext_lazy("What you allowed and refused, and what you asked us for."),
    ),
    "facts": (
        gettext_lazy("On its way to the log"),
        gettext_lazy("What happened just now and is not in the log of visits yet."),
    ),
    "webhooks": (
        gettext_lazy("Told to other systems"),
        gettext_lazy("Messages of the shop to programs that it works with."),
    ),
    "events": (
        gettext_lazy("Your visits"),
        gettext_lazy("Pages and goods that you looked at, and what you did."),
    ),
}
_NAMES: dict[str, Promise] = {
    "created_at": gettext_lazy("Since"),
    "status": gettext_lazy("Status"),
    "state": gettext_lazy("Status"),
    "nickname": gettext_lazy("Nickname"),
    "birthday": gettext_lazy("Birthday"),
    "birthday_edits": gettext_lazy("Times the birthday was written"),
    "language": gettext_lazy("Language"),
    "has_password": gettext_lazy("Has a password"),
    "contacts": gettext_lazy("Contacts"),
    "identities": gettext_lazy("Other services"),
    "sessions": gettext_lazy("Devices"),
    "addresses": gettext_lazy("Addresses"),
    "guests": gettext_lazy("Visits before signing in"),
    "kind": gettext_lazy("Kind"),
    "value": gettext_lazy("Contact"),
    "verified_at": gettext_lazy("Proved"),
    "device": gettext_lazy("Device"),
    "seen_at": gettext_lazy("Last used"),
    "ended_at": gettext_lazy("Ended"),
    "deleted_at": gettext_lazy("Deleted"),
    "name": gettext_lazy("Name"),
    "phone": gettext_lazy("Phone"),
    "country": gettext_lazy("Country"),
    "region": gettext_lazy("Area code"),
    "place": gettext_lazy("Place"),
    "street": gettext_lazy("Street"),
    "postcode": gettext_lazy("Postcode"),
    "label": gettext_lazy("Label"),
    "is_default": gettext_lazy("Default"),
    "basket": gettext_lazy("Basket"),
    "orders": gettext_lazy("Orders"),
    "number": gettext_lazy("Number"),
    "lines": gettext_lazy("Goods"),
    "quantity": gettext_lazy("Quantity"),
    "total": gettext_lazy("Total"),
    "currency": gettext_lazy("Currency"),
    "address": gettext_lazy("Address"),
    "note": gettext_lazy("Note"),
    "consent": gettext_lazy("Consents"),
    "requests": gettext_lazy("Requests"),
    "purpose": gettext_lazy("Purpose"),
    "given": gettext_lazy("Allowed"),
    "source": gettext_lazy("Where you said it"),
    "policy_version": gettext_lazy("Version of the text"),
    "at": gettext_lazy("When"),
    "asked_at": gettext_lazy("Asked"),
    "placed_at": gettext_lazy("Ordered"),
    "paid_at": gettext_lazy("Paid"),
    "event": gettext_lazy("What happened"),
    "timestamp": gettext_lazy("When"),
    "type": gettext_lazy("Kind"),
    "properties": gettext_lazy("Details"),
    "traits": gettext_lazy("About you"),
    "context": gettext_lazy("Browser and page"),
    "waiting": gettext_lazy("Waiting"),
    "provider": gettext_lazy("Service"),
}
_MOST = 100  # of one list; the file has all


def room_words(name: str) -> tuple[str, str]:
    """A room of the export: title and a sentence."""
    title, words = _ROOMS.get(name, (_readable(name), ""))
    return str(title), str(words)


def parts_of(known: Any, label: str = "") -> KnownPart:
    """A JSON value to be read; what is empty is left out."""
    if isinstance(known, Mapping):
        inner = [parts_of(one, _name(key)) for key, one in known.items() if not is_empty(one)]
        return KnownPart(label, parts=inner)
    if isinstance(known, list):
        return _listed(known, label)
    return KnownPart(label, _text(known))


def is_empty(known: Any) -> bool:
    """Whether there is nothing to read in it."""
    if isinstance(known, Mapping):
        return all(is_empty(one) for one in known.values())
    if isinstance(known, list):
        return all(is_empty(one) for one in known)
    return known in (None, "")


def _listed(known: list[Any], label: str) -> KnownPart:
    if all(not isinstance(one, Mapping | list) for one in known):
        return KnownPart(label, _(", ").join(_text(one) for one in known[:_MOST]))
    inner = [parts_of(one, _title(one, place)) for place, one in enumerate(known[:_MOST], 1)]
    if len(known) > _MOST:
        more = _("%(n)s more are in the file.") % {"n": len(known) - _MOST}
        inner.append(KnownPart(_("And"), more))
    return KnownPart(label, parts=inner)


def _title(one: Any, place: int) -> str:
    """What a member of a list is called: by what tells it from the others."""
    for name in ("number", "event", "value", "device", "street", "purpose", "name", "kind"):
        said = one.get(name) if isinstance(one, Mapping) else None
        if isinstance(said, str) and said:
            return f"{place}. {said}"
    return str(place)


def _name(key: str) -> str:
    return str(_NAMES[key]) if key in _NAMES else _readable(key)


def _readable(key: str) -> str:
    return key.replace("_", " ").strip().capitalize()


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, str) and value[:2] in ("19", "20"):
        try:
            if len(value) == len("2026-11-25"):
                return day(date.fromisoformat(value))
            if len(value) >= len("2026-11-25T08:00:00"):
                return moment(datetime.fromisoformat(value))
        except ValueError:
            pass
    return str(value)
