"""The day at a glance as the page shows it: counted beside the requests, once for each version of
the log and each few minutes, and kept until the next one is there.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from huitou.doors.console.explore.log import OpenedLog, opened_log
from huitou.engine.analytics import Glance, GlanceQuery, day_at_a_glance, glance_people
from huitou.kernel import Clock

AWAY_DAYS = 30
WHO = ("active", "new", "returned", "lost", "buyers")
_STEP = timedelta(minutes=5)  # how far apart two moments are that are counted anew
_FRESH = 60.0  # seconds for which a count is shown although a newer one could be made
_KEPT = 16
_MICRO = timedelta(microseconds=1)


@dataclass(frozen=True)
class Moment:
    """A local day and the time of it up to which is counted; None: to its end."""

    day: date
    until: timedelta | None

    @property
    def at(self) -> datetime | None:
        """When that is, as the shop's clock shows it."""
        if self.until is None:
            return None
        midnight = _midnight(self.day)
        return (midnight.astimezone(UTC) + self.until).astimezone(midnight.tzinfo)

    @property
    def query(self) -> GlanceQuery:
        until = None if self.until is None else self.until // _MICRO
        currency = settings.SHOP_CURRENCY
        return GlanceQuery(
            settings.SHOP_TIMEZONE, self.day, until, away=AWAY_DAYS, currency=currency
        )


def now(clock: Clock) -> Moment:
    """Today, up to now: rounded down, so that who comes in the same minutes shares a count."""
    day = clock.now().astimezone(ZoneInfo(settings.SHOP_TIMEZONE)).date()
    since = clock.now() - _midnight(day).astimezone(UTC)
    return Moment(day, since - since % _STEP)


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(settings.SHOP_TIMEZONE))


class Counting:
    """Counts, waits and remembers, in one process."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="huitou-today")
        self._turn = threading.Lock()
        self._kept: OrderedDict[tuple[Any, ...], Future[Any]] = OrderedDict()
        self._last: dict[tuple[str, date], tuple[float, Glance]] = {}

    def glance(self, moment: Moment, wait: float) -> Glance | None:
        """The numbers; None if they are not there after `wait` seconds. NotFound while the log
        holds no events.
        """
        opened = opened_log()
        future = self._begun(opened, moment, None)
        place = (str(settings.HOME), moment.day)
        at, last = self._last.get(place, (0.0, None))
        if last is not None and time.monotonic() - at < _FRESH and not future.done():
            return last  # a newer one is on its way
        found = _within(future, wait)
        if found is not None:
            self._last = {place: (time.monotonic(), found)}
        return found if found is not None else last

    def people(self, moment: Moment, who: Any, wait: float) -> list[str] | None:
        """The sorted ids behind one number."""
        return _within(self._begun(opened_log(), moment, who), wait)

    def _begun(self, opened: OpenedLog, moment: Moment, who: Any) -> Future[Any]:
        key = (str(settings.HOME), opened.version, opened.links, moment, who)
        with self._turn:
            future = self._kept.get(key)
            if future is None or (future.done() and future.exception() is not None):
                future = self._kept[key] = self._pool.submit(_count, opened, moment, who)
            self._kept.move_to_end(key)
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
            return future


def _count(opened: OpenedLog, moment: Moment, who: Any) -> Any:
    if who is None:
        return day_at_a_glance(opened.events, moment.query)
    return glance_people(opened.events, moment.query, who)


def _within(future: Future[Any], wait: float) -> Any:
    try:
        return future.result(wait)
    except NotYet:
        return None


counting = Counting()
