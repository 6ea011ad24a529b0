"""The shipper: ships at a steady pace, and keeps the table from falling into small files."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from huitou.engine.events.maintain import compact, vacuum
from huitou.engine.events.ship import Shipped, ship
from huitou.engine.events.store import LogStore
from huitou.kernel import HuitouError

_MANY_FILES = 128
_KEEP_DAYS = 7


def ship_forever(
    store: LogStore,
    stop: threading.Event,
    *,
    interval: float = 2.0,
    heard: Callable[[Shipped | HuitouError], None] = lambda _: None,
) -> None:
    """Ship every `interval` seconds until `stop` is set; a round that has begun is finished.

    Several shippers may run: the log's lock lets one work at a time, and when it dies the next
    one goes on. `heard` is told of every round that moved something or failed for a reason that
    may pass, such as a full disk.
    """
    while not stop.is_set():
        started = time.monotonic()
        try:
            shipped = ship(store)
            if shipped.segments:
                heard(shipped)
            if len(store.events.pin().files) > _MANY_FILES:
                compact(store)
                vacuum(store, _KEEP_DAYS)
        except HuitouError as error:
            heard(error)
        stop.wait(max(0.0, interval - (time.monotonic() - started)))
