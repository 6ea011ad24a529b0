"""Everything that was said of one person, under all their ids."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import duckdb

from huitou.engine.events.snapshot import Snapshot

_COLUMNS = (
    "message_id",
    "type",
    "event",
    "name",
    "user_id",
    "anonymous_id",
    "previous_id",
    "timestamp",
    "received_at",
    "source",
    "properties",
    "traits",
    "context",
)


@dataclass(frozen=True)
class PersonEvent:
    """A row of the log, as it was said. `properties`, `traits` and `context` are JSON texts."""

    message_id: str
    type: str
    event: str | None
    name: str | None
    user_id: str | None
    anonymous_id: str | None
    previous_id: str | None
    timestamp: datetime
    received_at: datetime
    source: str
    properties: str | None
    traits: str | None
    context: str | None


def events_of_person(snapshot: Snapshot, person_id: str, *, most: int = 5000) -> list[PersonEvent]:
    """The newest `most` rows of the person, the newest first (ties by message id). One pass over
    the ids; the rest is read for the person's rows alone.
    """
    ids = list(snapshot.people.members(person_id))
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        rows = _of(snapshot.said(connection), ids)
        newest = rows.order_by(rows.timestamp.desc(), rows.message_id.desc())
        found = newest.select(*_COLUMNS).limit(most).to_pyarrow().to_pylist()
    return [PersonEvent(**row) for row in found]


def _of(said: Any, ids: list[str]) -> Any:
    """An event is the user's if it names one, whatever device it came from."""
    unnamed = said.user_id.isnull() & said.anonymous_id.isin(ids)
    return said.filter(said.user_id.isin(ids) | unnamed)
