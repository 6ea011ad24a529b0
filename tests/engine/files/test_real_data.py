"""Online Retail II and CDNOW, against a reference in plain Python that reads them on its own."""

from __future__ import annotations

import csv
import gzip
from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import duckdb
import pytest

from huitou.engine.events import order_events, order_lines_of
from huitou.engine.files import by_reason, read_orders

Total = dict[tuple[str, str], tuple[int, int]]  # (person, kind): lines, minor units


def reference(path: Path) -> tuple[Total, int]:
    """Lines and money by person and kind, and the stock adjustments left out; for Online Retail."""
    totals: Total = defaultdict(lambda: (0, 0))
    adjustments = 0
    with path.open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            amount = Decimal(row["Quantity"]) * Decimal(row["Price"])
            minor = int((amount * 100).to_integral_value(ROUND_HALF_UP))
            refund = amount < 0 or int(row["Quantity"]) < 0 or row["Invoice"].startswith("C")
            if refund and minor == 0:
                adjustments += 1
                continue
            person = "" if row["CustomerID"] in ("", "0") else row["CustomerID"]
            key = person, "refund" if refund else "sale"
            lines, money = totals[key]
            totals[key] = lines + 1, money + abs(minor)
    return dict(totals), adjustments


@pytest.mark.slow
def test_online_retail_ii(online_retail: Path) -> None:
    orders = read_orders(online_retail, currency="GBP")
    expected, adjustments = reference(online_retail)
    lines = orders.lines
    found = duckdb.sql(
        "SELECT coalesce(person, ''), kind, count(*), sum(amount)::BIGINT FROM lines GROUP BY ALL"
    ).fetchall()
    assert {(person, kind): (n, money) for person, kind, n, money in found} == expected
    assert [(g.reason, g.rows) for g in by_reason(orders.refused)] == [
        ("no_money_moved", adjustments)
    ]
    assert adjustments == 3_393
    assert (orders.rows, orders.accepted) == (1_044_844, 1_041_451)
    known = duckdb.sql(
        "SELECT count(*), count(DISTINCT person), sum(amount) FROM lines "
        "WHERE kind = 'sale' AND person IS NOT NULL AND amount > 0"
    ).fetchall()
    # The reference numbers that came with the data: 791,044 lines (18 of them cost less than half
    # a penny), 5,878 customers, revenue 17,431,533.
    assert known[0][0] == 791_044 - 18
    assert known[0][1] == 5_878
    assert round(known[0][2] / 100) == 17_431_533
    back = order_lines_of(order_events(lines, source="file", received_at=0), default_currency="GBP")
    sums = (
        "SELECT person, order_id, kind, product_id, sum(amount), round(sum(quantity), 3) FROM {} "
        "GROUP BY ALL"
    )
    differing = duckdb.sql(
        f"SELECT count(*) FROM ({sums.format('lines')} EXCEPT {sums.format('back')})"
    )
    assert differing.fetchall() == [(0,)]
    assert back.num_rows == lines.num_rows


def test_cdnow(shared_data: Path) -> None:
    path = shared_data / "cdnow" / "CDNOW_master.txt.gz"
    orders = read_orders(path)
    with gzip.open(path, "rt") as file:
        rows = [line.split() for line in file][1:]
    assert orders.rows == orders.accepted == len(rows) == 69_659
    lines = orders.lines.to_pylist()
    assert [line["person"] for line in lines] == [row[0] for row in rows]
    assert [f"{line['ordered_at']:%Y%m%d}" for line in lines] == [row[1] for row in rows]
    assert [line["quantity"] for line in lines] == [float(row[2]) for row in rows]
    assert sum(line["amount"] for line in lines) == 250_031_563
    assert len({line["order_id"] for line in lines}) == 69_659
    assert len({line["person"] for line in lines}) == 23_570
