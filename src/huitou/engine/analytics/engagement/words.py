"""An engagement answer's definition, in words and as data."""

from __future__ import annotations

from huitou.engine.analytics.engagement.query import EngagementQuery
from huitou.engine.analytics.query.definition import AsOf, QueryDefinition
from huitou.engine.analytics.query.phrases import (
    Words,
    common_words,
    define,
    event_words,
    period_words,
)
from huitou.engine.analytics.source.bots import BOT_PATTERN, BOT_WORDS

_LISTED = ", ".join(BOT_WORDS)
_BOTS = Words(
    "Events of bots are left out: those whose user agent holds “bot” at the end of a name (but not "
    f"“cubot”) or one of: {_LISTED}.",
    "不计机器人的事件：user agent 中有以“bot”结尾的名称（“cubot”除外），"
    f"或含有以下任一字样：{_LISTED}。",
)


def definition(query: EngagementQuery, as_of: AsOf) -> QueryDefinition:
    """What the query counts."""
    rules = {
        "period": query.period,
        "week_start": query.week_start if query.period == "week" else None,
        "dau": "mean over the days of the interval that have begun",
        "wau": "7 local days that end with the interval's last day",
        "mau": "30 local days that end with the interval's last day",
        "session_seconds": query.session_seconds,
        "session_interval": "of its first event",
        "dwell": "last minus first event; 0 for a single event",
        "bots": BOT_PATTERN if query.exclude_bots else None,
        "last_interval": "whole",
    }
    bots = _BOTS if query.exclude_bots else Words("", "")
    parts = (_people(query), _sessions(query), bots, common_words(query, query.breakdown))
    return define(query, as_of, rules, *parts)


def _people(query: EngagementQuery) -> Words:
    event, period = event_words(query.event), period_words(query.period, query.week_start)
    return Words(
        f"Active means having done {event.en}; each {period.en} counts distinct people. DAU is the "
        "mean of the people active on each of its days, WAU and MAU are the people active on the "
        "7 and 30 days that end with its last day; while it runs, only the days that have begun "
        "count.",
        f"活跃指发生过{event.zh}，每个{period.zh}统计去重人数。DAU 是其中各日活跃人数的平均值；"
        "WAU、MAU 是截至其最后一天的 7 天、30 天内的活跃人数；尚未结束时只计已开始的日子。",
    )


def _sessions(query: EngagementQuery) -> Words:
    pause = query.session_seconds
    return Words(
        f"A session is a person's events without a pause of more than {pause:,} seconds; it "
        f"belongs to the {query.period} of its first event. Its dwell is from the first to the "
        "last event, so that a session of a single event has 0 seconds; the mean is also given "
        "without those.",
        f"会话是同一用户间隔不超过 {pause:,} 秒的连续事件，归入首个事件所在的区间。"
        "停留时长是首末事件之差，只有一个事件的会话记为 0 秒；另给出不含这类会话的平均值。",
    )
