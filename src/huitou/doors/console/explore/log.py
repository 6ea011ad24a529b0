"""The event log as the explorers read it: opened once for each of its versions, and what a form has
to know of it.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from huitou.engine.analytics import (
    Events,
    Limits,
    SavedCohorts,
    events_of_log,
    index_facts,
    people_of_cell,
)
from huitou.engine.events import EventLog
from huitou.foundation.cohorts import open_cohorts
from huitou.foundation.event_log import open_log
from huitou.kernel import NotFound

_KEPT = 4


@dataclass(frozen=True, eq=False)
class OpenedLog:
    """A version of the log: `version` and `links` (how often people were joined) mark it; `newest`
    is the last local day on which something happened.
    """

    version: int
    links: int
    events: Events
    newest: date


_opened: OrderedDict[tuple[str, int, int], OpenedLog] = OrderedDict()
_turn = threading.Lock()


def opened_log(as_of: int | None = None) -> OpenedLog:
    """The newest version; or the one of that mark, if it was opened here before or is still kept.
    NotFound while the log holds no events.
    """
    log = _log()
    links = log.counts().links
    version = log.events.pin(as_of).version
    key = (str(settings.HOME), version, links)
    with _turn:
        if key not in _opened:
            _opened[key] = _open(log, version if as_of is not None else None, links)
        _opened.move_to_end(key)
        while len(_opened) > _KEPT:
            _opened.popitem(last=False)
        return _opened[key]


def _log() -> EventLog:
    home = settings.HOME
    log = open_log(home) if (home / "log").is_dir() else None
    if log is None or not log.events.pin(None).files:
        raise NotFound(
            "The event log holds no events.",
            remedy="Send some to /v1/batch, or import a file; they count some seconds later.",
            code="query.empty_log",
        )
    return log


def _open(log: EventLog, version: int | None, links: int) -> OpenedLog:
    cohorts = SavedCohorts(open_cohorts(settings.HOME), people_of_cell)
    events = events_of_log(
        log, version, limits=Limits(settings.API_QUERY_SECONDS), use_index=True, cohorts=cohorts
    )
    assert events.as_of.version is not None
    facts = index_facts(log) if events.index is not None else None
    newest = facts.last if facts is not None and facts.last is not None else _newest_day(events)
    return OpenedLog(events.as_of.version, links, events, newest)


def _newest_day(events: Events) -> date:
    """Without an index: the local day of the newest event."""

    def asked(table: Any, _: Any) -> Any:
        named = table.filter(table.event.notnull())
        return named.aggregate(newest=named.timestamp.max())

    (row,) = events.query(asked).to_pylist()
    moment = row["newest"] or events.as_of.moment
    found: date = moment.astimezone(ZoneInfo(settings.SHOP_TIMEZONE)).date()
    return found
