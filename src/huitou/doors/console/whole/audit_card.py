"""Entries of the audit log about one thing, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huitou.doors.console.whole.words import Words, by_whom, word
from huitou.doors.design import Card, EmptyState, Entry, Timeline, Tone
from huitou.foundation import accounts, audit

_ACTIONS: Mapping[str, Words] = {
    "aftersales.agree": gettext_lazy("Agreed to a case"),
    "aftersales.apply": gettext_lazy("Opened a case"),
    "aftersales.complete_exchange": gettext_lazy("Sent new goods"),
    "aftersales.complete_repair": gettext_lazy("Sent the repaired goods"),
    "aftersales.decide": gettext_lazy("Decided a case"),
    "aftersales.inspect": gettext_lazy("Inspected goods that came back"),
    "aftersales.receive_goods": gettext_lazy("Noted that goods came back"),
    "aftersales.refuse": gettext_lazy("Refused a case"),
    "aftersales.reopen": gettext_lazy("Took a case up again"),
    "aftersales.retry_refund": gettext_lazy("Sent a refund again"),
    "catalogue.approved": gettext_lazy("Approved the product"),
    "catalogue.draft": gettext_lazy("Made a draft of it again"),
    "catalogue.published": gettext_lazy("Published the product"),
    "catalogue.rejected": gettext_lazy("Rejected the product"),
    "catalogue.set_price": gettext_lazy("Set a price"),
    "catalogue.submitted": gettext_lazy("Submitted the product"),
    "catalogue.withdrawn": gettext_lazy("Withdrew the product"),
    "members.freeze": gettext_lazy("Froze the member"),
    "members.unfreeze": gettext_lazy("Let the member in again"),
    "orders.cancel": gettext_lazy("Cancelled the order"),
    "orders.confirm": gettext_lazy("Confirmed the receipt"),
    "orders.mark_delivered": gettext_lazy("Noted that a parcel arrived"),
    "orders.record_refund": gettext_lazy("Noted a refund"),
    "orders.refund": gettext_lazy("Gave money back"),
    "orders.ship": gettext_lazy("Shipped a parcel"),
    "payments.refund": gettext_lazy("Asked for a refund"),
    "payments.resolve_refund": gettext_lazy("Went on with a stuck refund"),
    "personal.reveal": gettext_lazy("Saw personal data in plain"),
    "privacy.consent": gettext_lazy("Noted a consent"),
    "privacy.export": gettext_lazy("Made a copy of the data"),
    "privacy.request_erasure": gettext_lazy("Asked for the erasure"),
    "privacy.take_back_erasure": gettext_lazy("Took the erasure back"),
    "supply.adjust": gettext_lazy("Corrected the stock"),
    "supply.receive": gettext_lazy("Received goods"),
}
_WHAT: Mapping[str, Words] = {
    "members.phone": gettext_lazy("phone number"),
    "members.email": gettext_lazy("e-mail address"),
    "members.address": gettext_lazy("address"),
    "members.profile": gettext_lazy("nickname and birthday"),
    "orders.destination": gettext_lazy("address of an order"),
}


def audit_card(entries: Sequence[audit.Entry], *, names: Mapping[str, str] | None = None) -> Card:
    """What staff and programs did, the newest first. Two queries for names, if none are given."""
    known = accounts.names_of(one.actor for one in entries) if names is None else names
    told = [
        Entry(
            word(_ACTIONS, one.action),
            at=one.at,
            text=_detail(one),
            icon="eye" if one.action == "personal.reveal" else "shield",
            tone=_tone(one),
            who=by_whom(one.actor, known),
        )
        for one in entries
    ]
    empty = EmptyState(
        _("Nothing in the audit log"),
        _("What staff and programs do here is noted, and can never be changed."),
        icon="shield",
    )
    return Card(Timeline(told, empty), title=_("Audit log"), id="audit")


def _detail(entry: audit.Entry) -> str:
    said = entry.detail
    parts = [word(_WHAT, str(said["what"])) if "what" in said else ""]
    parts += [str(said[name]) for name in ("why", "reason", "purpose", "verdict") if said.get(name)]
    if "units" in said or "quantity" in said:
        parts.append(str(said.get("units", said.get("quantity"))))
    return " · ".join(part for part in parts if part)


def _tone(entry: audit.Entry) -> Tone:
    return "warn" if entry.action == "personal.reveal" else "plain"
