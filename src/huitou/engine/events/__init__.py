"""The event log: what may be said, how it is kept, and who said it.

An event passes through here in four steps. `decode_*` turns a request body into rows with a
verdict each; `GroupCommit` puts the rows on disk before anyone is told so; `EventLog.ship` moves
them into the Delta table, each message id once for ever; `EventLog.snapshot` answers from a
pinned version of the table and what is not shipped yet, people resolved.
"""

from huitou.engine.events.commit import GroupCommit
from huitou.engine.events.erase import Erased
from huitou.engine.events.log import EventLog
from huitou.engine.events.maintain import Compacted, Verified
from huitou.engine.events.once_table import Appended
from huitou.engine.events.order_lines import ORDER_LINES_SCHEMA, REFUND, SALE
from huitou.engine.events.persons import Persons, Refused
from huitou.engine.events.rows import (
    EVENTS_SCHEMA,
    QUARANTINE_SCHEMA,
    Decided,
    EventRow,
    QuarantineRow,
    events_table,
    pack,
    quarantine_table,
    unpack,
)
from huitou.engine.events.ship import Shipped
from huitou.engine.events.shipper import ship_forever
from huitou.engine.events.snapshot import Snapshot

__all__ = [
    "EVENTS_SCHEMA",
    "ORDER_LINES_SCHEMA",
    "QUARANTINE_SCHEMA",
    "REFUND",
    "SALE",
    "Appended",
    "Compacted",
    "Decided",
    "Erased",
    "EventLog",
    "EventRow",
    "GroupCommit",
    "Persons",
    "QuarantineRow",
    "Refused",
    "Shipped",
    "Snapshot",
    "Verified",
    "events_table",
    "pack",
    "quarantine_table",
    "ship_forever",
    "unpack",
]
