"""What others may ask about facts on their way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from huitou.foundation.facts.models import Fact, Hearing


@dataclass(frozen=True)
class Waiting:
    """How many facts are not shipped and not heard yet, and since when the oldest of them waits."""

    to_ship: int
    to_hear: int
    since: datetime | None


@dataclass(frozen=True)
class DeadLetter:
    """A fact that a handler could not hear; `hearing` names it for `revive_letter`."""

    hearing: int
    handler: str
    event: str
    message_id: str
    error: str
    happened_at: datetime


def waiting() -> Waiting:
    """Where the outbox stands."""
    to_ship, to_hear = Fact.objects.filter(shipped_at=None), Fact.objects.filter(heard_at=None)
    oldest = (to_ship | to_hear).order_by("id").first()
    return Waiting(to_ship.count(), to_hear.count(), oldest.happened_at if oldest else None)


def dead_letters(limit: int = 100) -> list[DeadLetter]:
    """The newest facts that a handler has given up."""
    rows = Hearing.objects.filter(done_at=None, next_at=None, attempts__gt=0)
    return [
        DeadLetter(
            row.pk,
            row.handler,
            row.fact.event,
            row.fact.message_id,
            row.error,
            row.fact.happened_at,
        )
        for row in rows.select_related("fact").order_by("-id")[:limit]
    ]
