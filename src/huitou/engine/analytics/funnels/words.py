"""A funnel answer's definition, in words and as data."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from huitou.engine.analytics.funnels.phrases import (
    attribution_words,
    exclusion_words,
    span_words,
    trend_words,
)
from huitou.engine.analytics.funnels.plan import Plan
from huitou.engine.analytics.funnels.query import FunnelQuery
from huitou.engine.analytics.query.definition import AsOf, QueryDefinition
from huitou.engine.analytics.query.phrases import Words, common_words, define, event_words

_NO = Words("", "")


def definition(plan: Plan, as_of: AsOf) -> QueryDefinition:
    """What the query counts."""
    query = plan.query
    return define(
        query,
        as_of,
        _rules(plan),
        _step_words(query),
        _range_words(plan),
        _order_words(query),
        _tie_words(query),
        _held_words(query),
        *(exclusion_words(one, plan.steps) for one in query.exclusions),
        _best_words(query),
        attribution_words(plan),
        trend_words(query),
        common_words(query, query.breakdown),
    )


def _step_words(query: FunnelQuery) -> Words:
    each = [event_words(step) for step in query.steps]
    session = query.unit == "session"
    pause = span_words(query.session_seconds)
    what = Words("people", "用户")
    if session:
        what = Words(
            f"sessions (a person’s events without a pause longer than {pause.en})",
            f"会话（同一用户相邻事件间隔不超过{pause.zh}）",
        )
    listed = Words(", ".join(one.en for one in each), "、".join(one.zh for one in each))
    return Words(
        f"Counts the {what.en} that took these steps: {listed.en}.",
        f"统计依次完成以下步骤的{what.zh}数：{listed.zh}。"
        if query.order != "unordered"
        else f"统计完成以下步骤（不分先后）的{what.zh}数：{listed.zh}。",
    )


def _range_words(plan: Plan) -> Words:
    first, last = _first_and_last(plan)
    window = span_words(plan.query.window_seconds)
    opens = Words("a step-1 event", "第 1 步事件")
    if plan.query.order == "unordered":
        opens = Words("an event of any step", "任一步骤的事件")
    return Words(
        f"An attempt opens with {opens.en} from {first:%Y-%m-%d} to {last:%Y-%m-%d}; its other "
        f"steps must come within {window.en} of that, limit included. The last windows may still "
        "be running.",
        f"{first:%Y-%m-%d} 至 {last:%Y-%m-%d} 之间的{opens.zh}开启一次尝试，"
        f"其余步骤须在此后{window.zh}内（含边界）发生；最后一些尝试的窗口可能尚未结束。",
    )


def _order_words(query: FunnelQuery) -> Words:
    if query.order == "strict":
        return Words(
            "Each step must be the very next event after the step before.",
            "每一步都必须是上一步之后紧接着的下一个事件，中间不得有任何其他事件。",
        )
    if query.order == "unordered":
        return Words(
            "Step k counts who did any k of the steps, each by an event of its own.",
            "第 k 步统计完成其中任意 k 个步骤者，一个事件只能用于一个步骤。",
        )
    return Words(
        "Each step is the earliest fitting event after the step before; other events may come in "
        "between, and one event serves one step.",
        "每一步取上一步之后最早的符合事件，中间可以有其他事件，一个事件只能用于一个步骤。",
    )


def _tie_words(query: FunnelQuery) -> Words:
    if query.order == "unordered":
        return _NO
    if query.ties == "strictly_later":
        return Words("A next step must be later.", "下一步的时间必须更晚，同一时刻不算。")
    return Words(
        "Events at one moment follow each other in the order of the steps.",
        "同一时刻的事件按步骤顺序先后计算。",
    )


def _held_words(query: FunnelQuery) -> Words:
    if query.hold_constant is None:
        return _NO
    return Words(
        f"All steps of an attempt have the same “{query.hold_constant}”.",
        f"同一次尝试的各步骤，其“{query.hold_constant}”必须相同。",
    )


def _best_words(query: FunnelQuery) -> Words:
    who = Words("session", "会话") if query.unit == "session" else Words("person", "用户")
    again = Words("Every such event opens an attempt", "每个这样的事件都开启一次尝试")
    if query.reentry == "after_window":
        again = Words(
            "An event within the window of the attempt before opens none",
            "上一次尝试的窗口结束之前，不再开启新的尝试",
        )
    return Words(
        f"{again.en}; a {who.en} counts once, with the attempt that got furthest, the earliest of "
        "those.",
        f"{again.zh}；每个{who.zh}只计一次，取走得最远的尝试，并列时取最早的。",
    )


def _rules(plan: Plan) -> dict[str, Any]:
    query = plan.query
    return {
        "range": [day.date().isoformat() for day in _first_and_last(plan)],
        "window_seconds": query.window_seconds,
        "window_limit": "included",
        "anchor": "any step" if query.order == "unordered" else "step 1",
        "order": query.order,
        "ties": query.ties,
        "reentry": query.reentry,
        "attempt": "most steps, then earliest",
        "unit": query.unit,
        "session_seconds": query.session_seconds if query.unit == "session" else None,
        "hold_constant": query.hold_constant,
        "attribution": query.attribution if plan.split_by_event else None,
    }


def _first_and_last(plan: Plan) -> tuple[datetime, datetime]:
    """The starts of the first and of the last day of the range."""
    return plan.days.start(0), plan.days.start(len(plan.days) - 1)
