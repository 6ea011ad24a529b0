"""A stranger's file of orders as the table of order lines (ORDER_LINES_SCHEMA).

What is taken for granted, and said where a mapping is shown:

- A row's money is its amount if the file has one, else quantity times price, exact in decimals
  and rounded half away from zero to the minor unit of its currency. Prices are read to 8 decimals,
  quantities to 6.
- A row is a refund if its quantity or its amount is negative, if its status says so (refund,
  退款), or if its order id is a C and digits while most others are digits alone (credit notes).
- A row whose status says refunded (已退款) is a sale and its refund, unless the order has refund
  rows of its own. A row that was cancelled or never paid is refused: nothing was sold.
- A blank customer, date, currency or status is filled from another row of the same order.
- A customer such as "guest", 匿名 or, where the ids are numbers, 0 is nobody: the row counts as
  revenue, not as a person.
- A row without an order id is an order of its own. Its id is made from what the row says and from
  how many such rows stand before it, so that the same file gives the same ids.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pyarrow as pa

from huitou.engine.files.guessing import guess
from huitou.engine.files.judging import judge
from huitou.engine.files.loading import database, load
from huitou.engine.files.mapping import Mapping
from huitou.engine.files.opened import OpenedFile, open_file
from huitou.engine.files.roles import ORDERS
from huitou.engine.files.rows_of_orders import OrderRules, prepare
from huitou.kernel import InvalidInput


@dataclass(frozen=True)
class OrdersFile:
    """What a file of orders said. `lines` has ORDER_LINES_SCHEMA, `refused` REFUSED_SCHEMA. Every
    one of the `rows` is either `accepted` or refused; a refunded row gives two lines.
    """

    lines: pa.Table
    refused: pa.Table
    rows: int
    accepted: int
    mapping: Mapping
    notes: tuple[str, ...]


def read_orders(
    path: str | Path,
    *,
    mapping: Mapping | None = None,
    timezone: str = "UTC",
    currency: str | None = None,
    date_format: str | None = None,
    credit_notes: bool = True,
    now: datetime | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    header: bool | None = None,
) -> OrdersFile:
    """Read a CSV, JSON Lines or Parquet file of orders.

    `mapping` as `guess` makes it; guessed if None. `timezone`: where times without a zone were
    written down. `currency`: of rows that name none; guessed if None, and noted. `date_format`:
    dmy, mdy, ymd or a strptime pattern. `credit_notes`: False takes C12345 for a plain order id.
    `now`: later dates are refused; None lets every date before 2200 pass. The rest describes the
    file where finding out went wrong. HuitouError says why a file cannot be read.
    """
    rules = OrderRules(timezone, currency, date_format, credit_notes, now)
    with open_file(path, encoding=encoding, delimiter=delimiter, header=header) as opened:
        return read_opened_orders(
            opened, mapping or guess(opened.columns, opened.sample, kind=ORDERS), rules
        )


def read_opened_orders(opened: OpenedFile, mapping: Mapping, rules: OrderRules) -> OrdersFile:
    """Read the orders of an opened file. See `read_orders`."""
    if mapping.kind != ORDERS:
        raise InvalidInput(
            f"{opened.path} holds events, not orders.",
            remedy="If that is wrong, say --kind orders.",
            code="files.not_orders",
        )
    with database(opened) as con:
        broken = load(con, opened, {c.role: c.column for c in mapping.choices})
        plan = prepare(con, opened, mapping, rules)
        lines, refused, rows = judge(con, plan)
    everything = pa.concat_tables([broken, refused]).sort_by("line")
    return OrdersFile(
        lines,
        everything,
        rows + broken.num_rows,
        rows - refused.num_rows,
        mapping,
        opened.notes + mapping.notes + plan.notes + _about_nobody(lines),
    )


def _about_nobody(lines: pa.Table) -> tuple[str, ...]:
    nobody = lines["person"].null_count
    return (f"{nobody:,} lines name no customer; they count as revenue only.",) if nobody else ()
