"""What the charts leave out: other currencies, and money without a known customer."""

from __future__ import annotations

from typing import Any

from huitou.doors.report.tables import Column, Table
from huitou.doors.report.text import Text
from huitou.doors.report.texts import TEXTS, say
from huitou.engine.analytics import Overview
from huitou.kernel import Currency, Money


def rest_table(overview: Overview) -> Table:
    """The main currency, its part without a customer, and each other currency on its own."""
    main = overview.currency
    rows = [
        _row(
            say("main_currency", currency=main),
            main,
            overview.orders,
            (overview.gross, overview.refunds, overview.net),
        ),
        _row(
            TEXTS["of_which_unknown"],
            main,
            overview.orders_without_customer,
            (None, None, overview.net_without_customer),
        ),
    ]
    for other in overview.other_currencies:
        words = say("other_currency", currency=other.currency)
        amounts = (other.gross, other.refunds, other.net)
        rows.append(_row(words, other.currency, other.orders, amounts))
    columns = (
        Column(TEXTS["what"], "text"),
        Column(TEXTS["currency"], "text"),
        Column(TEXTS["orders"], "count"),
        *(Column(TEXTS[key], "money") for key in ("gross", "refunds", "net")),
    )
    return Table("money", TEXTS["money_table"], columns, tuple(rows))


def _row(what: Text, code: str, orders: int, amounts: tuple[int | None, ...]) -> tuple[Any, ...]:
    currency = Currency.of(code)
    return what, code, orders, *(None if a is None else Money(a, currency) for a in amounts)
