"""What waits here of a member."""

from __future__ import annotations

from typing import Any

import msgspec
from django.db.models import Q, QuerySet

from huitou.foundation.facts.models import Fact


def facts_of(member_id: str) -> list[dict[str, Any]]:
    """Facts of the member, and of devices that were said to be theirs, that are not in the event
    log yet: when, what, and with which properties.
    """
    return [
        {
            "at": fact.happened_at.isoformat(),
            "type": fact.type,
            "event": fact.event,
            "properties": msgspec.json.decode(fact.properties),
            "traits": None if fact.traits is None else msgspec.json.decode(fact.traits),
        }
        for fact in _theirs(member_id).filter(shipped_at=None).order_by("id")
    ]


def erase_facts(member_id: str) -> int:
    """Delete them, shipped or not, with what handlers noted of them; how many facts."""
    theirs = _theirs(member_id)
    count = theirs.count()
    theirs.delete()
    return count


def _theirs(member_id: str) -> QuerySet[Fact]:
    devices = Fact.objects.filter(member_id=member_id, anonymous_id__isnull=False)
    ids = list(devices.values_list("anonymous_id", flat=True).distinct())
    return Fact.objects.filter(Q(member_id=member_id) | Q(member_id=None, anonymous_id__in=ids))
