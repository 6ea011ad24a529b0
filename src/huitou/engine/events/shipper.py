"""The shipper: ships at a steady pace, and keeps the table from falling into small files."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from huitou.engine.events.maintain import TARGET_BYTES, compact, vacuum
from huitou.engine.events.segments import segments
from huitou.engine.events.ship import Shipped, ship
from huitou.engine.events.store import LogStore
from huitou.kernel import HuitouError

_LOOK = 1.0
_MUCH = 32 << 20
_MANY_FILES = 128
_KEEP_DAYS = 7


def ship_forever(
    store: LogStore,
    stop: threading.Event,
    *,
    interval: float = 10.0,
    heard: Callable[[Shipped | HuitouError], None] = lambda _: None,
) -> None:
    """Ship every `interval` seconds, sooner if much waits, until `stop` is set; a round that has
    begun is finished.

    Queries see what waits as well, so the pace is set by the table: every round is a version of
    it, and its log keeps them for a week. Several shippers may run: the log's lock lets one work
    at a time, and when it dies the next one goes on. `heard` is told of every round that moved
    something or failed for a reason that may pass, such as a full disk.
    """
    if not stop.is_set():
        _catch_up(store, heard)
    while not stop.is_set():
        started = time.monotonic()
        try:
            _round(store, heard)
        except HuitouError as error:
            heard(error)
        while not stop.wait(min(_LOOK, interval)):
            if time.monotonic() - started >= interval or _waiting(store) >= _MUCH:
                break


def _catch_up(store: LogStore, heard: Callable[[HuitouError], None]) -> None:
    try:
        store.catch_up()
    except HuitouError as error:
        heard(error)


def _round(store: LogStore, heard: Callable[[Shipped], None]) -> None:
    shipped = ship(store)
    if not shipped.segments:
        return
    heard(shipped)
    if store.events.small_files(TARGET_BYTES) > _MANY_FILES:
        compact(store)
        vacuum(store, _KEEP_DAYS)


def _waiting(store: LogStore) -> int:
    """Bytes in segments that are not shipped; one that goes meanwhile counts as nothing."""
    total = 0
    for path in segments(store.segments_folder):
        try:
            total += path.stat().st_size
        except FileNotFoundError:
            continue
    return total
