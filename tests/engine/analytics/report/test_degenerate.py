"""Shops with next to nothing in them, and tables that cannot be counted."""

import dataclasses
import math
from datetime import UTC, datetime

import pyarrow as pa
import pytest

from huitou.engine.analytics.report import shop_report
from huitou.engine.events import ORDER_LINES_SCHEMA
from huitou.kernel import InvalidInput


def numbers_in(answer):
    """Every float anywhere in an answer."""
    if isinstance(answer, float):
        yield answer
    elif dataclasses.is_dataclass(answer):
        for field in dataclasses.fields(answer):
            yield from numbers_in(getattr(answer, field.name))
    elif isinstance(answer, dict):
        yield from numbers_in(tuple(answer.values()))
    elif isinstance(answer, tuple):
        for part in answer:
            yield from numbers_in(part)


@pytest.fixture
def report(shop):
    def make(*rows, **options):
        answer = shop_report(shop.table(list(rows)), **options)
        assert all(math.isfinite(number) for number in numbers_in(answer))
        return answer

    return make


def test_one_customer_one_order(shop, report):
    answer = report(shop.line("ann", "o1", "2024-01-10", 1000, product="cup"))
    assert (answer.overview.customers, answer.overview.repeat_customers) == (1, 0)
    assert [row.active for row in answer.cohorts_by_week.rows] == [(1,)]
    assert answer.cohorts_by_week.mean == (1.0,)
    assert [p.new for p in answer.lifecycle_by_month.periods] == [1]
    assert (answer.repeat.observed, answer.repeat.extrapolated) == ((), ())
    assert [(s.key, s.customers) for s in answer.rfm.segments] == [("about_to_sleep", 1)]
    assert answer.gaps.bins == ()
    assert (answer.gaps.median_days, answer.gaps.p75_days, answer.gaps.p90_days) == (None,) * 3
    assert (answer.products.products, answer.products.base_share) == ((), 0.0)
    assert [f.en for f in answer.findings] == ["The only customer has purchased on one day only."]


def test_one_customer_who_came_back(shop, report):
    answer = report(
        shop.line("ann", "o1", "2024-01-10", 1000), shop.line("ann", "o2", "2024-01-12", 1000)
    )
    assert [f.en for f in answer.findings] == ["The only customer has come back."]
    point = answer.repeat.observed[-1]
    assert (point.day, point.share, point.high, point.people) == (2, 1.0, 1.0, 1)
    assert point.low == answer.repeat.observed[0].low == 0.0


def test_everyone_came_back_the_next_day(shop, report):
    rows = [
        shop.line(f"p{i}", f"o{i}-{day}", f"2024-01-{day:02}", 100)
        for i in range(4)
        for day in (10, 11)
    ]
    point = report(*rows).repeat.observed[-1]
    assert (point.day, point.share, point.high) == (1, 1.0, 1.0)
    assert point.low == pytest.approx(0.025**0.25), "the exact bound for 4 of 4"


def test_nobody_ever_came_back(shop, report):
    rows = [
        shop.line(f"p{i}", f"o{i}", f"2024-{1 + i % 12:02}-15", 100 + i, product="cup")
        for i in range(300)
    ]
    answer = report(*rows)
    assert answer.overview.repeat_customers == 0
    assert {point.share for point in answer.repeat.observed} == {0.0}
    assert answer.repeat.extrapolated == ()
    assert all(sum(filter(None, row.active[1:])) == 0 for row in answer.cohorts_by_month.rows)
    assert [(p.repeat_buyers, p.low) for p in answer.products.products] == [(0, 0.0)]
    assert {s.key for s in answer.rfm.segments} == {
        "new", "promising", "about_to_sleep", "hibernating", "lost"
    }  # fmt: skip
    assert answer.findings[0].numbers == {"customers": 300, "once": 300, "once_share": 1.0}


def test_only_unknown_buyers(shop, report):
    answer = report(
        shop.line(None, "o1", "2024-01-10", 1000, product="cup"),
        shop.line(None, "o2", "2024-01-11", 500, product="cup"),
    )
    view = answer.overview
    assert (view.customers, view.orders, view.orders_without_customer) == (0, 2, 2)
    assert (view.net, view.net_without_customer) == (1500, 1500)
    assert answer.cohorts_by_month.rows == answer.lifecycle_by_week.periods == ()
    assert (answer.rfm.segments, answer.rfm.grid) == ((), ((0,) * 5,) * 5)
    assert [f.numbers for f in answer.findings] == [{"unknown_share": 1.0, "unknown_minor": 1500}]


