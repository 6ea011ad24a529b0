"""A retention answer's definition, in words and as data."""

from __future__ import annotations

from typing import Any

from huitou.engine.analytics.query.definition import AsOf, QueryDefinition
from huitou.engine.analytics.query.phrases import (
    PERIODS,
    Words,
    common_words,
    define,
    event_words,
    period_words,
)
from huitou.engine.analytics.retention.query import RetentionQuery


def definition(query: RetentionQuery, as_of: AsOf) -> QueryDefinition:
    """What the query counts."""
    return define(
        query,
        as_of,
        _rules(query),
        _row_words(query),
        _column_words(query),
        _minimum_words(query),
        _share_words(query),
        _aggregate_words(query),
        common_words(query, query.breakdown),
        _OPEN,
    )


_OPEN = Words(
    "Cells whose window has not run out are marked and left out of the mean.",
    "时间窗口尚未结束的格子会标出，不计入平均值。",
)


def _row_words(query: RetentionQuery) -> Words:
    start, period = event_words(query.start), period_words(query.period, query.week_start)
    if query.mode == "recurring" and query.window == "calendar":
        return Words(
            f"Each row holds the people who did {start.en} in that {period.en}; a person is in "
            "every row in which they did.",
            f"每一行是在该{period.zh}发生过{start.zh}的用户，同一用户可出现在多行。",
        )
    if query.mode == "first_ever":
        return Words(
            f"Each person is in one row, that of the {period.en} of their first event of all time "
            f"with the name of {start.en}, if it fits the filter too.",
            f"每位用户只出现在一行：其有史以来首个与{start.zh}同名的事件所在的{period.zh}，"
            "且该事件满足条件。",
        )
    when = Words("in the range", "范围内") if query.mode == "recurring" else _EVER
    return Words(
        f"Each person is in one row, that of the {period.en} in which they did {start.en} for the "
        f"first time {when.en}.",
        f"每位用户只出现在一行：其{when.zh}首次发生{start.zh}所在的{period.zh}。",
    )


_EVER = Words("ever", "有史以来")


def _column_words(query: RetentionQuery) -> Words:
    back = event_words(query.returning)
    if query.window == "calendar":
        unit = Words(f"the k-th {PERIODS[query.period].en} after", f"之后第 k {_zh_unit(query)}")
    else:
        hours = {"hour": 1, "day": 24, "week": 168, "month": 720}[query.period]
        unit = Words(
            f"from k × {hours} hours after that event to before (k+1) × {hours} hours, to the "
            "microsecond",
            f"该事件之后 k × {hours} 小时起、(k+1) × {hours} 小时前（精确到微秒）",
        )
    if query.brackets:
        listed = ", ".join(str(length) for length in query.brackets)
        unit = Words(
            f"the k-th bracket of {PERIODS[query.period].en}s after (lengths {listed})",
            f"之后第 k 个区段（长度依次为 {listed} {_zh_unit(query)}）",
        )
    later = Words(" or any later column of the row", "或该行之后的任一列") if query.rolling else _NO
    return Words(
        f"Column k counts those who did {back.en} in {unit.en}{later.en}.",
        f"第 k 列统计其中在{unit.zh}{later.zh}发生过{back.zh}的人数。",
    )


_NO = Words("", "")


def _zh_unit(query: RetentionQuery) -> str:
    return {"hour": "个小时", "day": "天", "week": "周", "month": "个月"}[query.period]


def _minimum_words(query: RetentionQuery) -> Words:
    if query.min_occurrences == 1:
        return _NO
    return Words(
        f"It takes at least {query.min_occurrences} return events in an interval; the start and "
        "column 0 need only one start event.",
        f"一个区间内至少要有 {query.min_occurrences} 次返回事件才算；"
        "起始事件和第 0 列只需一次起始事件。",
    )


def _share_words(query: RetentionQuery) -> Words:
    previous = query.percent_of == "previous"
    share = Words(
        f"Percentages are of {'the column before' if previous else 'column 0'}.",
        f"百分比以{'前一列' if previous else '第 0 列'}为基数。",
    )
    lost = _NO
    if query.churn:
        lost = Words(
            " Lost are those of the row not seen in that or any later column of the row.",
            "流失指在该列及该行之后各列都没有再出现的用户。",
        )
    return Words(share.en + lost.en, share.zh + lost.zh)


def _aggregate_words(query: RetentionQuery) -> Words:
    aggregate = query.aggregate
    if aggregate is None:
        return _NO
    kind = Words("sum", "合计") if aggregate.kind == "sum" else Words("average per person", "人均")
    where = f" in {aggregate.currency}" if aggregate.currency else ""
    net = aggregate.net_of_refunds
    of = (
        Words("of return events", "返回事件的")
        if aggregate.of == "event"
        else Words("of the people (a trait)", "用户属性")
    )
    return Words(
        f"Values are the {kind.en} of “{aggregate.name}”{where} {of.en}, over the people active "
        f"in the cell{', less the refunds of the row’s people' if net else ''}.",
        f"数值为格内活跃用户{of.zh}“{aggregate.name}”的{kind.zh}"
        f"{f'（{aggregate.currency}）' if aggregate.currency else ''}"
        f"{'，并减去该行用户的退款' if net else ''}。",
    )


def _rules(query: RetentionQuery) -> dict[str, Any]:
    one_row = query.mode != "recurring" or query.window != "calendar"
    return {
        "period": query.period,
        "week_start": query.week_start if query.period == "week" else None,
        "window": query.window,
        "anchor": "one first start event per person" if one_row else "every interval with a start",
        "mode": query.mode,
        "on": "on or after" if query.rolling else "on",
        "brackets": list(query.brackets),
        "min_occurrences": query.min_occurrences,
        "percent_of": query.percent_of,
        "mean": query.mean,
        "last_interval": "whole",
        "ties": "an event at a boundary belongs to the interval that begins there",
    }
