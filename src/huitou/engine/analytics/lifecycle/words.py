"""A lifecycle answer's definition, in words and as data."""

from __future__ import annotations

from huitou.engine.analytics.lifecycle.query import LifecycleQuery
from huitou.engine.analytics.query.definition import AsOf, QueryDefinition
from huitou.engine.analytics.query.events import EventFilter
from huitou.engine.analytics.query.phrases import (
    Words,
    common_words,
    define,
    event_words,
    period_words,
)


def definition(query: LifecycleQuery, as_of: AsOf) -> QueryDefinition:
    """What the query counts."""
    event, period = event_words(query.event), period_words(query.period, query.week_start)
    first = event
    if query.new_by == "person" or query.event == EventFilter():
        first = Words("event of any name", "事件（不论名称）")
    counted = Words(
        f"Active means having done {event.en} in the {period.en}. New: active, and the first "
        f"{first.en} of all time lies in it. Returning: active in the one before too. "
        "Resurrecting: active again after at least one without. Dormant: active in the one "
        "before, not in this. Pulse is (new + resurrecting) / dormant.",
        f"活跃指在该{period.zh}发生过{event.zh}。新增：活跃，且有史以来首个{first.zh}就在其中；"
        "留存：上一个区间也活跃；回流：中断至少一个区间后又活跃；沉睡：上一个区间活跃而本区间没有。"
        "脉搏 =（新增 + 回流）/ 沉睡。",
    )
    rules = {
        "period": query.period,
        "week_start": query.week_start if query.period == "week" else None,
        "window": "calendar",
        "new_by": query.new_by,
        "history": "counts before the range",
        "last_interval": "whole",
    }
    return define(query, as_of, rules, counted, common_words(query))
