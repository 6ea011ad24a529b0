"""A toy shop whose answers a child can see: who came back for a product, and what it sold."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pyarrow as pa
import pytest

from huitou.engine.analytics import (
    ProductSales,
    Sold,
    buyer_marks,
    people_of_product,
    prepare,
    product_buyers,
    rfm_scores,
)
from huitou.engine.events import ORDER_LINES_SCHEMA


def line(person, order_id, day, amount, *, product, kind="sale", currency="GBP"):  # type: ignore[no-untyped-def]
    at = datetime.fromisoformat(day).replace(tzinfo=UTC)
    return (person, order_id, at, kind, product, None, 1.0, amount, currency)


def as_table(rows):  # type: ignore[no-untyped-def]
    columns = [
        pa.array(c, f.type)
        for c, f in zip(zip(*rows, strict=True), ORDER_LINES_SCHEMA, strict=True)
    ]
    return pa.Table.from_arrays(columns, schema=ORDER_LINES_SCHEMA)


@pytest.fixture
def lines():  # type: ignore[no-untyped-def]
    """Ann and Bob began with tea, Cat with a cup, Dan with tea a week before the end. Ann came back
    after 20 days, Bob after 60, Cat never, Dan after 2.
    """
    return as_table(
        [
            line("ann", "1", "2026-01-01", 100, product="tea"),
            line("ann", "2", "2026-01-21", 300, product="cup"),
            line("bob", "3", "2026-01-01", 100, product="tea"),
            line("bob", "4", "2026-03-02", 100, product="tea"),
            line("bob", "4", "2026-03-05", 40, product="tea", kind="refund"),
            line("cat", "5", "2026-01-01", 500, product="cup"),
            line("dan", "6", "2026-05-24", 100, product="tea"),
            line("dan", "7", "2026-05-26", 100, product="tea"),
            line("eve", "8", "2026-05-31", 900, product="cup", currency="EUR"),
        ]
    )


def counts(found):  # type: ignore[no-untyped-def]
    return [(one.days, one.people, one.again, one.share) for one in found]


def test_only_who_had_the_time_to_return_counts(lines) -> None:  # type: ignore[no-untyped-def]
    purchases = prepare(lines, currency="GBP")
    found = product_buyers(purchases, "tea")
    assert found.first_buyers == 3
    assert counts(found.product) == [(30, 2, 1, 0.5), (90, 2, 2, 1.0)]
    assert counts(found.shop) == [(30, 3, 1, 1 / 3), (90, 3, 2, 2 / 3)]
    assert "30 or 90 days" in found.definition.en


def test_each_number_has_its_people(lines) -> None:  # type: ignore[no-untyped-def]
    purchases = prepare(lines, currency="GBP")
    assert people_of_product(purchases, "tea") == ("ann", "bob", "dan")
    assert people_of_product(purchases, "tea", days=30) == ("ann",)
    assert people_of_product(purchases, "tea", days=30, again=False) == ("bob",)
    assert people_of_product(purchases, "tea", days=90) == ("ann", "bob")


def test_a_product_that_nobody_began_with_has_a_neutral_answer(lines) -> None:  # type: ignore[no-untyped-def]
    purchases = prepare(lines, currency="GBP")
    found = product_buyers(purchases, "unknown")
    assert found.first_buyers == 0
    assert counts(found.product) == [(30, 0, 0, None), (90, 0, 0, None)]
    assert people_of_product(purchases, "unknown") == ()


def test_the_marks_of_one_buyer(lines) -> None:  # type: ignore[no-untyped-def]
    purchases = prepare(lines, currency="GBP")
    scores = rfm_scores(purchases)
    bob = buyer_marks(purchases, scores, "bob")
    assert bob is not None
    assert (bob.orders, bob.net, bob.currency, bob.usual_gap) == (2, 160, "GBP", 60.0)
    assert bob.recency_days == (date(2026, 5, 31) - date(2026, 3, 2)).days
    cat = buyer_marks(purchases, scores, "cat")
    assert cat is not None
    assert cat.usual_gap is None
    assert buyer_marks(purchases, scores, "nobody") is None


def test_sales_by_week_and_since_a_day(lines) -> None:  # type: ignore[no-untyped-def]
    sales = ProductSales.of(lines, timezone="UTC", currency="GBP")
    assert sales.since("tea", date(2026, 1, 1)) == Sold(5, 500, 1, 40)
    assert sales.since("tea", date(2026, 3, 3)) == Sold(2, 200, 1, 40)
    assert sales.since("unknown", date(2026, 1, 1)) == Sold()
    assert sales.all_since(date(2026, 1, 20)) == {
        "cup": Sold(1, 300),
        "tea": Sold(3, 300, 1, 40),
    }
    weeks = sales.weeks("tea", until=date(2026, 5, 27), count=2)
    assert weeks == [
        (date(2026, 5, 18), Sold(1, 100)),
        (date(2026, 5, 25), Sold(1, 100)),
    ]
    assert sales.weeks("unknown", until=date(2026, 5, 27), count=1) == [(date(2026, 5, 25), Sold())]
