"""The names that occur in the log, to choose from: of events, of properties, of traits."""

from __future__ import annotations

import threading
from collections import OrderedDict
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from django.conf import settings

from huitou.doors.console.explore.asks import Around
from huitou.doors.console.explore.log import OpenedLog
from huitou.foundation.cohorts import open_cohorts
from huitou.kernel import Clock

_KEPT = 4
_SAMPLE = 4_000
_MOST_EVENTS, _MOST_NAMES = 400, 60
_RECENT = timedelta(days=30)
_PATIENCE = 0.4


@dataclass(frozen=True)
class Columns:
    """The names of properties and of traits, frequent ones first; `known` once they are read."""

    properties: tuple[str, ...] = ()
    traits: tuple[str, ...] = ()
    known: bool = False


_events: OrderedDict[tuple[str, int], tuple[str, ...]] = OrderedDict()
_columns: dict[str, Columns] = {}
_reading: dict[tuple[str, int], Future[Columns]] = {}
_turn = threading.Lock()
_pool = ThreadPoolExecutor(1, thread_name_prefix="huitou-names")


def around_log(opened: OpenedLog, clock: Clock) -> Around:
    """What a form has to know. A range ends on the newest day of the log, or today if that is
    earlier.
    """
    zone = ZoneInfo(settings.SHOP_TIMEZONE)
    columns = property_names(opened)
    return Around(
        timezone=settings.SHOP_TIMEZONE,
        newest=min(opened.newest, clock.now().astimezone(zone).date()),
        events=event_names(opened),
        properties=columns.properties,
        traits=columns.traits,
        complete=columns.known,
        cohorts=open_cohorts(settings.HOME).names(),
    )


def event_names(opened: OpenedLog) -> tuple[str, ...]:
    """Every event's name, read once for each version; from the index at once."""
    key = (str(settings.HOME), opened.version)
    if key not in _events:
        index = opened.events.index
        known = index is not None and index.knows_all_names
        names = index.event_names() if index is not None and known else opened.events.names()
        _events[key] = tuple(sorted(names))[:_MOST_EVENTS]
        while len(_events) > _KEPT:
            _events.popitem(last=False)
    return _events[key]


def property_names(opened: OpenedLog) -> Columns:
    """The names in the newest events. They are read beside the requests; until then those of the
    version before are given, or none: a form can be shown without them.
    """
    home = str(settings.HOME)
    key = (home, opened.version)
    with _turn:
        is_first = key not in _reading
        if is_first:
            _reading.clear()
            _reading[key] = _pool.submit(_read, opened)
        future = _reading[key]
    if is_first and home not in _columns:
        wait([future], _PATIENCE)
    if future.done() and future.exception() is None:
        _columns[home] = future.result()
    return _columns.get(home, Columns())


def _read(opened: OpenedLog) -> Columns:
    return Columns(_keys(opened, "properties"), _keys(opened, "traits"), known=True)


def _keys(opened: OpenedLog, column: str) -> tuple[str, ...]:
    """The names in a JSON column, of some of the newest events: to look at all of them would take
    longer than it is worth for a list to choose from.
    """
    since = opened.newest - _RECENT

    def asked(table: Any, _: Any) -> Any:
        rows = table.filter(table[column].notnull())
        if column == "properties":
            rows = rows.filter(rows.timestamp >= since.isoformat())
        return rows.select(said=rows[column].cast("string")).limit(_SAMPLE)

    seen: dict[str, int] = {}
    for text in opened.events.query(asked).column("said").to_pylist():
        for key, value in msgspec.json.decode(text).items():
            if not isinstance(value, list | dict):
                seen[key] = seen.get(key, 0) + 1
    return tuple(sorted(seen, key=lambda key: (-seen[key], key))[:_MOST_NAMES])
