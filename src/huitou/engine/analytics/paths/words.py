"""A paths answer's definition, in words and as data."""

from __future__ import annotations

from typing import Any

from huitou.engine.analytics.paths.query import PathsQuery
from huitou.engine.analytics.query.calendar import Intervals
from huitou.engine.analytics.query.definition import AsOf, QueryDefinition
from huitou.engine.analytics.query.phrases import Words, common_words, define

_NO = Words("", "")


def definition(query: PathsQuery, days: Intervals, as_of: AsOf) -> QueryDefinition:
    """What the query counts."""
    return define(
        query,
        as_of,
        _rules(query, days),
        _node_words(query, days),
        _session_words(query),
        _end_words(query),
        _naming_words(query),
        _limit_words(query),
        common_words(query),
    )


def _dates(days: Intervals) -> tuple[str, str]:
    first, last = days.start(0), days.start(len(days) - 1)
    return first.date().isoformat(), last.date().isoformat()


def _node_words(query: PathsQuery, days: Intervals) -> Words:
    first, last = _dates(days)
    nodes = Words("event names", "事件名称")
    if query.by is not None:
        nodes = Words(
            f"values of the property “{query.by}” (events without it are passed over)",
            f"属性“{query.by}”的值（没有该属性的事件略过）",
        )
    only = _NO
    if query.events:
        only = Words(
            f", only of {', '.join(f'“{name}”' for name in query.events)}",
            f"，仅限{'、'.join(f'“{name}”' for name in query.events)}",
        )
    return Words(
        f"Counts the links between people’s successive steps, from {first} to {last}; steps are "
        f"{nodes.en}{only.en}.",
        f"统计 {first} 至 {last} 用户从一步到下一步的去向，节点为{nodes.zh}{only.zh}。",
    )


def _session_words(query: PathsQuery) -> Words:
    return Words(
        "Each session is one path: a person’s events, in order of time (then of name), without a "
        f"pause longer than {query.session_seconds:,} seconds; a step that follows itself counts "
        "once, at its first moment.",
        f"每个会话为一条路径：同一用户按时间（再按名称）排列、间隔不超过 {query.session_seconds} "
        "秒的事件；连续重复的节点只算一步，取第一次的时间。",
    )


def _end_words(query: PathsQuery) -> Words:
    limit, start, end = query.step_limit, query.start, query.end
    if start is not None and end is not None:
        return Words(
            f"Paths go from the first “{start}” to the first “{end}” after it; of those with more "
            f"than {limit} steps the middle is one step, “…”.",
            f"路径从首个“{start}”到其后首个“{end}”；超过 {limit} 步的，中间合并为一步“…”。",
        )
    if end is not None:
        return Words(
            f"Paths are the last {limit} steps up to the first “{end}”; places count back from it.",
            f"路径为到首个“{end}”为止的最后 {limit} 步，位置由终点往回计。",
        )
    begin = _NO
    if start is not None:
        begin = Words(f" from the first “{start}” on", f"自首个“{start}”起的")
    return Words(
        f"Paths are the first {limit} steps{begin.en}.", f"路径为{begin.zh}前 {limit} 步。"
    )


def _naming_words(query: PathsQuery) -> Words:
    cleaned = ", ".join(f"/{one.pattern}/ → “{one.replacement}”" for one in query.cleanings)
    grouped = ", ".join(
        f"{one.pattern} → “{one.pattern if one.name is None else one.name}”"
        for one in query.groupings
    )
    en, zh = [], []
    if cleaned:
        en.append(f"Names are cleaned: {cleaned}.")
        zh.append(f"节点名称先清洗：{cleaned}。")
    if grouped:
        en.append(f"Nodes are grouped, by the first pattern that fits: {grouped}.")
        zh.append(f"节点按首个匹配的模式归组：{grouped}。")
    return Words(" ".join(en), "".join(zh))


def _limit_words(query: PathsQuery) -> Words:
    return Words(
        f"At most {query.edge_limit} links are shown, those with the most people, each with at "
        f"least {query.min_people}.",
        f"最多显示人数最多的 {query.edge_limit} 条去向，每条至少 {query.min_people} 人。",
    )


def _rules(query: PathsQuery, days: Intervals) -> dict[str, Any]:
    return {
        "range": list(_dates(days)),
        "unit": "session",
        "session_seconds": query.session_seconds,
        "nodes": "event names" if query.by is None else f"property {query.by}",
        "ties": "by node name",
        "repeats": "one step, at its first moment",
        "start": query.start,
        "end": query.end,
        "step_limit": query.step_limit,
        "edge_limit": query.edge_limit,
        "min_people": query.min_people,
    }
