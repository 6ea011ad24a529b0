"""Which routes there are."""

from __future__ import annotations

from ninja import NinjaAPI

from huitou.commerce import aftersales, catalogue, members, orders, payments, supply
from huitou.doors.api import (
    audit_log,
    dead_letters,
    job_queue,
    me,
    people,
    questions,
    sources,
    staff,
    tokens,
    webhooks,
)
from huitou.foundation import privacy


def mount(api: NinjaAPI) -> None:
    """Add the routes of every room, of the ground floor and of the event log."""
    for tag, router in (
        ("members", members.router),
        ("catalogue", catalogue.router),
        ("supply", supply.router),
        ("orders", orders.router),
        ("payments", payments.router),
        ("aftersales", aftersales.router),
        ("privacy", privacy.router),
        ("me", me.router),
        ("staff", staff.router),
        ("tokens", tokens.router),
        ("sources", sources.router),
        ("audit", audit_log.router),
        ("facts", dead_letters.router),
        ("jobs", job_queue.router),
        ("webhooks", webhooks.router),
        ("analytics", questions.router),
        ("analytics", people.router),
    ):
        api.add_router("", router, tags=[tag])
