"""Appending to the log: each message id once, and everyone's identity brought up to date."""

from __future__ import annotations

import pyarrow as pa

from huitou.engine.events.once_table import Appended
from huitou.engine.events.people import refresh_people
from huitou.engine.events.store import LogStore


def append_events(store: LogStore, events: pa.Table) -> Appended:
    """Append rows of EVENTS_SCHEMA whose message id is new. The caller is the one writer."""
    appended = store.events.append(events, also=store.count_links)
    refresh_people(store, events)
    return appended


def append_quarantined(store: LogStore, rows: pa.Table) -> Appended:
    """Keep rows of QUARANTINE_SCHEMA aside, each once. The caller is the one writer."""
    return store.quarantine.append(rows, also=lambda _: {})
