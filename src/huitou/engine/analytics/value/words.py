"""A value answer's definition, in words and as data."""

from __future__ import annotations

from huitou.engine.analytics.query.definition import AsOf, QueryDefinition
from huitou.engine.analytics.query.phrases import (
    PERIODS,
    Words,
    common_words,
    define,
    period_words,
)
from huitou.engine.analytics.report.definitions import PURCHASE_EN, PURCHASE_ZH
from huitou.engine.analytics.value.query import ValueQuery

_RULES = {
    "purchase": "an order with more paid than refunded",
    "revenue": "sales less refunds, each on the day on which it moved, minor units",
    "column": "cumulative to the end of the interval",
    "repeat": "a second purchase day by the end of the interval",
    "gap": "days from one purchase day to the next; open gaps apart",
    "later than as-of": "not counted",
}
_PURCHASE = Words(PURCHASE_EN, PURCHASE_ZH)
_REPEAT = Words(
    "Repeat customers have a second purchase day by then; several purchases on one day are one "
    "visit.",
    "复购顾客指截至该列末已有第二个购买日的顾客；一天内多次购买算一次。",
)
_TOTALS = Words(
    "Totals are of the customers of all rows, with everything up to the as-of moment; the average "
    "order value is net revenue per purchase.",
    "合计为各行顾客截至数据时点的全部行为；客单价为净收入除以购买笔数。",
)
_GAPS = Words(
    "Order gaps are the days from one purchase day to the next; bins and percentiles hold gaps "
    "that have ended, and the gap that every customer has open since their last purchase day is "
    "told apart and counted in the estimated median (Kaplan-Meier).",
    "下单间隔为相邻两个购买日相隔的天数；分布和分位数只含已结束的间隔，每位顾客自最近一次购买起"
    "尚未结束的间隔单独列出，并计入估计中位数（Kaplan-Meier）。",
)
_OPEN = Words(
    "Columns whose interval has not run out are marked: they hold what is known so far.",
    "区间尚未结束的列会标出，其数值为目前已知的部分。",
)


def definition(query: ValueQuery, currency: str | None, as_of: AsOf) -> QueryDefinition:
    """What the query counts, in `currency`."""
    rules = {
        "period": query.period,
        "week_start": query.week_start,
        "currency": currency,
        "unstated_currency": query.default_currency or query.currency or "USD",
        **_RULES,
    }
    return define(
        query,
        as_of,
        rules,
        _row_words(query),
        _money_words(query, currency),
        _REPEAT,
        _PURCHASE,
        _TOTALS,
        _GAPS,
        _OPEN,
        common_words(query, query.breakdown),
    )


def _row_words(query: ValueQuery) -> Words:
    period = period_words(query.period, query.week_start)
    return Words(
        "Each row holds the customers whose first purchase of all time fell into that "
        f"{period.en}.",
        f"每一行是有史以来首次购买落在该{period.zh}的顾客。",
    )


def _money_words(query: ValueQuery, currency: str | None) -> Words:
    unit = PERIODS[query.period]
    money = f" in {currency}" if currency else ""
    money_zh = f"，以 {currency} 计" if currency else ""
    return Words(
        f"Column k is their net revenue{money} up to the end of the k-th {unit.en} after: all "
        "sales less all refunds, each on the day on which the money moved. Other currencies are "
        "listed apart and never added.",
        f"第 k 列为这些顾客截至之后第 k {_zh_unit(query)}末的累计净收入{money_zh}："
        "全部销售减去全部退款，各计入发生当日。其他货币单独列出，不相加。",
    )


def _zh_unit(query: ValueQuery) -> str:
    return {"day": "天", "week": "周", "month": "个月"}[query.period]
