"""Looking at what came last."""

from __future__ import annotations

from datetime import timedelta

import duckdb
import pyarrow as pa

from huitou.engine.events.duckdb_view import create_view
from huitou.engine.events.rows import EVENTS_SCHEMA, events_table
from huitou.engine.events.ship import unshipped_rows
from huitou.engine.events.store import LogStore
from huitou.kernel import InvalidInput

_MOST = 1_000
# How far back is looked, one after the other, until there are enough: files whose events all came
# earlier are not read.
_SPANS = (timedelta(minutes=10), timedelta(days=1), timedelta(days=30), None)
# What was just shipped may be in the tail and in the table: twice as many are read, and each kept
# once.
_NEWEST = """
SELECT * FROM (
    SELECT * FROM (FROM tail UNION ALL BY NAME FROM shipped)
    WHERE received_at > make_timestamptz({since})
    ORDER BY received_at DESC, message_id DESC LIMIT 2 * {limit})
QUALIFY row_number() OVER (PARTITION BY message_id ORDER BY received_at) = 1
ORDER BY received_at DESC, message_id DESC LIMIT {limit}
"""


def newest_events(store: LogStore, limit: int, after: int | None = None) -> pa.Table:
    """The events that came last, at most `limit`, the newest first, as a table of EVENTS_SCHEMA,
    shipped or not. With `after` (microseconds UTC) only those that were received later.
    """
    if not 1 <= limit <= _MOST:
        raise InvalidInput(
            f"{limit} events cannot be shown.",
            remedy=f"Ask for 1 to {_MOST}.",
            code="log.bad_limit",
            field="limit",
        )
    # As with a snapshot: first what waits, then the table, so that nothing falls in between.
    tail = events_table(unshipped_rows(store).events)
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        connection.register("tail", tail)
        create_view(connection, "shipped", store.events.pin(), store.events)
        for since in _beginnings(store, after):
            asked = connection.sql(_NEWEST.format(limit=limit, since=since))
            found = asked.to_arrow_table()
            if found.num_rows == limit:
                break
    return found.select(EVENTS_SCHEMA.names).cast(EVENTS_SCHEMA)


def _beginnings(store: LogStore, after: int | None) -> list[int]:
    if after is not None:
        return [after]
    now = store.clock.micros()
    return [0 if span is None else now - span // timedelta(microseconds=1) for span in _SPANS]
