"""Pure rules of delivery: what it costs, and on which day the goods are there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_EVERY_DAY = "1234567"


@dataclass(frozen=True)
class Tariff:
    """What a way of shipping costs, in minor units: `fee` for the first `first_grams` (0: whatever
    it weighs), and `step_fee` for every `step_grams` begun beyond. Free from `free_over` on: goods
    as listed, before discounts (None: never).
    """

    fee: int
    free_over: int | None = None
    first_grams: int = 0
    step_grams: int = 0
    step_fee: int = 0


@dataclass(frozen=True)
class Timetable:
    """When goods that are ordered arrive. Ordered before `cutoff_hour` (shop's time, 0 to 24) they
    are handled from that day on, else from the next. Handling takes `handling_days` of the days in
    `works_on` (1 is Monday), the carrier `transit_days` of the calendar.
    """

    cutoff_hour: int
    handling_days: int
    transit_days: int
    works_on: str = _EVERY_DAY


def fee_of(tariff: Tariff, *, goods: int, grams: int) -> int:
    """What delivery costs: `goods` in minor units, their weight in `grams`."""
    if tariff.free_over is not None and goods >= tariff.free_over:
        return 0
    beyond = grams - tariff.first_grams
    if not tariff.step_grams or beyond <= 0:
        return tariff.fee
    steps = -(-beyond // tariff.step_grams)
    return tariff.fee + steps * tariff.step_fee


def promised_on(timetable: Timetable, at: datetime, timezone: str) -> date:
    """The day, in the shop's timezone, on which goods ordered `at` arrive at the latest."""
    local = at.astimezone(ZoneInfo(timezone))
    day = local.date()
    if local.hour >= timetable.cutoff_hour:
        day += timedelta(days=1)
    day = _workday(day, timetable.works_on)
    for _ in range(timetable.handling_days):
        day = _workday(day + timedelta(days=1), timetable.works_on)
    return day + timedelta(days=timetable.transit_days)


def handled_until(cutoff_hour: int, at: datetime, timezone: str) -> datetime:
    """Until when an order is handled as one placed `at`: the next time that the clock strikes the
    hour, in UTC.
    """
    local = at.astimezone(ZoneInfo(timezone))
    day = local.date() + timedelta(days=1 if local.hour >= cutoff_hour else 0)
    hour = cutoff_hour % 24
    end = datetime.combine(day + timedelta(days=cutoff_hour // 24), time(hour), ZoneInfo(timezone))
    return end.astimezone(UTC)


def kept(promised: date, delivered_at: datetime, timezone: str) -> bool:
    """Whether goods delivered then came on the promised day or before."""
    return delivered_at.astimezone(ZoneInfo(timezone)).date() <= promised


def taken_as_received(
    shipped_at: datetime, promised: date, patience: timedelta, timezone: str
) -> datetime:
    """When goods of whose arrival nobody says a word count as received: `patience` after the last
    parcel has left, or after the end of the promised day, whichever is later. In UTC.
    """
    over = datetime.combine(promised + timedelta(days=1), time(), ZoneInfo(timezone))
    return max(shipped_at, over).astimezone(UTC) + patience


def _workday(day: date, works_on: str) -> date:
    while str(day.isoweekday()) not in works_on:
        day += timedelta(days=1)
    return day
