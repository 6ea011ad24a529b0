"""A generated year as an order file: CSV, a line a row, refunds as lines of their own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from pyarrow import csv

from huitou.simulator.rhythm import SHANGHAI_OFFSET, SHANGHAI_SECONDS
from huitou.simulator.shelf import SHOP_TITLE, Language
from huitou.simulator.shop_year import ShopHistory

_MONEY = pa.decimal128(16, 2)


def order_lines(history: ShopHistory, language: Language = "en") -> Any:
    """The year as a pyarrow table in order of time, every value as the file shows it.

    Columns: order_id, customer_id (null: a guest), ordered_at (local time with its offset),
    product_id, product_name, quantity, unit_price, amount (quantity x unit_price), currency,
    status and shop. A refund has the order_id of its order, the moment of the refund, a negative
    quantity and amount, and the status "refunded".
    """
    orders, refunds = history.orders, history.refunds
    line = np.concatenate((np.arange(len(orders)), refunds.line))
    moment = np.concatenate((orders.moment, refunds.moment))
    quantity = np.concatenate((orders.quantity, -refunds.quantity))
    by_time = np.argsort(moment, kind="stable")
    line, moment, quantity = line[by_time], moment[by_time], quantity[by_time]
    price = orders.unit_price[line]
    products = history.year.products
    product = orders.product[line]
    return pa.table(
        {
            "order_id": _ids("sample-o", orders.order[line] + 1),
            "customer_id": _ids("sample-c", history.people.number[orders.person[line]] + 1),
            "ordered_at": _local(moment),
            "product_id": pa.array([p.product_id for p in products]).take(pa.array(product)),
            "product_name": pa.array([p.name(language) for p in products]).take(pa.array(product)),
            "quantity": quantity,
            "unit_price": _yuan(price),
            "amount": _yuan(price * quantity),
            "currency": pa.repeat(history.year.currency, len(line)),
            "status": pa.array(["paid", "refunded"]).take(pa.array((quantity < 0).astype(int))),
            "shop": pa.repeat(SHOP_TITLE[language], len(line)),
        }
    )


def write_orders(history: ShopHistory, path: Path, language: Language = "en") -> int:
    """Write the year to `path` as CSV in UTF-8 and return the number of lines."""
    table = order_lines(history, language)
    csv.write_csv(table, path, csv.WriteOptions(quoting_style="needed"))
    return int(table.num_rows)


def _ids(prefix: str, numbers: NDArray[np.int64]) -> Any:
    """`prefix` and seven digits; null where the number is 0."""
    digits = pc.utf8_lpad(pa.array(numbers).cast(pa.string()), 7, padding="0")
    return pc.if_else(pa.array(numbers > 0), pc.binary_join_element_wise(prefix, digits, ""), None)


def _local(moment: NDArray[np.int64]) -> Any:
    local = pa.array(moment + SHANGHAI_SECONDS).cast(pa.timestamp("s"))
    return pc.binary_join_element_wise(
        pc.strftime(local, format="%Y-%m-%dT%H:%M:%S"), SHANGHAI_OFFSET, ""
    )


def _yuan(fen: NDArray[np.int64]) -> Any:
    return pa.array(fen / 100).cast(_MONEY)
