"""What the whole log says of everybody and every product, counted once for each of its versions.

Where counting takes long the last numbers are shown a while longer: at most a twentieth of the time
goes into counting. Nothing of it is personal beyond ids.
"""

from __future__ import annotations

import threading
import time
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


@dataclass
class _Kept:
    numbers: LogNumbers
    key: tuple[str, int, int]
    good_until: float


_turn = threading.Lock()
_kept: dict[str, _Kept] = {}


def log_numbers() -> LogNumbers | None:
    """The numbers of the newest version, or of one before while counting it anew would take long;
    None while the log holds no events.
    """
    home = str(settings.HOME)
    with _turn:
        kept = _kept.get(home)
        if kept is not None and time.monotonic() < kept.good_until:
            return kept.numbers
        try:
            opened = opened_log()
        except NotFound:
            return None
        key = (home, opened.version, opened.links)
        if kept is not None and kept.key == key:
            return kept.numbers
        return _counted(home, key, opened)


def _counted(home: str, key: tuple[str, int, int], opened: OpenedLog) -> LogNumbers:
    begun = time.monotonic()
    numbers = LogNumbers(opened)
    _ = numbers.people
    ended = time.monotonic()
    took = ended - begun
    # Up to a second nobody waits for long, and everybody sees what was just done.
    _kept[home] = _Kept(numbers, key, ended + (took * _REST if took > 1 else 0))
    return numbers


def forget() -> None:
    """Count anew at the next look; for tests."""
    with _turn:
        _kept.clear()
