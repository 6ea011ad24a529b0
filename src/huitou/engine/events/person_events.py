"""Everything that was said of one person, under all their ids."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import duckdb

from huitou.engine.events.duckdb_view import create_view
from huitou.engine.events.snapshot import Snapshot

_COLUMNS = (
    "message_id, type, event, name, user_id, anonymous_id, previous_id, timestamp, received_at, "
    "source, properties, traits, context"
)
# An event is the user's if it names one, whatever device it came from.
_THEIRS = (
    "(list_contains($ids, user_id) OR (user_id IS NULL AND list_contains($ids, anonymous_id)))"
)
_MOST_MOMENTS = 2000


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


def events_of_person(
    snapshot: Snapshot,
    person_id: str,
    *,
    most: int = 5000,
    moments: Sequence[int] | None = None,
) -> list[PersonEvent]:
    """The newest `most` rows of the person, the newest first (ties by message id). `moments`
    (microseconds since 1970 UTC) may say when the table has named events of the person: no others
    are looked at then.
    """
    ids = list(snapshot.people.members(person_id))
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        create_view(connection, "shipped", snapshot.pinned, snapshot.table)
        connection.register("tail", snapshot.tail)
        selects = [*_of_table(moments), "tail"]
        said = " UNION ALL ".join(f"SELECT {_COLUMNS} FROM {one}" for one in selects)
        found = connection.sql(
            f"FROM ({said}) WHERE {_THEIRS} ORDER BY timestamp DESC, message_id DESC LIMIT $most",
            params={"ids": ids, "most": most},
        )
        rows = found.to_arrow_table().to_pylist()
    return [PersonEvent(**row) for row in rows]


def _of_table(moments: Sequence[int] | None) -> list[str]:
    """What is read of the table. A list of constant moments reaches the Parquet reader, which then
    leaves out whole groups of rows, and of the others reads the wide columns only where it has to.
    """
    if moments is None or len(moments) > _MOST_MOMENTS:
        return ["shipped"]
    at = ", ".join(f"make_timestamptz({int(moment)})" for moment in moments)
    named = [f"shipped WHERE timestamp IN ({at})"] if moments else []
    return [*named, "shipped WHERE event IS NULL"]