def test_nothing_but_refunds(shop, report):
    answer = report(shop.line("ann", "o1", "2024-01-10", 1000, kind="refund"))
    view = answer.overview
    assert (view.customers, view.orders, view.gross, view.net) == (0, 0, 0, -1000)
    assert view.first_order_at == datetime(2024, 1, 10, tzinfo=UTC), "the mark, for want of orders"
    assert answer.findings == ()


def test_everything_free_or_taken_back(shop, report):
    answer = report(
        shop.line("ann", "o1", "2024-01-10", 1000),
        shop.line("ann", "o1", "2024-01-11", 1000, kind="refund"),
        shop.line("bob", "o2", "2024-01-12", 0),
    )
    assert (answer.overview.customers, answer.overview.orders) == (0, 0)
    assert answer.overview.first_order_at == datetime(2024, 1, 10, tzinfo=UTC)
    assert [f.numbers["refund_share"] for f in answer.findings] == [1.0]


def test_an_order_and_its_refund_before_any_purchase_are_in_no_cohort(shop, report):
    answer = report(
        shop.line("ann", "o1", "2024-01-10", 1000),
        shop.line("ann", "C1", "2024-01-11", 300, kind="refund"),
        shop.line("ann", "o1", "2024-01-12", 1000, kind="refund"),
        shop.line("ann", "o2", "2024-02-10", 500),
    )
    assert answer.overview.net == 200
    assert [(r.start.month, r.revenue) for r in answer.cohorts_by_month.rows] == [(2, (500,))]
    assert answer.rfm.segments[0].revenue == 200


@pytest.mark.parametrize("first", ["1900-01-01", "1970-01-01"])
def test_one_empty_date_of_a_spreadsheet_or_computer_does_no_harm(shop, report, first):
    answer = report(
        shop.line("ann", "o1", first, 1000),
        shop.line("bob", "o2", "2024-01-10", 1000),
        shop.line("ann", "o3", "2024-01-11", 1000),
    )
    assert len(answer.cohorts_by_week.rows) == 2
    assert answer.overview.repeat_customers == 1
    assert len(answer.repeat.observed) <= 120


def bad(shop, **changes):
    return shop.table([shop.line("ann", "o1", "2024-01-10", 1000) | changes])


def test_an_empty_table_is_refused_with_a_remedy():
    with pytest.raises(InvalidInput, match="no order lines") as refusal:
        shop_report(ORDER_LINES_SCHEMA.empty_table())
    assert refusal.value.remedy == "Give a file with at least one order."


def test_what_cannot_be_counted_is_refused(shop):
    far, old = datetime(9999, 6, 1, tzinfo=UTC), datetime(202, 4, 1, tzinfo=UTC)
    for table, message in (
        (bad(shop, kind="gift"), "neither a sale nor a refund"),
        (bad(shop, amount=-1), "amount is negative"),
        (bad(shop, amount=2**53), "more than can be counted"),
        (bad(shop, ordered_at=far), "outside the years"),
        (pa.concat_tables([bad(shop), bad(shop, ordered_at=old)]), "200 years apart"),
        (bad(shop).drop_columns(["amount", "kind"]), "lack kind, amount"),
        (bad(shop).set_column(1, "order_id", pa.array([None], pa.string())), "no order_id"),
        (bad(shop).set_column(6, "quantity", pa.array(["two"])), "right types"),
        (bad(shop, currency="XBT"), "not an ISO 4217"),
    ):
        with pytest.raises(InvalidInput, match=message) as refusal:
            shop_report(table)
        assert refusal.value.remedy


def test_options_that_make_no_sense_are_refused(shop):
    for options, message in (
        ({"timezone": "Nowhere"}, "not a timezone"),
        ({"currency": "USD"}, "No order line is in USD"),
        ({"currency": "pounds"}, "not an ISO 4217"),
        ({"as_of": datetime(2023, 1, 1, tzinfo=UTC)}, "up to that moment"),
        ({"as_of": datetime(2025, 1, 1)}, "no timezone"),  # noqa: DTZ001
        ({"as_of": datetime(9999, 12, 31, tzinfo=UTC)}, "outside the years"),
    ):
        with pytest.raises(InvalidInput, match=message) as refusal:
            shop_report(bad(shop), **options)
        assert refusal.value.remedy


def test_text_in_dictionaries_and_chunks_counts_the_same(shop):
    rows = [shop.line(f"p{i % 3}", f"o{i % 7}", f"2024-01-{1 + i:02}", 100 * i) for i in range(20)]
    plain = shop.table(rows)
    pieces = pa.concat_tables([plain.slice(0, 5), plain.slice(5, 1), plain.slice(6)])
    packed = pieces.set_column(0, "person", pieces["person"].dictionary_encode())
    assert shop_report(packed) == shop_report(pieces) == shop_report(plain)
