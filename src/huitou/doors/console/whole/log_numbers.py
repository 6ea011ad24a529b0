"""What the whole log says of everybody and every product, counted once for each of its versions.

Where counting takes long the last numbers are shown a while longer: at most a twentieth of the time
goes into counting. Nothing of it is personal beyond ids.
"""

from __future__ import annotations

import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.conf import settings

from huitou.doors.console.explore.log import OpenedLog, opened_log
from huitou.doors.console.whole.people_table import PeopleTable
from huitou.engine.analytics import (
    BuyerMarks,
    PeopleSeen,
    ProductSales,
    Purchases,
    RfmScores,
    buyer_marks,
    people_seen,
    prepare,
    rfm_scores,
)
from huitou.engine.events import order_lines_of
from huitou.kernel import InvalidInput, NotFound

_ORDERS = ("Order Completed", "Order Updated", "Order Refunded", "Order Cancelled")
_NEEDED = ("message_id", "type", "event", "timestamp", "received_at", "properties")
_REST = 20.0
_PATIENCE = 1.0  # seconds that a page waits


@dataclass(frozen=True, eq=False)
class LogNumbers:
    """A version of the log, counted: its mark, and who was seen. What was bought is counted when
    somebody asks.
    """

    opened: OpenedLog

    @property
    def as_of(self) -> datetime:
        return self.opened.events.as_of.moment

    @cached_property
    def seen(self) -> PeopleSeen:
        return people_seen(self.opened.events)

    def _lines(self) -> Any:
        def orders(table: Any, _: Any) -> Any:
            said = table.filter(table.type == "track", table.event.isin(_ORDERS))
            return said.select(*_NEEDED, person_id=said.person)

        found = self.opened.events.query(orders)
        return order_lines_of(found, default_currency=settings.SHOP_CURRENCY)

    @cached_property
    def counted(self) -> tuple[Purchases, RfmScores, ProductSales] | None:
        """Purchases in the shop's currency, else in the one with the most; None without any."""
        lines, zone = self._lines(), settings.SHOP_TIMEZONE
        if not lines.num_rows:
            return None
        try:
            purchases = prepare(lines, timezone=zone, currency=settings.SHOP_CURRENCY)
        except InvalidInput:  # an imported history in another currency than the shop's
            purchases = prepare(lines, timezone=zone)
        sales = ProductSales.of(lines, timezone=zone, currency=purchases.currency)
        return purchases, rfm_scores(purchases), sales

    @cached_property
    def people(self) -> PeopleTable:
        """Everybody, with what they bought."""
        purchases, scores, _ = self.counted or (None, None, None)
        return PeopleTable.of(self.seen, purchases, scores)

    def marks(self, person_id: str) -> BuyerMarks | None:
        """What is counted of one buyer."""
        if self.counted is None:
            return None
        purchases, scores, _ = self.counted
        return buyer_marks(purchases, scores, person_id)


@dataclass(frozen=True)
class _Work:
    """Numbers that are being counted, or are."""

    key: tuple[str, int, int]
    numbers: Future[LogNumbers]


@dataclass
class _Home:
    """What is kept of one data folder: the newest numbers, until when they will do, and the work
    under way.
    """

    numbers: LogNumbers | None = None
    key: tuple[str, int, int] | None = None
    good_until: float = 0.0
    work: _Work | None = None


_turn = threading.Lock()
_homes: dict[str, _Home] = {}
_worker = ThreadPoolExecutor(1, thread_name_prefix="huitou-numbers")


def log_numbers() -> LogNumbers | None:
    """The numbers of the newest version, or of one before while counting it anew takes long. None
    while the log holds no events, and where nothing was counted yet (see `is_counting`).
    """
    home = _home()
    if home.numbers is not None and time.monotonic() < home.good_until:
        return home.numbers
    try:
        opened = opened_log()
    except NotFound:
        return None
    key = (str(settings.HOME), opened.version, opened.links)
    if home.key == key:
        return home.numbers
    work = _at_work(home, key, opened)
    try:
        return work.numbers.result(_PATIENCE)
    except NotYet:
        return home.numbers


def is_counting() -> bool:
    """Whether there is nothing to show yet because it is still being counted."""
    home = _home()
    return home.numbers is None and home.work is not None and not home.work.numbers.done()


def _home() -> _Home:
    with _turn:
        return _homes.setdefault(str(settings.HOME), _Home())


def _at_work(home: _Home, key: tuple[str, int, int], opened: OpenedLog) -> _Work:
    """The work under way; begun, if there is none. One at a time: a busy log has a new version
    every few seconds.
    """
    with _turn:
        if home.work is None or (home.work.numbers.done() and home.work.key != key):
            home.work = _Work(key, _worker.submit(_count, home, key, opened))
        return home.work


def _count(home: _Home, key: tuple[str, int, int], opened: OpenedLog) -> LogNumbers:
    begun = time.monotonic()
    numbers = LogNumbers(opened)
    _ = numbers.people
    ended = time.monotonic()
    took = ended - begun
    home.numbers, home.key = numbers, key
    # Up to a second nobody waits for long, and everybody sees what was just done.
    home.good_until = ended + (took * _REST if took > _PATIENCE else 0)
    return numbers


def forget() -> None:
    """Count anew at the next look; for tests."""
    with _turn:
        _homes.clear()
