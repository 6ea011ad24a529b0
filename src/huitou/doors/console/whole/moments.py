"""Moments where there is little room."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings

from huitou.doors.design import clock_time, day, short_day
from huitou.foundation.clocks import current_clock


def when(at: datetime) -> str:
    """The day and the time of a moment of this year; of another year the day alone."""
    zone = ZoneInfo(settings.SHOP_TIMEZONE)
    if at.astimezone(zone).year == current_clock().now().astimezone(zone).year:
        return f"{short_day(at)} {clock_time(at)}"
    return day(at)
