"""Ranges of days by name: the last 30 days, this quarter, or from one day to another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CUSTOM = "custom"
_ROLLING = {
    "last_7": 7,
    "last_14": 14,
    "last_30": 30,
    "last_90": 90,
    "last_180": 180,
    "last_365": 365,
}
PRESETS: Mapping[str, str | Promise] = {
    "last_7": _("Last 7 days"),
    "last_14": _("Last 14 days"),
    "last_30": _("Last 30 days"),
    "last_90": _("Last 90 days"),
    "last_180": _("Last 180 days"),
    "last_365": _("Last 365 days"),
    "this_week": _("This week"),
    "this_month": _("This month"),
    "last_month": _("Last month"),
    "this_quarter": _("This quarter"),
    "last_quarter": _("Last quarter"),
    "this_year": _("This year"),
}


@dataclass(frozen=True)
class Days:
    """From the day `first` to the day `last`, both included."""

    first: date
    last: date

    def __len__(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def query(self) -> dict[str, str]:
        """As questions to the log say it."""
        return {"from": self.first.isoformat(), "to": self.last.isoformat()}


def days_of(preset: str, newest: date) -> Days:
    """The days that a name means when it is counted back from `newest`."""
    if preset in _ROLLING:
        return Days(newest - timedelta(days=_ROLLING[preset] - 1), newest)
    if preset == "this_week":
        return Days(newest - timedelta(days=newest.weekday()), newest)
    month = newest.replace(day=1)
    if preset == "last_month":
        before = month - timedelta(days=1)
        return Days(before.replace(day=1), before)
    quarter = month.replace(month=3 * ((newest.month - 1) // 3) + 1)
    if preset == "last_quarter":
        before = quarter - timedelta(days=1)
        return Days(before.replace(day=1, month=before.month - 2), before)
    first = {"this_month": month, "this_quarter": quarter}.get(
        preset, newest.replace(month=1, day=1)
    )
    return Days(first, newest)
