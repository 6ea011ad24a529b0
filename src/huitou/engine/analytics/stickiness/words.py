"""A stickiness answer's definition, in words and as data."""

from __future__ import annotations

from huitou.engine.analytics.query.definition import AsOf, QueryDefinition
from huitou.engine.analytics.query.phrases import (
    Words,
    common_words,
    define,
    event_words,
    period_words,
)
from huitou.engine.analytics.stickiness.query import StickinessQuery

_OPS = {">=": Words("at least", "至少"), "<=": Words("1 to", "1 至"), "=": Words("exactly", "恰好")}


def definition(query: StickinessQuery, as_of: AsOf) -> QueryDefinition:
    """What the query counts."""
    event = event_words(query.event)
    period = period_words(query.period, query.week_start, plural=True)
    op, blocks = _OPS[query.criterion.op], query.interval_count
    unit = period
    if blocks > 1:
        unit = Words(f"blocks of {blocks} {period.en}", f"由 {blocks} 个{period.zh}组成的区段")
    more = Words(" or more", "及以上") if query.cumulative else Words("", "")
    counted = Words(
        f"For each person the number of {unit.en} in the range with {op.en} "
        f"{query.criterion.count} of {event.en} is counted; bar n shows the people with n"
        f"{more.en}. People with none are left out.",
        f"统计每位用户在范围内有多少个{unit.zh}发生过{op.zh} {query.criterion.count} 次{event.zh}；"
        f"第 n 柱为恰好 n 个{more.zh}的人数，一个都没有的用户不计。",
    )
    rules = {
        "period": query.period,
        "week_start": query.week_start if query.period == "week" else None,
        "window": "calendar",
        "criterion": f"{query.criterion.op} {query.criterion.count}",
        "interval_count": blocks,
        "cumulative": query.cumulative,
        "last_interval": "whole",
    }
    return define(query, as_of, rules, counted, common_words(query, query.breakdown))
