"""JSON Lines and Parquet of orders."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from huitou.engine.files import OrdersFile, open_file, read_orders

Read = Callable[..., OrdersFile]


def test_flat_objects_keep_the_digits_of_their_numbers(orders_of: Read) -> None:
    orders = orders_of(
        '{"order_id": 1, "customer": 7, "date": "2024-05-01", "quantity": 3, "price": 0.335}\n'
        '{"price": 1e2, "order_id": "2", "date": "2024-05-02", "customer": null, "quantity": 1}\n'
    )
    assert orders.lines["amount"].to_pylist() == [101, 10_000]
    assert orders.lines["person"].to_pylist() == ["7", None]


def test_an_order_with_its_items_becomes_a_line_for_each(orders_of: Read) -> None:
    order = {
        "order_id": "A1",
        "customer": {"id": 9, "name": "Ana"},
        "created_at": "2024-05-01T10:00:00+08:00",
        "line_items": [
            {"sku": "T", "name": "Tea", "quantity": 2, "price": "10.00"},
            {"sku": "C", "name": "Cup", "quantity": 1, "price": "3.50"},
        ],
    }
    orders = orders_of(json.dumps(order) + "\n" + json.dumps(order | {"order_id": "A2"}) + "\n")
    assert orders.mapping.column("person") == "customer.id"
    assert orders.mapping.column("product_id") == "line_items.sku"
    assert orders.lines.select(["order_id", "product_id", "amount"]).to_pylist() == [
        {"order_id": order_id, "product_id": sku, "amount": amount}
        for order_id in ("A1", "A2")
        for sku, amount in (("T", 2000), ("C", 350))
    ]
    assert orders.rows == 4


def test_parquet_with_its_own_types(tmp_path: Path) -> None:
    path = tmp_path / "orders.parquet"
    pq.write_table(
        pa.table(
            {
                "order_id": pa.array([1, 2], pa.int64()),
                "customer": pa.array([13085.0, None], pa.float64()),
                "ordered_at": pa.array([datetime(2024, 5, 1, 8, tzinfo=UTC)] * 2,
                                       pa.timestamp("us", tz="Asia/Shanghai")),
                "amount": pa.array([Decimal("0.10"), Decimal("12.34")], pa.decimal128(10, 2)),
                "tags": pa.array([["a"], []], pa.list_(pa.string())),
            }
        ),
        path,
    )  # fmt: skip
    orders = read_orders(path, timezone="America/New_York")
    assert orders.lines["person"].to_pylist() == ["13085", None]
    assert orders.lines["ordered_at"].to_pylist() == [datetime(2024, 5, 1, 8, tzinfo=UTC)] * 2
    assert orders.lines["amount"].to_pylist() == [10, 1234]
    with open_file(path) as opened:
        assert opened.sample[0] == ("1", "13085.0", "2024-05-01 08:00:00Z", "0.10", '["a"]')


def test_parquet_with_naive_times_and_dates(tmp_path: Path) -> None:
    path = tmp_path / "orders.parquet"
    columns = {"customer": ["a"], "amount": [0.1]}
    pq.write_table(pa.table(columns | {"date": [datetime(2024, 5, 1, 8)]}), path)  # noqa: DTZ001
    moment = read_orders(path, timezone="Asia/Shanghai").lines["ordered_at"].to_pylist()
    assert moment == [datetime(2024, 5, 1, 0, tzinfo=UTC)]
    pq.write_table(pa.table(columns | {"date": [date(2024, 5, 1)]}), path)
    assert read_orders(path).lines["ordered_at"].to_pylist() == [datetime(2024, 5, 1, tzinfo=UTC)]


def test_items_on_one_line_are_refused_one_by_one(orders_of: Read) -> None:
    items = [{"sku": "T", "price": 1}, {"sku": "C", "price": "?"}, {"sku": "D"}]
    order = {"order_id": "1", "customer": "a", "date": "2024-05-01", "items": items}
    orders = orders_of(json.dumps(order) + "\n")
    assert orders.lines["product_id"].to_pylist() == ["T"]
    assert orders.refused.select(["line", "reason", "detail"]).to_pylist() == [
        {"line": 1, "reason": "amount_unreadable", "detail": "?"},
        {"line": 1, "reason": "amount_missing", "detail": ""},
    ]
    assert (orders.rows, orders.accepted) == (3, 1)
