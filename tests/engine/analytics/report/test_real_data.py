"""Two real shops, with published numbers and the plain reading of every line."""

import gzip
from datetime import UTC, datetime
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pytest

from huitou.engine.analytics.report import prepare, shop_report
from huitou.engine.analytics.report.gaps import gap_days
from huitou.engine.analytics.report.rfm import rfm_scores
from huitou.engine.events import ORDER_LINES_SCHEMA

TEXT = pa.string()


def cdnow_lines(folder):
    """Each row of the file is an order of one person on one day."""
    with gzip.open(folder / "cdnow" / "CDNOW_master.txt.gz", "rt") as file:
        rows = [row.split() for row in file.readlines()[1:]]
    return pa.table(
        {
            "person": [row[0] for row in rows],
            "order_id": [str(number) for number in range(len(rows))],
            "ordered_at": [datetime.strptime(row[1], "%Y%m%d").replace(tzinfo=UTC) for row in rows],
            "kind": ["sale"] * len(rows),
            "product_id": pa.nulls(len(rows), TEXT),
            "product_name": pa.nulls(len(rows), TEXT),
            "quantity": [float(row[2]) for row in rows],
            "amount": [int(Decimal(row[3]) * 100) for row in rows],
            "currency": ["USD"] * len(rows),
        },
        schema=ORDER_LINES_SCHEMA,
    )


def retail_columns(folder):
    """Both years as text columns, the first cut where the second begins, and the second's returns,
    which have neither invoice nor stock code, with an invoice of their own.
    """

    def read(name):
        text = dict.fromkeys(
            ["Invoice", "StockCode", "InvoiceDate", "Price", "CustomerID", "Description"], TEXT
        )
        options = pyarrow.csv.ConvertOptions(column_types=text)
        with gzip.open(folder / "online_retail_ii" / name) as file:
            return pyarrow.csv.read_csv(file, convert_options=options)

    first = read("year1_2009-12_2010-12.csv.gz")
    returns = read("year2_returns.csv.gz").drop_columns(["Description"])
    numbers = pa.array([f"R{number}" for number in range(returns.num_rows)])
    returns = returns.append_column("Invoice", numbers)
    returns = returns.append_column("StockCode", pa.nulls(returns.num_rows, TEXT))
    parts = [
        first.filter(pc.less(first["InvoiceDate"], "2010-12-01")),
        read("year2_2010-12_2011-12.csv.gz"),
        returns,
    ]
    return pa.concat_tables([part.select(first.column_names) for part in parts]).combine_chunks()


def retail_lines(columns):
    """Pence are price times quantity, half away from zero; cancellations (invoice C..) and negative
    prices are refunds; customer 0 is unknown.
    """
    prices = columns["Price"].combine_chunks().dictionary_encode()
    price = np.array([int(Decimal(text) * 1000) for text in prices.dictionary.to_pylist()])
    thousandths = price[prices.indices.to_numpy()] * columns["Quantity"].to_numpy()
    cancelled = pc.starts_with(columns["Invoice"], "C").to_numpy()
    customer = columns["CustomerID"].combine_chunks()
    when = pc.strptime(columns["InvoiceDate"], "%Y-%m-%d %H:%M", "us")
    count = columns.num_rows
    return pa.table(
        {
            "person": pc.if_else(pc.equal(customer, "0"), pa.scalar(None, TEXT), customer),
            "order_id": columns["Invoice"],
            "ordered_at": pc.assume_timezone(when, "UTC"),
            "kind": np.where(cancelled | (thousandths < 0), "refund", "sale").tolist(),
            "product_id": columns["StockCode"],
            "product_name": pa.nulls(count, TEXT),
            "quantity": np.abs(columns["Quantity"].to_numpy()).astype(float),
            "amount": (np.abs(thousandths) + 5) // 10,
            "currency": ["GBP"] * count,
        },
        schema=ORDER_LINES_SCHEMA,
    )


def agrees(report, expected):
    """Compare every family of a report with the plain reading."""
    view = {name: getattr(report.overview, name) for name in expected.overview()}
    assert view == expected.overview()
    for period, grid, cycle in (
        ("month", report.cohorts_by_month, report.lifecycle_by_month),
        ("week", report.cohorts_by_week, report.lifecycle_by_week),
    ):
        if period == "month":
            rows = [(row.start, row.size, row.active, row.revenue) for row in grid.rows]
            assert rows == expected.cohorts(period)
            assert grid.mean == pytest.approx(expected.mean(period))
        assert expected.lifecycle(period) == [
            (p.start, p.new, p.returning, p.resurrected, p.dormant, p.complete)
            for p in cycle.periods
        ]
    gaps = expected.gaps()
    assert report.gaps.gaps == len(gaps)
    assert report.gaps.median_days == np.median(gaps)


@pytest.fixture(scope="module")
def cdnow(shared_data):
    return cdnow_lines(shared_data)


