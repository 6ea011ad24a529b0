"""Phrases of a funnel's definition: spans of time, exclusions, attribution, trend."""

from __future__ import annotations

from huitou.engine.analytics.funnels.plan import Plan
from huitou.engine.analytics.funnels.query import Exclusion, FunnelQuery
from huitou.engine.analytics.query.phrases import Words, event_words, period_words

_UNITS = (
    (86_400, Words("day", "天")),
    (3_600, Words("hour", "小时")),
    (60, Words("minute", "分钟")),
    (1, Words("second", "秒")),
)


def span_words(seconds: int) -> Words:
    """A span of time in the largest unit that it is a whole number of."""
    size, unit = next(one for one in _UNITS if seconds % one[0] == 0)
    count = seconds // size
    return Words(f"{count:,} {unit.en}{'' if count == 1 else 's'}", f" {count} {unit.zh}")


def exclusion_words(one: Exclusion, steps: int) -> Words:
    """What voids an attempt."""
    event, last = event_words(one.event), one.to_step or steps
    return Words(
        f"An attempt is void when {event.en} happens after step {one.from_step} and before step "
        f"{last}, or before the window ends if step {last} is not reached.",
        f"第 {one.from_step} 步之后、第 {last} 步之前（未到第 {last} 步则为窗口结束之前）"
        f"发生{event.zh}的尝试作废。",
    )


def attribution_words(plan: Plan) -> Words:
    """Whose value of the property an attempt goes by."""
    if not plan.split_by_event:
        return Words("", "")
    step = plan.query.attribution_step
    return {
        "first_touch": Words(
            "The group is that of the first event of the attempt.", "分组取该次尝试首个事件的值。"
        ),
        "last_touch": Words(
            "The group is that of the event of the last step reached.",
            "分组取所到达的最后一步事件的值。",
        ),
        "step": Words(
            f"The group is that of the event of step {step}; who did not reach it is left out.",
            f"分组取第 {step} 步事件的值，未到该步者不计。",
        ),
        "all": Words(
            "Each value is a funnel of its own, whose events all have it.",
            "每个值各自成为一个漏斗，其中所有事件都须带有该值。",
        ),
    }[plan.query.attribution]


def trend_words(query: FunnelQuery) -> Words:
    """What a point of the trend counts."""
    if query.trend is None:
        return Words("", "")
    period = period_words(query.trend, query.week_start)
    return Words(
        f"The trend tells, for each {period.en}, who entered in it and how many of them completed.",
        f"趋势按{period.zh}统计当期进入者及其中完成全部步骤者。",
    )
