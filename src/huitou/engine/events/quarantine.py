"""Looking at the quarantine: what was kept aside, and why."""

from __future__ import annotations

import duckdb
import pyarrow as pa

from huitou.engine.events.duckdb_view import create_view
from huitou.engine.events.rows import QUARANTINE_SCHEMA, quarantine_table
from huitou.engine.events.ship import unshipped_rows
from huitou.engine.events.store import LogStore
from huitou.kernel import InvalidInput

_NEWEST = """
SELECT * FROM (FROM tail UNION ALL BY NAME FROM shipped)
QUALIFY row_number() OVER (PARTITION BY message_id, raw ORDER BY received_at) = 1
ORDER BY received_at DESC, message_id DESC LIMIT {limit}
"""


def newest_quarantined(store: LogStore, limit: int) -> pa.Table:
    """The newest quarantined events, at most `limit`, as a table of QUARANTINE_SCHEMA; each broken
    event once, however often it came.
    """
    if limit < 1:
        raise InvalidInput(
            f"{limit} events cannot be shown.",
            remedy="Ask for 1 or more.",
            code="log.bad_limit",
            field="limit",
        )
    # As with a snapshot: first what waits, then the table, so that nothing falls in between.
    tail = quarantine_table(unshipped_rows(store).quarantined)
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        connection.register("tail", tail)
        create_view(connection, "shipped", store.quarantine.pin(), store.quarantine)
        found = connection.sql(_NEWEST.format(limit=limit)).to_arrow_table()
    return found.select(QUARANTINE_SCHEMA.names).cast(QUARANTINE_SCHEMA)
