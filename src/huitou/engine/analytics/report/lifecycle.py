"""Each period's people: new, returning, resurrected, and those who fell silent."""

from __future__ import annotations

import numpy as np

from huitou.engine.analytics.periods import MONTH, period_of, period_start
from huitou.engine.analytics.report.answers import Definition, Lifecycle, LifecyclePeriod
from huitou.engine.analytics.report.definitions import PURCHASE_EN, PURCHASE_ZH, definition
from huitou.engine.analytics.report.purchases import Purchases, distinct, starts


def lifecycle(purchases: Purchases, period: str) -> Lifecycle:
    """Every period ("week" or "month") from the first purchase to the as-of mark."""
    if purchases.customers == 0:
        return Lifecycle(period, (), _definition(purchases, period))
    customer, number = distinct(purchases.visits[0], period_of(purchases.visits[1], period))
    first = int(number.min())
    count = int(period_of(np.array([purchases.as_of_day]), period)[0]) - first + 1
    number = number - first

    step = np.diff(number, prepend=0)
    is_new = np.zeros(len(number), dtype=bool)
    is_new[starts(customer)] = True
    followed = np.append(~is_new[1:] & (step[1:] == 1), False)
    new = np.bincount(number[is_new], minlength=count)
    returning = np.bincount(number[~is_new & (step == 1)], minlength=count)
    resurrected = np.bincount(number[~is_new & (step > 1)], minlength=count)
    dormant = np.bincount(number[~followed] + 1, minlength=count + 1)
    periods = tuple(
        LifecyclePeriod(
            start=period_start(first + index, period),
            new=int(new[index]),
            returning=int(returning[index]),
            resurrected=int(resurrected[index]),
            dormant=int(dormant[index]),
            complete=index < count - 1,
        )
        for index in range(count)
    )
    return Lifecycle(period, periods, _definition(purchases, period))


def _definition(purchases: Purchases, period: str) -> Definition:
    month = period == MONTH
    en = "calendar month" if month else "week (from Monday)"
    zh, short = ("自然月", "月") if month else ("周（周一起）", "周")
    return definition(
        purchases,
        f"Per {en}: new = first purchase ever; returning = purchased in the one before too; "
        "resurrected = purchased earlier, but not in the one before; dormant = purchased in the "
        f"one before, not in this. {PURCHASE_EN} The last one has not ended yet, so its figures "
        "still move.",
        f"按{zh}统计：新客 = 首次购买；留存 = 上{short}也购买过；回流 = 以前买过但上{short}没有买；"
        f"沉睡 = 上{short}买过、本{short}没有买。{PURCHASE_ZH}最后一{short}尚未结束，数字还会变。",
    )
