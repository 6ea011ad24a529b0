"""Every permission that there is, and what it lets one do. What is not listed, nobody may."""

from __future__ import annotations

MEANINGS = {
    "aftersales.decide": "Open, approve, refuse and settle returns, exchanges and repairs",
    "aftersales.read": "See after-sales cases",
    "analytics.read": "Ask the event log questions, and see the ids behind an answer",
    "audit.read": "Read the audit log and check its chain",
    "boards.write": "Save questions and cohorts, and change boards, which all staff share",
    "catalogue.read": "See products that are not published",
    "catalogue.vet": "Approve and refuse sellers and products",
    "catalogue.write": "Change products, prices, categories, brands and images; import them",
    "jobs.read": "See jobs, waiting facts and dead letters",
    "jobs.write": "Run jobs and dead letters again",
    "members.read": "See members, with their personal data masked",
    "members.write": "Lock and unlock members, end their sessions",
    "orders.cancel": "Cancel an order",
    "orders.read": "See all orders",
    "orders.ship": "Ship orders and confirm their receipt",
    "orders.write": "Change the ways of shipping",
    "payments.read": "See payments, refunds, the books and their reconciliation",
    "payments.reconcile": "Compare the books with a statement, and settle alerts",
    "payments.refund": "Give money back",
    "personal.reveal": "See one member's personal data in plain, with a reason",
    "privacy.read": "See consents, exports and erasures",
    "privacy.write": "Export and erase a member's data on request",
    "sources.read": "See the sources of events and their keys",
    "sources.write": "Issue and revoke the write keys of sources",
    "staff.read": "See staff, roles and API tokens",
    "staff.write": "Let staff in, give and take roles, issue and revoke API tokens",
    "supply.read": "See stock, reservations and suppliers",
    "supply.write": "Book stock, change suppliers and their certificates",
    "webhooks.read": "See webhooks and their deliveries",
    "webhooks.write": "Set up webhooks and send deliveries again",
}
PERMISSIONS = frozenset(MEANINGS)
READS = frozenset(name for name in PERMISSIONS if name.endswith(".read"))
