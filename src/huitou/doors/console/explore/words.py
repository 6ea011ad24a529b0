"""How intervals, groups, shares and seconds are called in the reader's language."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from huitou.doors.design import day, month, number, percent, short_day
from huitou.foundation.actors import Actor

MINUTE, HOUR, DAY = 60, 3_600, 86_400


def in_chinese() -> bool:
    """Whether the page is in Chinese."""
    return (get_language() or "en").startswith("zh")


def said(text: Any) -> str:
    """What holds `en` and `zh`, in the language of the page."""
    return str(text.zh if in_chinese() else text.en)


def interval(start: datetime, period: str, *, short: bool = False) -> str:
    """An interval by its local start."""
    if period == "month":
        return month(start.date())
    named = short_day(start.date()) if short else day(start.date())
    return f"{named} {start:%H:%M}" if period == "hour" else named


def start_of(rows: Sequence[Any], at: int | None, period: str) -> str:
    """The interval of the row with that number, as far as there is one."""
    known = at is not None and 0 <= at < len(rows)
    return interval(rows[at].start, period) if known and at is not None else ""


def unit(period: str) -> str:
    """The period as a word before a number."""
    return {"hour": _("Hour"), "day": _("Day"), "week": _("Week"), "month": _("Month")}[period]


def place(period: str, column: int | str) -> str:
    """Week 4."""
    return _("%(unit)s %(number)s") % {"unit": unit(period), "number": column}


def group(one: Any) -> str:
    """A group of a breakdown by its value."""
    if one.other:
        return _("All others")
    return _("(none)") if one.key is None else str(one.key)


def share(of_hundred: float | None, digits: int = 1) -> str:
    """34.56 → 34.6%."""
    return percent(None if of_hundred is None else of_hundred / 100, digits)


def people(count: int) -> str:
    """12 people."""
    return ngettext("%(number)s person", "%(number)s people", count) % {"number": number(count)}


def event(one: dict[str, Any]) -> str:
    """An event of a query."""
    name = one.get("event") or _("Any event")
    where = ", ".join(f"{key}={value}" for key, value in one.get("where", {}).items())
    return f"{name} ({where})" if where else name


def duration(seconds: float | None) -> str:
    """A length of time in the largest unit that fits."""
    if seconds is None:
        return "–"
    if seconds < MINUTE:
        return _("%(n)s s") % {"n": round(seconds)}
    if seconds < HOUR:
        return _("%(n)s min") % {"n": round(seconds / MINUTE)}
    if seconds < DAY:
        return _("%(n)s h") % {"n": _short(seconds / HOUR)}
    return _("%(n)s days") % {"n": _short(seconds / DAY)}


def _short(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def maker(made_by: str, actor: Actor) -> str:
    """Who made something, as far as it is said: oneself, or a colleague."""
    return _("you") if made_by == str(actor) else _("a colleague")
