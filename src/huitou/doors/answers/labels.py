"""How an answer's intervals, groups and events are called."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from huitou.doors.answers.words import TEXTS, said
from huitou.doors.report import Text, percent, period

_SHAPES = {"hour": "%Y-%m-%d %H:%M", "month": "%Y-%m"}


def period_of(answer: Any) -> str:
    """hour, day, week or month: what the answer counts by."""
    rules = answer.definition.rules
    return str(rules.get("period") or "day")


def unit(answer: Any) -> Text:
    """The period as a word that follows a number."""
    return TEXTS[f"unit.{period_of(answer)}"]


def interval(start: datetime, by: str) -> str:
    """An interval by its local start, short and in order: 2026-01, 2026-01-05, .. 13:00."""
    return start.strftime(_SHAPES.get(by, "%Y-%m-%d"))


def mark(counted: Any) -> str:
    """What stands behind the name of something that is not over yet."""
    return "" if counted.complete else " *"


def long_interval(start: datetime, by: str) -> Text:
    """The same as a person would say it."""
    day = period(start.date(), by)
    return day if by != "hour" else Text(f"{day.en}, {start:%H:%M}", f"{day.zh} {start:%H:%M}")


def is_split(answer: Any) -> bool:
    """Whether the answer has groups by a breakdown."""
    return "breakdown" in answer.definition.query


def group_name(group: Any) -> Text:
    """A group by its value: what is not shown is "all others", no value is "(none)"."""
    if group.other:
        return TEXTS["other"]
    return TEXTS["no_value"] if group.key is None else Text.same(group.key)


def titled(key: str, answer: Any, group: Any) -> Text:
    """The words of `key`, with the group's name if there are several."""
    if not is_split(answer):
        return TEXTS[key]
    return said("of_group", what=TEXTS[key], group=group_name(group))


def share(of_hundred: float | None, digits: int = 1) -> str:
    """34.56 → 34.6%."""
    return percent(None if of_hundred is None else of_hundred / 100, digits)


def fraction(of_hundred: float | None) -> float | None:
    """A percentage as tables hold it: 34.56 → 0.3456."""
    return None if of_hundred is None else of_hundred / 100


def event_name(event: Any) -> Text:
    """An EventFilter in short."""
    name = TEXTS["any_event"] if event.event is None else Text.same(event.event)
    if not event.where:
        return name
    where = ", ".join(f"{key}={value}" for key, value in event.where.items())
    return said("event_where", event=name, where=where)
