"""The day that it is in the shop."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from django.conf import settings

from huitou.kernel import Clock


def today_of(clock: Clock) -> date:
    """Today in the shop's timezone: papers end with a day there."""
    return clock.now().astimezone(ZoneInfo(settings.SHOP_TIMEZONE)).date()