def test_cdnow_is_the_published_shop(cdnow, shop):
    """23,570 customers and 2,500,315.63 dollars, of whom 68 only ever took free goods."""
    report = shop_report(cdnow)
    view = report.overview
    assert cdnow.num_rows == 69_659
    assert len(pc.unique(cdnow["person"])) == 23_570
    assert (view.customers, view.orders) == (23_570 - 68, 69_659 - 80)
    assert (view.gross, view.refunds, view.net_without_customer) == (250_031_563, 0, 0)
    assert view.repeat_customers == 11_513
    assert [(row.start, row.size) for row in report.cohorts_by_month.rows] == [
        (shop.date(1997, 1, 1), 7_814),
        (shop.date(1997, 2, 1), 8_455),
        (shop.date(1997, 3, 1), 7_231),
        (shop.date(1997, 11, 1), 2),
    ]
    agrees(report, shop.reference(cdnow.to_pylist()))


def test_cdnow_a_year_before_would_have_been_foreseen(cdnow):
    """The forecast made from the first 39 weeks covers what came in the next 39."""
    then = shop_report(cdnow, as_of=datetime(1997, 9, 30, 23, tzinfo=UTC)).repeat
    known = {point.day: point.share for point in shop_report(cdnow).repeat.observed}
    compared = [point for point in then.extrapolated if point.day in known]
    assert len(compared) >= 5
    for point in compared:
        assert point.low <= known[point.day] <= point.high
        assert point.share == pytest.approx(known[point.day], abs=0.02)
    assert then.backtest_error < 0.02
    joint, next_week = then.observed[-1], then.extrapolated[0]
    assert next_week.day == joint.day + 7
    assert joint.share <= next_week.share < joint.share + 0.005
    assert {point.people for point in then.extrapolated} == {0}
    assert then.model.startswith("beta-geometric 0.")


@pytest.fixture(scope="module")
def retail(shared_data):
    columns = retail_columns(shared_data)
    return columns, retail_lines(columns)


def test_online_retail_has_the_published_counts(retail):
    """Known customers, positive quantity and price: as the data set's notes count them."""
    columns, lines = retail
    bought = pc.and_(
        pc.greater(columns["Quantity"], 0), pc.greater(columns["Price"].cast(pa.float64()), 0)
    )
    sold = lines.filter(pc.and_(bought, pc.is_valid(lines["person"])))
    purchases = prepare(sold)
    assert sold.num_rows == 791_044
    assert purchases.customers == 5_878
    assert len(purchases.visits[0]) == 33_107
    assert round(pc.sum(sold["amount"]).as_py() / 100) == 17_431_533


def test_online_retail(retail, shop):
    """The whole file, cancellations and unknown buyers included."""
    report = shop_report(retail[1], timezone="Europe/London")
    view = report.overview
    assert retail[1].num_rows == 1_044_844
    assert (view.customers, view.repeat_customers) == (5_878, 4_189)
    assert (view.orders, view.orders_without_customer) == (40_076, 3_107)
    assert (view.gross, view.refunds, view.net) == (2_052_266_184, 160_260_282, 1_892_005_902)
    assert view.net_without_customer == 257_640_800
    assert [row.size for row in report.cohorts_by_month.rows] == [
        955, 383, 374, 443, 294, 254, 270, 186, 162, 243, 377, 325, 76,
        71, 124, 179, 106, 111, 108, 102, 106, 189, 221, 191, 28,
    ]  # fmt: skip
    january = report.cohorts_by_month.rows[1]
    assert january.start == shop.date(2010, 1, 1)
    assert january.active == (
        383, 79, 119, 117, 101, 115, 99, 88, 107, 122, 116, 66,
        85, 68, 72, 58, 90, 76, 71, 75, 93, 74, 94, None,
    )  # fmt: skip
    gaps = report.gaps
    assert (gaps.gaps, gaps.median_days, gaps.p75_days, gaps.p90_days) == (27_229, 31, 70, 147)
    assert {segment.key: segment.customers for segment in report.rfm.segments} == {
        "champions": 857, "loyal": 1_147, "potential_loyal": 629, "new": 75, "promising": 165,
        "needs_attention": 276, "about_to_sleep": 378, "at_risk": 727, "cant_lose": 72,
        "hibernating": 802, "lost": 750,
    }  # fmt: skip


@pytest.mark.slow
def test_online_retail_agrees_with_the_plain_reading(retail, shop):
    lines = retail[1]
    expected = shop.reference(lines.to_pylist(), "Europe/London")
    report = shop_report(lines, timezone="Europe/London")
    agrees(report, expected)
    products = [(p.product_id, p.first_buyers, p.repeat_buyers) for p in report.products.products]
    assert products == expected.products(12)
    purchases = prepare(lines, timezone="Europe/London")
    assert sorted(gap_days(purchases).tolist()) == expected.gaps()
    scores = rfm_scores(purchases)
    segments = zip(
        purchases.customer_ids, scores.r.tolist(), scores.f.tolist(), scores.m.tolist(), strict=True
    )
    assert {row[0]: row[1:] for row in segments} == {
        person: score[3:] for person, score in expected.scores().items()
    }
