"""Erasing a person: their rows leave every file, and the old files leave the store."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass

import pyarrow as pa

from huitou.engine.events.segments import segments
from huitou.engine.events.ship import ship
from huitou.engine.events.snapshot import take_snapshot
from huitou.engine.events.store import LINKS, LogStore
from huitou.kernel import Conflict, NotFound

_PATIENCE = 60.0


@dataclass(frozen=True)
class Erased:
    """What an erasure took away: the ids that were one person, their events, their quarantined
    events, and the files that held any of it.
    """

    ids: tuple[str, ...]
    events: int
    quarantined: int
    files: int


def erase_person(store: LogStore, person_id: str) -> Erased:
    """Erase everyone's memory of one person, under any of their ids, in the log and its history.

    All that is accepted before the call is covered. Old versions of the table go with it, so
    answers pinned to them can no longer be repeated. The message ids stay known (as digests), so
    a batch that comes again does not bring the person back. Raises NotFound for an id that the
    log has never seen, Conflict when a segment is not sealed within a minute.
    """
    _ship_all(store)
    people = take_snapshot(store).people
    ids = people.members(people.person_of(person_id))
    unfinished = store.index_folder / "erasing"
    with store.maintaining(), store.writing():
        resumed = unfinished.exists()
        unfinished.touch()
        events = _delete_events(store, ids)
        quarantined = _delete_quarantined(store, ids)
        files = 0
        if events or quarantined or resumed:
            files = _forget_history(store)
            store.tell(lambda follower: follower.erased())
        unfinished.unlink()
    if not (events or quarantined or resumed):
        raise NotFound(
            f"Nobody with the id {person_id!r} is in the log.",
            remedy="Check the id; ids are compared letter by letter.",
            code="log.unknown_person",
            field="person",
        )
    return Erased(ids, events, quarantined, files)


def _delete_events(store: LogStore, ids: tuple[str, ...]) -> int:
    values = pa.array(ids, pa.string())
    links = store.events.pin(transactions=(LINKS,)).transactions[LINKS]
    return sum(
        store.events.delete(column, values, {LINKS: links + step}, inside=False)
        for step, column in enumerate(("user_id", "anonymous_id", "previous_id"), start=1)
    )


def _delete_quarantined(store: LogStore, ids: tuple[str, ...]) -> int:
    """A quarantined event may be too broken to have an id; its text tells."""
    texts = {json.dumps(one, ensure_ascii=escaped) for one in ids for escaped in (False, True)}
    return sum(
        store.quarantine.delete("raw", pa.array([text], pa.string()), {}, inside=True)
        for text in sorted(texts)
    )


def _forget_history(store: LogStore) -> int:
    for path in (
        *store.index_folder.glob("people-*"),
        *segments(store.segments_folder / "torn"),
    ):
        path.unlink()
    return store.events.vacuum(0) + store.quarantine.vacuum(0)


def _ship_all(store: LogStore) -> None:
    """Ship until every segment that was there at the start has gone."""
    waiting = set(segments(store.segments_folder))
    deadline = time.monotonic() + _PATIENCE
    while waiting & set(segments(store.segments_folder)):
        ship(store)
        if time.monotonic() > deadline:
            raise Conflict(
                "A server process has kept its segment open for a minute.",
                remedy="Check that `huitou serve` is healthy, then erase again.",
                code="log.segment_open",
            )
        time.sleep(0.1)
