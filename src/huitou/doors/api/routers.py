"""Which routes there are."""

from __future__ import annotations

from importlib import import_module

from ninja import NinjaAPI, Router

from huitou.doors.api import audit_log, dead_letters, me, people, questions, staff, tokens

_ROOMS = ("members", "catalogue", "supply", "orders", "payments", "aftersales")


def mount(api: NinjaAPI) -> None:
    """Add the routes of the ground floor, of the event log and of every room."""
    for tag, router in (
        ("me", me.router),
        ("staff", staff.router),
        ("tokens", tokens.router),
        ("audit", audit_log.router),
        ("facts", dead_letters.router),
        ("analytics", questions.router),
        ("analytics", people.router),
        *_of_rooms(),
    ):
        api.add_router("", router, tags=[tag])


def _of_rooms() -> list[tuple[str, Router]]:
    rooms = {name: import_module(f"huitou.commerce.{name}") for name in _ROOMS}
    return [(name, room.router) for name, room in rooms.items() if hasattr(room, "router")]
