"""Appending to the log: the new rows into the table, who is who, and word to the followers."""

from __future__ import annotations

from contextlib import suppress

import pyarrow as pa
import pyarrow.compute as pc

from huitou.engine.events.follower import Change, Counts, Growth
from huitou.engine.events.once_table import Appended
from huitou.engine.events.people import refresh_people
from huitou.engine.events.store import LINK_TYPES, LINKS, LogStore
from huitou.kernel import StorageRefused


def append_events(store: LogStore, events: pa.Table) -> Appended:
    """Append rows of EVENTS_SCHEMA whose message id is new. The caller is `writing`.

    Once the rows are in the table nothing takes that back: what is derived from them may fail to
    be written, and is made again later.
    """
    new = events.slice(0, 0)
    says_who = False

    def count_links(rows: pa.Table) -> dict[str, int]:
        nonlocal new, says_who
        new = rows
        says_who = pc.any(pc.is_in(rows.column("type"), pa.array(LINK_TYPES))).as_py() or False
        return {LINKS: store.counts().links + 1} if says_who else {}

    appended = store.events.append(events, also=count_links)
    if appended.appended == 0:
        return appended
    after = store.counts()
    before = Counts(after.appends - 1, after.links - says_who)
    # Only an append that moved the links may go on from the people that were before it.
    people = _refreshed(store, after.links, new) if says_who else None
    store.tell(lambda follower: follower.appended(Change(new, before, after, people)))
    return appended


def _refreshed(store: LogStore, links: int, rows: pa.Table) -> Growth | None:
    with suppress(StorageRefused):
        return refresh_people(store, links, rows)
    return None
