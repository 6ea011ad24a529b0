"""What a shopper chooses at the checkout, and what they were shown when they did."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from django.http import QueryDict

from huitou.commerce import members, orders
from huitou.doors.shop.address_form import Written, errors_in, written_in

NEW = "new"


@dataclass(frozen=True)
class Choices:
    """`address` is the id of a saved one, or NEW for the one that is `written` out."""

    address: str = NEW
    written: Written = field(default_factory=Written)
    keep: bool = False
    shipping: str = ""
    coupons: str = ""
    gateway: str = ""
    confirmed: bool = False

    @property
    def codes(self) -> list[str]:
        return self.coupons.replace(",", " ").replace("，", " ").split()

    @property
    def is_new(self) -> bool:
        return self.address == NEW

    def wish(self, saved: Sequence[members.SavedAddress]) -> dict[str, Any]:
        """The arguments of the verbs of orders, without an address that no parcel would reach."""
        fields = next((one.fields for one in saved if one.id == self.address), None)
        if self.is_new and not errors_in(self.written):
            fields = self.written.fields
        return {
            "destination": None if fields is None else _destination(fields),
            "shipping_method": self.shipping or None,
            "coupons": self.codes,
        }


def _destination(fields: members.AddressFields) -> orders.Destination:
    said = asdict(fields)
    del said["label"]
    return orders.Destination(**said)


def first_choices(saved: Sequence[members.SavedAddress], gateways: Sequence[str]) -> Choices:
    """Before anything was chosen."""
    return Choices(
        address=saved[0].id if saved else NEW,
        keep=True,
        gateway=gateways[0] if gateways else "",
    )


def choices_in(said: QueryDict, saved: Sequence[members.SavedAddress]) -> Choices:
    """What the form sent."""
    return Choices(
        address=said.get("address") or (saved[0].id if saved else NEW),
        written=written_in(said),
        keep="keep" in said,
        shipping=said.get("shipping", ""),
        coupons=said.get("coupons", ""),
        gateway=said.get("gateway", ""),
        confirmed="confirmed" in said,
    )


@dataclass(frozen=True)
class Changes:
    """What of a quote is other than what was shown before: ids of lines with the units and the
    amount (minor) that they had, and (name, code) of what is taken off.
    """

    lines: dict[str, tuple[int, int]]
    new_lines: frozenset[str]
    off: frozenset[tuple[str, str]]
    delivery: bool
    promised: bool
    total: bool

    @property
    def any(self) -> bool:
        return bool(self.lines or self.new_lines or self.off) or any(
            (self.delivery, self.promised, self.total)
        )


def shown_in(quote: orders.Quote) -> str:
    """All that a shopper is shown of a price, to stand in the form: all of a quote but where the
    goods go, which may be filled in after the price was seen.
    """
    counts = {
        "lines": {one.variant_id: [one.quantity, one.total.minor] for one in quote.lines},
        "off": [[one.name, one.code, one.total.minor] for one in quote.adjustments],
        "delivery": [quote.delivery.method, quote.delivery.fee.minor],
        "promised": quote.delivery.promised_on.isoformat(),
        "total": quote.total.minor,
    }
    return json.dumps(counts, separators=(",", ":"), sort_keys=True)


def changes_since(shown: str, quote: orders.Quote) -> Changes | None:
    """None where nothing sound was shown before."""
    try:
        before, now = json.loads(shown), json.loads(shown_in(quote))
        lines = {id: (int(one[0]), int(one[1])) for id, one in dict(before["lines"]).items()}
        off = {(str(name), str(code), minor) for name, code, minor in before["off"]}
    except (ValueError, KeyError, TypeError, IndexError):
        return None
    now_off = {(one.name, one.code, one.total.minor) for one in quote.adjustments}
    now_lines = {id: tuple(one) for id, one in now["lines"].items()}
    return Changes(
        lines={id: one for id, one in lines.items() if id in now_lines and now_lines[id] != one},
        new_lines=frozenset(now_lines.keys() - lines.keys()),
        off=frozenset((name, code) for name, code, _minor in off ^ now_off),
        delivery=before.get("delivery") != now["delivery"],
        promised=before.get("promised") != now["promised"],
        total=before.get("total") != now["total"],
    )
