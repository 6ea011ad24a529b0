"""Roles and permissions in the reader's language."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from huitou.foundation.accounts import MEANINGS

_ROLES: dict[str, tuple[Promise, Promise]] = {
    "owner": (_("Owner"), _("Everything, also who works here and which keys there are")),
    "operator": (_("Operator"), _("Goods, prices, stock, orders, money and returns")),
    "analyst": (_("Analyst"), _("Numbers, boards and cohorts; no names and no contacts")),
    "support": (_("Support"), _("Members, orders, returns, requests about personal data")),
    "auditor": (_("Auditor"), _("Sees everything, changes nothing")),
}
_PERMISSIONS: dict[str, Promise] = {
    "aftersales.decide": _("Decide on returns, exchanges and repairs"),
    "aftersales.read": _("See returns, exchanges and repairs"),
    "analytics.read": _("Ask the event log, and see the ids behind an answer"),
    "audit.read": _("Read the audit log"),
    "boards.write": _("Save questions and cohorts, change boards"),
    "catalogue.read": _("See products that are not published"),
    "catalogue.vet": _("Approve and refuse products and sellers"),
    "catalogue.write": _("Change products, prices and pictures"),
    "jobs.read": _("See jobs and dead letters"),
    "jobs.write": _("Run jobs and dead letters again"),
    "members.read": _("See members, masked"),
    "members.write": _("Lock members, end their sessions"),
    "orders.cancel": _("Cancel orders"),
    "orders.read": _("See all orders"),
    "orders.ship": _("Ship orders"),
    "orders.write": _("Change the ways of shipping"),
    "payments.read": _("See payments and the books"),
    "payments.reconcile": _("Compare the books, settle differences"),
    "payments.refund": _("Pay money back"),
    "personal.reveal": _("See personal data in plain, with a reason"),
    "privacy.read": _("See consents, exports and erasures"),
    "privacy.write": _("Export and erase a member's data"),
    "sources.read": _("See sources and arriving events"),
    "sources.write": _("Make and revoke write keys, mend events"),
    "staff.read": _("See staff, roles and tokens"),
    "staff.write": _("Change staff, roles and tokens"),
    "supply.read": _("See stock and suppliers"),
    "supply.write": _("Book stock, change suppliers"),
    "webhooks.read": _("See webhooks"),
    "webhooks.write": _("Set up webhooks"),
}


def role_label(role: str) -> str:
    """What a role is called."""
    return str(_ROLES[role][0]) if role in _ROLES else role


def role_text(role: str) -> str:
    """What somebody in the role may do, in a few words."""
    return str(_ROLES[role][1]) if role in _ROLES else ""


def permission_words(permission: str) -> str:
    """What a permission lets one do."""
    return str(_PERMISSIONS.get(permission, MEANINGS.get(permission, permission)))
