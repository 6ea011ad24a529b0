"""Everything that is known of a member."""

from __future__ import annotations

from typing import Any

import msgspec
from django.conf import settings
from django.db import transaction

from huitou.foundation import audit
from huitou.foundation.actors import Actor
from huitou.foundation.event_log import open_log
from huitou.foundation.privacy.access import need_member
from huitou.foundation.privacy.registry import personal_data
from huitou.foundation.privacy.requests import EXPORT, move, new_request
from huitou.foundation.privacy.rules import DONE
from huitou.kernel import Clock

# Names under which facts and rows speak of somebody else than the person they are about.
OTHERS = frozenset(
    {"member_id", "user_id", "inviter_id", "invitee_id", "leader_id", "referrer_id", "seller_id"}
)
_COLUMNS = ("timestamp", "type", "event", "properties", "traits", "context")


def export_member(member_id: str, *, actor: Actor, clock: Clock) -> dict[str, Any]:
    """All that rooms and the event log know of the member, as one JSON object (GDPR, articles 15
    and 20; PIPL, article 45). Ids of other people are left out. The export is kept as a request
    that is done; staff need `privacy.write`.
    """
    need_member(actor, member_id, "privacy.write")
    with transaction.atomic():
        rooms = {room.name: room.export(member_id) for room in personal_data()}
        request = new_request(member_id, EXPORT, actor, clock)
        move(request, DONE, actor, clock)
        audit.note(actor, "privacy.export", member_id, clock=clock)
    whole = {
        "member_id": member_id,
        "exported_at": clock.now().isoformat(),
        "rooms": rooms,
        "events": _events(member_id),
    }
    shown: dict[str, Any] = without_others(whole, member_id)
    return shown


def without_others(value: Any, member_id: str) -> Any:
    """The JSON value without ids of other people."""
    if isinstance(value, dict):
        return {
            name: without_others(one, member_id)
            for name, one in value.items()
            if name not in OTHERS or one == member_id
        }
    if isinstance(value, list | tuple):
        return [without_others(one, member_id) for one in value]
    return value


def _events(member_id: str) -> list[dict[str, Any]]:
    """What the log holds of the person, under all their ids, the oldest first."""
    snapshot = open_log(settings.HOME).snapshot()
    events = snapshot.duckdb()
    mine = events.filter(events.person_id == snapshot.people.person_of(member_id))
    rows = mine.order_by("timestamp").select(*_COLUMNS).to_pyarrow().to_pylist()
    return [{name: _plain(name, one) for name, one in row.items() if one} for row in rows]


def _plain(name: str, value: Any) -> Any:
    if name == "timestamp":
        return value.isoformat()
    return msgspec.json.decode(value) if name in ("properties", "traits", "context") else value
