"""How an answer says what it counted: plain words, then whose days and up to when."""

from __future__ import annotations

from huitou.engine.analytics.periods import zone_named
from huitou.engine.analytics.report.answers import Definition
from huitou.engine.analytics.report.purchases import Purchases


def definition(purchases: Purchases, en: str, zh: str) -> Definition:
    """`en` and `zh` with the timezone and the as-of mark of these purchases added."""
    mark = f"{purchases.as_of.astimezone(zone_named(purchases.timezone)):%Y-%m-%d %H:%M}"
    return Definition(
        en=f"{en} Days are those of {purchases.timezone}; data up to {mark}.",
        zh=f"{zh}日期按 {purchases.timezone} 时区计算，数据截至 {mark}。",
    )


PURCHASE_EN = "A purchase is an order that was paid for (more than 0) and not refunded in full."
PURCHASE_ZH = "购买指实付大于 0 且没有全额退款的订单。"
