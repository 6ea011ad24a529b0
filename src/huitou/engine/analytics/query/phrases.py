"""Phrases that definitions share, in English and Chinese, and the definition itself."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

import msgspec

from huitou.engine.analytics.periods import zone_named
from huitou.engine.analytics.query.definition import AsOf, QueryDefinition
from huitou.engine.analytics.query.events import Breakdown, EventFilter, Query, Question, Where


class Words(NamedTuple):
    """The same in both languages."""

    en: str
    zh: str


PERIODS = {
    "hour": Words("hour", "小时"),
    "day": Words("day", "天"),
    "week": Words("week", "周"),
    "month": Words("month", "月"),
}
_GROUPS = {
    "first_channel": Words("the channel of people's first event", "用户第一个事件的渠道"),
    "inviter": Words("who invited people", "邀请人"),
    "group_buy": Words(
        "how people first took part in a group buy (leader, member or none)",
        "用户第一次参与拼团的方式（团长、团员或未参与）",
    ),
}


def week_words(week_start: str) -> Words:
    """Which day a week begins with."""
    monday = week_start == "monday"
    return Words(f"from {'Monday' if monday else 'Sunday'}", "周一起" if monday else "周日起")


def period_words(period: str, week_start: str, *, plural: bool = False) -> Words:
    """An interval by the calendar, such as "calendar week (from Monday)"."""
    en, zh = PERIODS[period]
    en += "s" * plural
    if period == "week":
        en, zh = f"{en} ({week_words(week_start).en})", f"自然周（{week_words(week_start).zh}）"
    elif period != "hour":
        zh = f"自然{'日' if period == 'day' else zh}"
    return Words(f"calendar {en}", zh)


def event_words(one: EventFilter) -> Words:
    """An event by its name and what it must have."""
    en = "any named event" if one.event is None else f"“{one.event}”"
    zh = "任意有名称的事件" if one.event is None else f"“{one.event}”"
    if not one.where:
        return Words(en, zh)
    return Words(f"{en} with {_where(one.where, ' and ')}", f"{zh}（{_where(one.where, '，')}）")


def common_words(query: Query, split: Breakdown | None = None) -> Words:
    """What filters, the cohort and the breakdown do; empty if there are none."""
    en, zh = [], []
    if query.where:
        en.append(f"Only events with {_where(query.where, ' and ')} count.")
        zh.append(f"只统计满足 {_where(query.where, '，')} 的事件。")
    if query.within is not None:
        en.append(f"Only people in the cohort “{query.within}” count.")
        zh.append(f"只统计分群“{query.within}”中的用户。")
    if split is not None:
        by = _split(split)
        en.append(
            f"Split by {by.en}; the {split.limit} groups with the most people are shown, all "
            "others are counted together as one."
        )
        zh.append(f"按{by.zh}分组，显示人数最多的 {split.limit} 组，其余合并为一组重新计数。")
    return Words(" ".join(en), "".join(zh))


def define(
    query: Question,
    as_of: AsOf,
    rules: dict[str, Any],
    *parts: Words,
    timezone: str | None = None,
) -> QueryDefinition:
    """The definition whose sentences are `parts`, with the timezone and the as-of mark added. Days
    are those of `timezone`; None: of the query's own.
    """
    if timezone is None:
        assert isinstance(query, Query)
        timezone = query.timezone
    moment = as_of.moment.astimezone(zone_named(timezone))
    shown = f"{moment:%Y-%m-%d %H:%M}"
    version = "" if as_of.version is None else f" (version {as_of.version})"
    version_zh = "" if as_of.version is None else f"（版本 {as_of.version}）"
    en = [*(part.en for part in parts if part.en)]
    zh = [*(part.zh for part in parts if part.zh)]
    en.append(f"Days are those of {timezone}; data up to {shown}{version}.")
    zh.append(f"日期按 {timezone} 时区计算，数据截至 {shown}{version_zh}。")
    return QueryDefinition(
        en=" ".join(en),
        zh="".join(zh),
        timezone=timezone,
        rules={"persons": "resolved", "day": "local date of the timezone", **rules},
        query=msgspec.to_builtins(query),
        as_of=as_of,
    )


def _split(split: Breakdown) -> Words:
    if split.by == "event":
        return Words(f"the property “{split.name}” of the events", f"事件属性“{split.name}”")
    if split.by == "person":
        return Words(f"the trait “{split.name}” of people", f"用户属性“{split.name}”")
    if split.by == "cohort":
        return Words(f"the cohort “{split.name}”, in or out", f"是否属于分群“{split.name}”")
    return _GROUPS[split.by]


def _where(where: Where, joined: str) -> str:
    each = (f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in where.items())
    return joined.join(each)
