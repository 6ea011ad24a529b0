"""A hand-made report whose every number a test can name, and one that a real computation made."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pyarrow as pa
import pytest

from huitou.doors.report import render
from huitou.engine.analytics import (
    CohortGrid,
    CohortRow,
    CurrencyTotal,
    CurvePoint,
    Definition,
    Finding,
    GapBin,
    Lifecycle,
    LifecyclePeriod,
    OrderGaps,
    Overview,
    RepeatCurve,
    ReturnProduct,
    ReturnProducts,
    Rfm,
    RfmSegment,
    ShopReport,
)
from huitou.engine.events import ORDER_LINES_SCHEMA

AS_OF = datetime(2024, 3, 15, 4, 30, tzinfo=UTC)


def _said(what: str) -> Definition:
    return Definition(f"How {what} is counted.", f"{what} 的口径。")


def _cohorts(period: str, starts: tuple[date, date, date]) -> CohortGrid:
    rows = (
        CohortRow(starts[0], 200, (200, 68, None), (1_000_000, 234_567, None)),
        CohortRow(starts[1], 50, (50, None), (345_600, None)),
        CohortRow(starts[2], 3, (3,), (-1_250,)),
    )
    return CohortGrid(period, rows, (1.0, 0.34, None), _said(f"cohorts by {period}"))


def _lifecycle(period: str, starts: tuple[date, date, date]) -> Lifecycle:
    periods = (
        LifecyclePeriod(starts[0], 200, 0, 0, 0, True),
        LifecyclePeriod(starts[1], 50, 61, 7, 132, True),
        LifecyclePeriod(starts[2], 3, 20, 1, 98, False),
    )
    return Lifecycle(period, periods, _said(f"lifecycle by {period}"))


MONTHS = (date(2024, 1, 1), date(2024, 2, 1), date(2024, 3, 1))
WEEKS = (date(2024, 2, 26), date(2024, 3, 4), date(2024, 3, 11))


@pytest.fixture
def toy() -> ShopReport:
    """A shop in Shanghai with 253 customers, 88 of whom came back."""
    return ShopReport(
        overview=Overview(
            customers=253,
            orders=1_402,
            repeat_customers=88,
            orders_without_customer=137,
            gross=98_765_432,
            refunds=1_234_500,
            net=97_530_932,
            net_without_customer=4_200_050,
            currency="CNY",
            other_currencies=(CurrencyTotal("JPY", 12, 345_678, 5_000, 340_678),),
            first_order_at=datetime(2023, 12, 31, 16, 5, tzinfo=UTC),
            data_as_of=AS_OF,
            timezone="Asia/Shanghai",
            definition=_said("the overview"),
        ),
        cohorts_by_month=_cohorts("month", MONTHS),
        cohorts_by_week=_cohorts("week", WEEKS),
        lifecycle_by_month=_lifecycle("month", MONTHS),
        lifecycle_by_week=_lifecycle("week", WEEKS),
        repeat=RepeatCurve(
            observed=(
                CurvePoint(7, 0.101, 0.09, 0.112, 240),
                CurvePoint(60, 0.345, 0.32, 0.37, 120),
            ),
            extrapolated=(CurvePoint(120, 0.412, 0.36, 0.47, 0),),
            model="beta-geometric 0.62 + power law 0.38",
            backtest_error=0.0123,
            definition=_said("the repeat curve"),
        ),
        rfm=Rfm(
            segments=(
                RfmSegment("champions", 40, 60_000_000, 3.0, 9.0),
                RfmSegment("lost", 213, 33_330_882, 61.5, 1.0),
            ),
            grid=tuple(tuple(range(5 * r, 5 * r + 5)) for r in range(5)),
            definition=_said("RFM"),
        ),
        gaps=OrderGaps(
            bins=(GapBin(1, 8, 310), GapBin(8, 15, 95), GapBin(15, 61, 21)),
            gaps=426,
            median_days=6.0,
            p75_days=11.5,
            p90_days=21.0,
            definition=_said("gaps"),
        ),
        products=ReturnProducts(
            products=(
                ReturnProduct("T-12", "Jasmine tea", 60, 45, 0.75, 0.628, 0.842),
                ReturnProduct("S-3", "", 31, 12, 0.387, 0.237, 0.562),
            ),
            base_share=0.348,
            definition=_said("products"),
        ),
        findings=(
            Finding(
                "cohorts", "bad", "February fell to 12.5%.", "二月降到 12.5%。", {"share": 0.125}
            ),
            Finding("rfm", "good", "40 people bring most.", "40 人贡献最多。", {"people": 40.0}),
        ),
    )


@pytest.fixture
def page_of() -> Callable[..., str]:
    """Render with everything that a test does not care about."""

    def page(report: ShopReport, **changes: Any) -> str:
        words: dict[str, Any] = {
            "title": "",
            "source_note": "orders.csv",
            "generated": False,
            "version": "9.8.7",
        }
        return render(report, **(words | changes))

    return page


@pytest.fixture(scope="session")
def order_lines_table() -> pa.Table:
    """300 people over 500 days, drawn by rule, so that every chart has something to show."""
    day = 86_400_000_000
    start = int(datetime(2023, 1, 2, 3, 0, tzinfo=UTC).timestamp() * 1_000_000)
    rows: list[dict[str, Any]] = []
    for person in range(300):
        for visit in range(1 + person % 5):
            number = len(rows)
            at = start + (person * 3 % 400) * day + visit * (11 + person % 37) * day
            rows.append(
                {
                    "person": f"p{person}",
                    "order_id": f"o{number}",
                    "ordered_at": min(at, start + 500 * day),
                    "kind": "sale",
                    "product_id": f"sku-{person % 14}",
                    "product_name": f"Product {person % 14}",
                    "quantity": 1.0,
                    "amount": 1_000 + 137 * (number % 90),
                    "currency": "CNY",
                }
            )
    return pa.Table.from_pylist(rows, schema=ORDER_LINES_SCHEMA)
