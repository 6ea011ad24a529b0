"""The shop report over about a million order lines: all charts and findings, beside one monthly
cohort grid in hand-written DuckDB SQL over the same table in memory.

    python benchmarks/report.py [FOLDER]

FOLDER (default: HUITOU_SHARED_DATA, else ../shared/data beside the repository) holds the Online
Retail II files, online_retail_ii/*.csv.gz; where they are absent, only a generated shop of a
million lines is counted.
"""

from __future__ import annotations

import os
import platform
import statistics
import sys
import time
from collections.abc import Callable
from math import nan
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa

from huitou.engine.analytics import cohort_grid, prepare, shop_report
from huitou.engine.events import ORDER_LINES_SCHEMA

RUNS = 5
ONLINE_RETAIL = """
WITH files AS (
    SELECT Invoice, StockCode, Quantity, InvoiceDate, Price, CustomerID
    FROM read_csv('{folder}/year1_2009-12_2010-12.csv.gz', all_varchar = true)
    WHERE InvoiceDate < '2010-12-01'
    UNION ALL
    SELECT Invoice, StockCode, Quantity, InvoiceDate, Price, CustomerID
    FROM read_csv('{folder}/year2_2010-12_2011-12.csv.gz', all_varchar = true)
    UNION ALL
    SELECT 'R' || row_number() OVER (), NULL, Quantity, InvoiceDate, Price, CustomerID
    FROM read_csv('{folder}/year2_returns.csv.gz', all_varchar = true)),
priced AS (SELECT *, round(Price::DECIMAL(12, 3) * Quantity::INT * 100)::BIGINT AS pence FROM files)
SELECT nullif(CustomerID, '0') AS person, Invoice AS order_id,
       InvoiceDate::TIMESTAMP AS ordered_at,
       CASE WHEN Invoice LIKE 'C%' OR pence < 0 THEN 'refund' ELSE 'sale' END AS kind,
       StockCode AS product_id, NULL::VARCHAR AS product_name, abs(Quantity::DOUBLE) AS quantity,
       abs(pence) AS amount, 'GBP' AS currency
FROM priced
"""
BY_HAND = """
WITH orders AS (
    SELECT person, order_id, min(ordered_at)::TIMESTAMP AS moment FROM lines
    WHERE kind = 'sale' AND person IS NOT NULL GROUP BY ALL HAVING sum(amount) > 0),
active AS (SELECT DISTINCT person, date_trunc('month', moment) AS month FROM orders),
born AS (SELECT person, min(month) AS cohort FROM active GROUP BY person)
SELECT cohort, date_diff('month', cohort, month) AS k, count(*) AS people
FROM active JOIN born USING (person) GROUP BY ALL ORDER BY cohort, k
"""


def main() -> None:
    shared = Path(__file__).parents[2] / "shared" / "data"
    chosen = sys.argv[1:] or [os.environ.get("HUITOU_SHARED_DATA", shared)]
    folder = Path(chosen[0])
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    measure("generated shop", generated(np.random.default_rng(1), 1_000_000))
    if (folder / "online_retail_ii").is_dir():
        measure("Online Retail II", online_retail(folder / "online_retail_ii"))


def measure(name: str, lines: pa.Table) -> None:
    """Print the median time of the report, of its cohort grid alone, and of the SQL."""
    forget_peak()
    before = megabytes("VmRSS")
    report, seconds = timed(lambda: shop_report(lines))
    grown = megabytes("VmHWM") - before
    grid, grid_seconds = timed(lambda: cohort_grid(prepare(lines), "month"))
    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'")
    connection.register("lines", lines)
    rows, sql_seconds = timed(lambda: connection.execute(BY_HAND).fetchall())
    ours = [people for row in grid.rows for people in row.active if people]
    cells = {(row.start, k) for row in grid.rows for k, n in enumerate(row.active) if n is not None}
    assert ours == [n for cohort, k, n in rows if (cohort.date(), k) in cells], "other numbers"
    print(f"\n{name}: {lines.num_rows:,} lines, {report.overview.customers:,} customers")
    print(f"  whole report        {seconds:6.2f} s, {grown:,.0f} MB more memory at its peak")
    print(f"  cohort grid alone   {grid_seconds:6.2f} s")
    print(f"  the grid in DuckDB  {sql_seconds:6.2f} s, so the grid takes "
          f"{grid_seconds / sql_seconds:.1f} and the report {seconds / sql_seconds:.1f} times as "
          "long")  # fmt: skip


def timed(run: Callable[[], Any]) -> tuple[Any, float]:
    """The answer, and the median seconds of several runs."""
    seconds = []
    for _ in range(RUNS):
        begun = time.perf_counter()
        answer = run()
        seconds.append(time.perf_counter() - begun)
    return answer, statistics.median(seconds)


def megabytes(field: str) -> float:
    """VmRSS (in memory now) or VmHWM (the most since `forget_peak`) of this process; Linux only."""
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith(field)), nan)


def forget_peak() -> None:
    references = Path("/proc/self/clear_refs")
    if references.exists():
        references.write_text("5")  # proc(5): resets the peak of the resident set


def generated(dice: np.random.Generator, count: int) -> pa.Table:
    """Two years of orders of three lines, customers of very different habits, 3% credit notes."""
    orders = count // 3 + 1
    habits = dice.gamma(0.5, size=orders // 4)
    buyer = dice.choice(len(habits), size=orders, p=habits / habits.sum())
    at = dice.integers(0, 730 * 86_400, orders) * 1_000_000 + 1_672_531_200_000_000
    order = np.repeat(np.arange(orders), 3)[:count]
    product = dice.zipf(1.3, count) % 4000
    back = dice.random(count) < 0.03
    unknown = dice.random(orders) < 0.1
    ids = np.char.add(np.where(back, "credit-", "order-"), order.astype(str))
    return pa.table(
        {
            "person": pa.array([f"person-{p}" for p in buyer[order]], mask=unknown[order]),
            "order_id": ids.tolist(),
            "ordered_at": pa.array(at[order], pa.timestamp("us", tz="UTC")),
            "kind": np.where(back, "refund", "sale").tolist(),
            "product_id": [f"p{p}" for p in product],
            "product_name": [f"Product {p}" for p in product],
            "quantity": np.ones(count),
            "amount": dice.integers(100, 20_000, count),
            "currency": ["EUR"] * count,
        },
        schema=ORDER_LINES_SCHEMA,
    )


def online_retail(folder: Path) -> pa.Table:
    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'")
    table = connection.sql(ONLINE_RETAIL.format(folder=folder)).to_arrow_table()
    at = table["ordered_at"].cast(pa.timestamp("us")).cast(pa.timestamp("us", tz="UTC"))
    return table.set_column(2, "ordered_at", at).cast(ORDER_LINES_SCHEMA)


if __name__ == "__main__":
    main()
