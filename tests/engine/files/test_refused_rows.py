"""Every reason for which a row is refused, with its line."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pyarrow as pa
import pytest

from huitou.engine.files import REFUSED_SCHEMA, OrdersFile, by_reason
from huitou.engine.files.refusals import REASONS, refused_table

Read = Callable[..., OrdersFile]

HEADER = "order_id,customer,date,quantity,price,currency,status\n"
GOOD = "1,a,2024-05-01,1,5,CNY,paid\n"
NOW = datetime(2024, 6, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("row", "reason", "field", "detail"),
    [
        (",,,,,,", "blank", None, ""),
        ("2,a,,1,5,CNY,paid", "date_missing", "ordered_at", ""),
        ("2,a,2024-02-30,1,5,CNY,paid", "date_unreadable", "ordered_at", "2024-02-30"),
        ("2,a,1970-01-01,1,5,CNY,paid", "date_out_of_range", "ordered_at", "1970-01-01"),
        ("2,a,2024-06-03,1,5,CNY,paid", "date_out_of_range", "ordered_at", "2024-06-03"),
        ("2,a,2286-11-20,1,5,CNY,paid", "date_out_of_range", "ordered_at", "2286-11-20"),
        ("2,a,2024-05-01,,5,CNY,paid", "quantity_missing", "quantity", ""),
        ("2,a,2024-05-01,two,5,CNY,paid", "quantity_unreadable", "quantity", "two"),
        ("2,a,2024-05-01,0,5,CNY,paid", "quantity_zero", "quantity", "0"),
        ("2,a,2024-05-01,1,,CNY,paid", "amount_missing", "amount", ""),
        ("2,a,2024-05-01,1,five,CNY,paid", "amount_unreadable", "amount", "1 × five"),
        ("2,a,2024-05-01,1,nan,CNY,paid", "amount_unreadable", "amount", "1 × nan"),
        ("2,a,2024-05-01,1,inf,CNY,paid", "amount_unreadable", "amount", "1 × inf"),
        ("2,a,2024-05-01,1,1e13,CNY,paid", "amount_too_large", "amount", "1 × 1e13"),
        ("2,a,2024-05-01,1e13,1,CNY,paid", "amount_too_large", "amount", "1e13 × 1"),
        ("2,a,2024-05-01,1e9,1e9,CNY,paid", "amount_too_large", "amount", "1e9 × 1e9"),
        ("2,a,2024-05-01,1,5,XXX,paid", "currency_unknown", "currency", "XXX"),
        ("2,a,2024-05-01,1,5,CNY,cancelled", "not_a_sale", "status", "cancelled"),
        ("2,a,2024-05-01,1,5,CNY,已取消", "not_a_sale", "status", "已取消"),
        ("2,a,2024-05-01,-3,0,CNY,paid", "no_money_moved", None, "-3 × 0"),
        ("2,a,2024-05-01,1,5,CNY", "wrong_field_count", None, "6 fields instead of 7"),
        ("2,a,2024-05-01,1,5,CNY,paid,x", "wrong_field_count", None, "8 fields instead of 7"),
        ('2,"a"b,2024-05-01,1,5,CNY,paid', "broken_quotes", None, ""),
        (f"2,{'a' * 5_000_000},2024-05-01,1,5,CNY,paid", "row_too_long", None, ""),
    ],
)  # fmt: skip
def test_one_bad_row_is_refused_alone(
    orders_of: Read, row: str, reason: str, field: str | None, detail: str
) -> None:
    orders = orders_of(HEADER + GOOD + row + "\n" + GOOD.replace("1,", "3,", 1), now=NOW)
    assert orders.refused.schema.equals(REFUSED_SCHEMA)
    assert orders.refused.to_pylist() == [
        {"line": 3, "reason": reason, "field": field, "detail": detail}
    ]
    assert orders.lines["order_id"].to_pylist() == ["1", "3"]
    assert (orders.rows, orders.accepted) == (3, 2)


@pytest.mark.parametrize(("row", "reason"), [("{broken", "not_json"), ("[1]", "not_an_object")])
def test_bad_json_lines(orders_of: Read, row: str, reason: str) -> None:
    good = '{"order_id": %d, "customer": "a", "date": "2024-05-01", "total": 5}\n'
    orders = orders_of(good % 1 + "\n" + row + "\n" + good % 2, "file.jsonl")
    assert orders.refused["line"].to_pylist() == [3]
    assert orders.refused["reason"].to_pylist() == [reason]
    assert orders.lines["order_id"].to_pylist() == ["1", "2"]


def test_every_reason_is_explained() -> None:
    for meaning, remedy in REASONS.values():
        assert meaning.endswith(".")
        assert remedy


def test_without_a_clock_only_absurd_years_are_refused(orders_of: Read) -> None:
    text = "customer,date,total\na,2099-01-01,5\na,2200-01-02,5\na,1979-12-31,5\na,1980-01-01,5\n"
    assert orders_of(text).refused["line"].to_pylist() == [3, 4]


def test_trailing_empty_fields_are_no_fault(orders_of: Read) -> None:
    orders = orders_of("customer,date,total\na,2024-05-01,5,,\nb,2024-05-01,5\n")
    assert orders.lines["person"].to_pylist() == ["a", "b"]


def test_groups_name_the_largest_first_with_its_first_lines() -> None:
    rows = [(line, "quantity_zero", "quantity", "0") for line in range(10, 30)]
    groups = by_reason(refused_table([(2, "blank", None, ""), *rows]), lines=3)
    assert [(g.reason, g.rows, g.first_lines, g.example) for g in groups] == [
        ("quantity_zero", 20, (10, 11, 12), "0"),
        ("blank", 1, (2,), ""),
    ]
    assert groups[0].meaning == "The quantity is 0, so nothing was bought."
    assert by_reason(REFUSED_SCHEMA.empty_table()) == ()
    assert isinstance(refused_table([]), pa.Table)
