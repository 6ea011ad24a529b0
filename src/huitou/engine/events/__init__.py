"""The event log: what may be said, how it is kept, and who said it.

An event passes through here in four steps. `open_*` takes a request body apart and `decide` gives
every event a row and a verdict; `GroupCommit` puts the rows on disk before anyone is told so;
`EventLog.ship` moves them into the Delta table, each message id once for ever;
`EventLog.snapshot` answers from a pinned version of the table and what is not shipped yet, people
resolved.
"""

from huitou.engine.events.catalogue import CATALOGUE
from huitou.engine.events.commit import GroupCommit
from huitou.engine.events.erase import Erased
from huitou.engine.events.follower import Change, Counts, Follower, Growth
from huitou.engine.events.known_event import EventGroup, KnownEvent
from huitou.engine.events.log import EventLog
from huitou.engine.events.maintain import Compacted, Verified
from huitou.engine.events.moments import event_time, parse_moment
from huitou.engine.events.once_table import Appended
from huitou.engine.events.opened import Opened
from huitou.engine.events.order_lines import LARGEST_AMOUNT, ORDER_LINES_SCHEMA, REFUND, SALE
from huitou.engine.events.orders_as_events import order_events
from huitou.engine.events.orders_said import order_lines_of
from huitou.engine.events.person_events import PersonEvent, events_of_person
from huitou.engine.events.persons import Persons, Refused
from huitou.engine.events.reasons import REASONS, Problem
from huitou.engine.events.required import problem
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
from huitou.engine.events.store import counts_of
from huitou.engine.events.verdict import Outcome, Verdict, decide
from huitou.engine.events.wire import open_segment
from huitou.engine.events.wire_posthog import open_posthog

__all__ = [
    "CATALOGUE",
    "EVENTS_SCHEMA",
    "LARGEST_AMOUNT",
    "ORDER_LINES_SCHEMA",
    "QUARANTINE_SCHEMA",
    "REASONS",
    "REFUND",
    "SALE",
    "Appended",
    "Change",
    "Compacted",
    "Counts",
    "Decided",
    "Erased",
    "EventGroup",
    "EventLog",
    "EventRow",
    "Follower",
    "GroupCommit",
    "Growth",
    "KnownEvent",
    "Opened",
    "Outcome",
    "PersonEvent",
    "Persons",
    "Problem",
    "QuarantineRow",
    "Refused",
    "Shipped",
    "Snapshot",
    "Verdict",
    "Verified",
    "counts_of",
    "decide",
    "event_time",
    "events_of_person",
    "events_table",
    "open_posthog",
    "open_segment",
    "order_events",
    "order_lines_of",
    "pack",
    "parse_moment",
    "problem",
    "quarantine_table",
    "ship_forever",
    "unpack",
]
