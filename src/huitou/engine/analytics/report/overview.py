"""The shop at a glance."""

from __future__ import annotations

import numpy as np

from huitou.engine.analytics.report.answers import Overview
from huitou.engine.analytics.report.definitions import PURCHASE_EN, PURCHASE_ZH, definition
from huitou.engine.analytics.report.purchases import Purchases


def overview(purchases: Purchases) -> Overview:
    """Customers, orders and money over all that was given, in the report's currency."""
    mine, *others = purchases.totals
    return Overview(
        customers=purchases.customers,
        orders=mine.orders,
        repeat_customers=int(np.count_nonzero(purchases.came_back)),
        orders_without_customer=purchases.orders_without_customer,
        gross=mine.gross,
        refunds=mine.refunds,
        net=mine.net,
        net_without_customer=purchases.net_without_customer,
        currency=purchases.currency,
        other_currencies=tuple(others),
        first_order_at=purchases.first_order_at,
        data_as_of=purchases.as_of,
        timezone=purchases.timezone,
        definition=definition(
            purchases,
            f"{PURCHASE_EN} Orders counts purchases, also those without a known customer; a "
            "customer is a known person with a purchase; came back means purchased on two "
            f"different days or more. Money is in {purchases.currency}: all sales less all "
            "refunds; other currencies are listed apart and never added. A refund belongs to the "
            "order with its number; without such an order it takes money off, but no order.",
            f"{PURCHASE_ZH}订单数是购买的笔数，含无法识别顾客的订单；顾客指至少购买过一次的已知"
            "的人；回头指在两个或更多不同的日子购买过。金额以 "
            f"{purchases.currency} 计，为全部销售减去全部退款；其他货币单独列出，不相加。"
            "退款归于相同单号的订单；找不到该订单时，只减金额，不减订单数。",
        ),
    )
