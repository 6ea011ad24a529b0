"""The parts of which a cohort's sentences are made, in English and Chinese."""

from __future__ import annotations

import json

from huitou.engine.analytics.cohorts.spans import is_date, is_relative
from huitou.engine.analytics.query.cohort import InSequence, Regularly, Span, TraitIs
from huitou.engine.analytics.query.phrases import Words, event_words, week_words

_UNITS = (
    (86_400, Words("day", "天")),
    (3_600, Words("hour", "小时")),
    (60, Words("minute", "分钟")),
)
_TRAITS = {
    "=": Words("is", "等于"),
    "!=": Words("is set and not", "已设置且不等于"),
    ">": Words("is more than", "大于"),
    ">=": Words("is at least", "大于或等于"),
    "<": Words("is less than", "小于"),
    "<=": Words("is at most", "小于或等于"),
    "contains": Words("contains", "包含"),
}


def span_words(span: Span) -> Words:
    """When: "in the last 30 days"."""
    if span.last_days is not None:
        return Words(
            f"in the last {_counted(span.last_days, 'day')}", f"最近 {span.last_days} 天内"
        )
    if is_relative(span):
        return _days_ago(span.ago_from_days, span.ago_to_days)
    whole = span.to is not None and is_date(span.to)
    if span.from_ is not None and span.to is not None:
        en, zh = ("to", " ") if whole else ("to before", "（不含）")
        return Words(f"from {span.from_} {en} {span.to}", f"从 {span.from_} 到 {span.to}{zh}期间")
    if span.from_ is not None:
        return Words(f"since {span.from_}", f"自 {span.from_} 起")
    if span.to is not None:
        zh = f"截至 {span.to}（含）" if whole else f"在 {span.to} 之前"
        return Words(f"{'up to' if whole else 'before'} {span.to}", zh)
    return Words("at any time", "任何时候")


def _days_ago(oldest: int | None, newest: int | None) -> Words:
    if newest is None:
        return Words(f"since {_counted(oldest or 0, 'day')} ago", f"自 {oldest} 天前起")
    if oldest is None:
        return Words(f"up to {_counted(newest, 'day')} ago", f"截至 {newest} 天前（含）")
    return Words(f"from {oldest} to {newest} days ago", f"从 {oldest} 天前到 {newest} 天前")


def times_words(op: str, count: int) -> Words:
    """How often: "3 times or more"."""
    often, never = _counted(count, "time"), Words(", or never,", "（包括从未发生）")
    if op == "=" or (op == "<=" and count == 0):
        return Words(f"exactly {often}", f"恰好 {count} 次")
    return {
        ">=": Words(f"{often} or more", f"至少 {count} 次"),
        ">": Words(f"more than {often}", f"超过 {count} 次"),
        "<=": Words(f"{often} at most{never.en}", f"至多 {count} 次{never.zh}"),
        "<": Words(f"fewer than {often}{never.en}", f"少于 {count} 次{never.zh}"),
    }[op]


def sequence_words(rule: InSequence) -> Words:
    """InSequence."""
    events, span = [event_words(event) for event in rule.events], span_words(rule.span)
    window = Words("", "")
    if rule.window_seconds is not None:
        length = _length(rule.window_seconds)
        window = Words(
            f", the last at most {length.en} after the first,",
            f"（从第一步到最后一步不超过{length.zh}）",
        )
    return Words(
        f"did, in this order, {', '.join(one.en for one in events)}{window.en} {span.en}",
        f"{span.zh}依次发生过{'、'.join(one.zh for one in events)}{window.zh}",
    )


def regularly_words(rule: Regularly) -> Words:
    """Regularly."""
    event, least = event_words(rule.event), times_words(">=", rule.min_occurrences)
    unit = {"day": Words("calendar day", "自然日"), "week": Words("calendar week", "自然周")}.get(
        rule.period, Words("calendar month", "自然月")
    )
    more = [week_words(rule.week_start)] if rule.period == "week" else []
    if rule.span != Span():
        more.append(span_words(rule.span))
    only = Words("", "")
    if more:
        en, zh = ", ".join(one.en for one in more), "，".join(one.zh for one in more)
        only = Words(f" ({en})", f"（{zh}）")
    return Words(
        f"did {event.en} {least.en} in each of at least {rule.at_least} of the last "
        f"{_counted(rule.intervals, unit.en)}{only.en}",
        f"最近 {rule.intervals} 个{unit.zh}{only.zh}中，至少有 {rule.at_least} 个{unit.zh}"
        f"各发生{event.zh}{least.zh}",
    )


def trait_words(rule: TraitIs) -> Words:
    """TraitIs."""
    if rule.op == "set":
        return Words(f"have the trait “{rule.name}”", f"设置了用户属性“{rule.name}”")
    if rule.op == "not_set":
        return Words(f"have no trait “{rule.name}”", f"没有设置用户属性“{rule.name}”")
    value, op = json.dumps(rule.value, ensure_ascii=False), _TRAITS[rule.op]
    return Words(
        f"have a trait “{rule.name}” that {op.en} {value}",
        f"用户属性“{rule.name}”{op.zh} {value}",
    )


def _length(seconds: int) -> Words:
    for size, unit in _UNITS:
        if seconds and seconds % size == 0:
            return Words(_counted(seconds // size, unit.en), f" {seconds // size} {unit.zh}")
    return Words(_counted(seconds, "second"), f" {seconds} 秒")


def _counted(count: int, unit: str) -> str:
    return f"{count} {unit}{'' if count == 1 else 's'}"
