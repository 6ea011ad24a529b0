"""Who is who in a version of the log: all words about identity up to there, resolved.

The resolved people are kept in one file beside the log, marked with the number of appends that
held such words (the LINKS transaction of the table): while that number stands, nobody's identity
has changed, and the file is read instead of the log.
"""

from __future__ import annotations

import threading
from pathlib import Path

import duckdb
import pyarrow as pa

from huitou.engine.events.duckdb_view import create_view
from huitou.engine.events.follower import Growth
from huitou.engine.events.once_table import Pinned
from huitou.engine.events.persons import Link, Persons, links_of, load, save
from huitou.engine.events.store import LINK_TYPES, LINKS, LogStore

_MOST_HELD = 2
_held: dict[tuple[Path, int], Persons] = {}
_holding = threading.Lock()


def people_of(store: LogStore, pinned: Pinned, tail: pa.Table, *, newest: bool) -> Persons:
    """Everyone in the pinned version and in the rows of `tail`, which it does not hold. Only the
    newest version's people are kept for the next query.
    """
    path = _path(store, pinned.transactions[LINKS])
    people = _kept(path)
    if people is None:
        people = Persons.of(_links_in(store, pinned))
        if newest:
            _keep(people, path)
    return _extended(store, pinned, people, links_of(tail))


def refresh_people(store: LogStore, links: int, appended: pa.Table) -> Growth | None:
    """After an append of `appended` that brought the LINKS to `links`: go on from the people
    before it, so that the next query finds the result. None if they are not kept (any more).
    """
    path = _path(store, links)
    before = _kept(_path(store, links - 1))
    if before is None:
        return None
    after = _kept(path)
    if after is not None:
        return Growth(before, after, joined=False)
    said = links_of(appended)
    extended = before.extended(said)
    after = extended or Persons.of([*_links_in(store, _newest(store)), *said])
    _keep(after, path)
    return Growth(before, after, joined=extended is not None)


def _newest(store: LogStore) -> Pinned:
    return store.events.pin(transactions=(LINKS,))


def _keep(people: Persons, path: Path) -> None:
    save(people, path)
    _hold(people, path, path.stat().st_mtime_ns)
    for other in path.parent.glob("people-*"):
        if other != path:
            other.unlink(missing_ok=True)


def _extended(store: LogStore, pinned: Pinned, people: Persons, recent: list[Link]) -> Persons:
    if not recent:
        return people
    extended = people.extended(recent)
    return Persons.of([*_links_in(store, pinned), *recent]) if extended is None else extended


def _kept(path: Path) -> Persons | None:
    """The people in the file, which a long-running server reads once and not for every query."""
    try:
        written_at = path.stat().st_mtime_ns
    except FileNotFoundError:
        return None
    people = _held.get((path, written_at)) or load(path)
    if people is not None:
        _hold(people, path, written_at)
    return people


def _hold(people: Persons, path: Path, written_at: int) -> None:
    with _holding:
        _held.pop((path, written_at), None)
        _held[path, written_at] = people
        while len(_held) > _MOST_HELD:
            del _held[next(iter(_held))]


def _path(store: LogStore, links: int) -> Path:
    return store.index_folder / f"people-{links}.bin"


def _links_in(store: LogStore, pinned: Pinned) -> list[Link]:
    connection = duckdb.connect()
    create_view(connection, "events", pinned, store.events)
    types = ", ".join(f"'{name}'" for name in LINK_TYPES)
    rows = connection.sql(
        "SELECT message_id, type, source, timestamp, user_id, anonymous_id, previous_id "
        f"FROM events WHERE type IN ({types})"
    )
    return links_of(rows.to_arrow_table())
