"""Order lines said as events, and what the log says of orders."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from huitou.engine.events import (
    ORDER_LINES_SCHEMA,
    EventRow,
    events_table,
    order_events,
    order_lines_of,
)
from huitou.kernel import InvalidInput, to_micros

MAY = datetime(2024, 5, 1, 8, tzinfo=UTC)


def line(amount: int = 1000, **given: Any) -> dict[str, Any]:
    """An order line; whatever is not given is plain."""
    plain = {"person": "ana", "order_id": "1", "ordered_at": MAY, "kind": "sale"}
    plain |= {"product_id": "T", "product_name": "Tea", "quantity": 1.0, "currency": "CNY"}
    return plain | {"amount": amount} | given


def said(*lines: dict[str, Any], source: str = "file", received_at: int = 7) -> pa.Table:
    table = pa.Table.from_pylist(list(lines), schema=ORDER_LINES_SCHEMA)
    return order_events(table, source=source, received_at=received_at)


_received = iter(range(1, 1_000_000))


def event(
    name: str,
    properties: dict[str, Any] | str,
    *,
    user: str | None = "ana",
    day: int = 1,
    received: int | None = None,
    **given: Any,
) -> EventRow:
    values: dict[str, Any] = dict.fromkeys(EventRow.__struct_fields__)
    at = next(_received) if received is None else received
    values.update(message_id=f"m{at}-{day}-{name}", type="track", event=name, user_id=user)
    values.update(timestamp=to_micros(MAY + timedelta(days=day - 1)), received_at=at, source="web")
    text = properties if isinstance(properties, str) else json.dumps(properties)
    values.update(properties=text)
    return EventRow(**{**values, **given})


def heard(*rows: EventRow, currency: str = "CNY") -> list[tuple[Any, ...]]:
    """(kind, product, quantity, amount, currency, day) of each line, the oldest first."""
    lines = order_lines_of(events_table(list(rows)), default_currency=currency)
    assert lines.schema.equals(ORDER_LINES_SCHEMA)
    found = [
        (row["kind"], row["product_id"], row["quantity"], row["amount"], row["currency"],
         (row["ordered_at"] - MAY).days + 1)
        for row in lines.to_pylist()
    ]  # fmt: skip
    return sorted(found, key=lambda line: (line[5], line[0] == "refund", line[1] or "~", line))


TEA = {"product_id": "T", "price": 10.05, "quantity": 3}
CUP = {"product_id": "C", "price": 5}


class TestOrderLinesOf:
    def test_an_order_of_a_segment_client(self) -> None:
        order = event("Order Completed", {"order_id": "1", "currency": "usd", "total": 40.15,
                                          "products": [TEA, CUP]})  # fmt: skip
        assert heard(order) == [
            ("sale", "C", 1.0, 500, "USD", 1),
            ("sale", "T", 3.0, 3015, "USD", 1),
        ]

    def test_other_events_say_nothing(self) -> None:
        viewed = event("Product Viewed", {"order_id": "1", "products": [TEA]})
        page = event("Order Completed", {"order_id": "1", "products": [TEA]}, type="page")
        assert heard(viewed, page) == []
        assert heard() == []

    def test_amounts_are_exact_whatever_their_form(self) -> None:
        products = [
            {"product_id": "a", "price": "0.335", "quantity": "3"},
            {"product_id": "b", "price": 0.1, "quantity": 3},
            {"product_id": "c", "amount": 9999999999999.99, "price": 1},
            {"sku": "d", "price": 2, "quantity": 0.5},
        ]
        order = event("Order Completed", {"order_id": 7, "products": products})
        assert [line[1:4] for line in heard(order)] == [
            ("a", 3.0, 101),
            ("b", 3.0, 30),
            ("c", 1.0, 999_999_999_999_999),
            ("d", 0.5, 100),
        ]

    def test_the_minor_unit_follows_the_currency(self) -> None:
        order = {"order_id": "1", "products": [{"product_id": "a", "price": 1234.5}]}
        assert heard(event("Order Completed", order), currency="JPY")[0][3:5] == (1235, "JPY")
        assert heard(event("Order Completed", order), currency="KWD")[0][3:5] == (1_234_500, "KWD")

    def test_only_a_total(self) -> None:
        order = {"order_id": "1", "total": 12, "revenue": "10.50"}
        assert heard(event("Order Completed", order)) == [("sale", None, 1.0, 1050, "CNY", 1)]

    def test_a_discount_on_the_order_is_shared_out_exactly(self) -> None:
        order = {"order_id": "1", "revenue": 30, "total": 36, "products": [TEA, CUP]}
        placed = event("Order Completed", order)
        assert [row[1:4] for row in heard(placed)] == [("C", 1.0, 427), ("T", 3.0, 2573)]
        back = {"order_id": "1", "products": [{"product_id": "C", "quantity": 1}]}
        refund = event("Order Refunded", back, day=2)
        assert ("refund", "C", 1.0, 427, "CNY", 2) in heard(placed, refund)

    def test_a_revenue_above_the_products_adds_nothing(self) -> None:
        order = {"order_id": "1", "revenue": 99, "products": [CUP]}
        assert heard(event("Order Completed", order)) == [("sale", "C", 1.0, 500, "CNY", 1)]

    @settings(max_examples=40, deadline=None)
    @given(st.lists(st.integers(0, 10**6), min_size=1, max_size=6), st.integers(0, 10**6))
    def test_shares_of_a_discount_sum_to_what_was_paid(self, listed: list[int], paid: int) -> None:
        products = [{"product_id": "p", "price": fen / 100} for fen in listed]
        order = {"order_id": "1", "revenue": paid / 100, "products": products}
        shares = [row[3] for row in heard(event("Order Completed", order))]
        assert sum(shares) == min(paid, sum(listed))
        assert min(shares) >= 0

    def test_products_without_prices_leave_their_money_to_the_total(self) -> None:
        order = {"order_id": "1", "total": 12, "products": [CUP, {"product_id": "x"}]}
        assert heard(event("Order Completed", order)) == [
            ("sale", "C", 1.0, 500, "CNY", 1),
            ("sale", "x", 1.0, 0, "CNY", 1),
            ("sale", None, 1.0, 700, "CNY", 1),
        ]

    def test_an_order_said_by_client_and_server_counts_once(self) -> None:
        client = event("Order Completed", {"order_id": "1", "products": [CUP]}, received=900_000)
        server = event("Order Completed", {"order_id": "1", "products": [TEA]}, received=900_001)
        assert [row[1] for row in heard(client, server)] == ["T"]
        assert heard(client, server) == heard(server, client)

    def test_an_update_replaces_the_order_but_not_its_time(self) -> None:
        placed = event("Order Completed", {"order_id": "1", "products": [TEA, CUP]}, day=1)
        shipped = event("Order Updated", {"order_id": "1", "status": "shipped"}, day=2)
        changed = event("Order Updated", {"order_id": "1", "products": [CUP]}, day=3)
        assert len(heard(placed, shipped)) == 2
        assert heard(placed, shipped, changed) == [("sale", "C", 1.0, 500, "CNY", 1)]

    def test_the_same_number_of_two_people_is_two_orders(self) -> None:
        order = {"order_id": "1", "products": [CUP]}
        orders = (event("Order Completed", order, user=user) for user in ("ana", "bo", None))
        assert len(heard(*orders)) == 3

    def test_a_refund_of_products_at_the_price_at_which_they_were_sold(self) -> None:
        placed = event("Order Completed", {"order_id": "1", "currency": "EUR", "products": [TEA]})
        part = {"order_id": "1", "products": [{"product_id": "T", "quantity": 1}]}
        priced = {"order_id": "1", "products": [{"product_id": "T", "price": 4, "quantity": 1}]}
        assert heard(placed, event("Order Refunded", part, day=2),
                     event("Order Refunded", priced, day=3))[1:] == [
            ("refund", "T", 1.0, 1005, "EUR", 2),
            ("refund", "T", 1.0, 400, "EUR", 3),
        ]  # fmt: skip

    def test_a_refund_of_a_sum(self) -> None:
        placed = event("Order Completed", {"order_id": "1", "products": [TEA]})
        some = event("Order Refunded", {"order_id": "1", "total": 3}, day=2)
        negative = event("Order Refunded", {"order_id": "1", "total": -2}, day=3)
        assert heard(placed, some, negative)[1:] == [
            ("refund", None, 1.0, 300, "CNY", 2),
            ("refund", None, 1.0, 200, "CNY", 3),
        ]

    @pytest.mark.parametrize("name", ["Order Refunded", "Order Cancelled"])
    def test_a_refund_of_the_whole_replaces_the_parts(self, name: str) -> None:
        placed = event("Order Completed", {"order_id": "1", "products": [TEA, CUP]})
        part = event("Order Refunded", {"order_id": "1", "total": 3}, day=2)
        whole = event(name, {"order_id": "1"}, day=4)
        again = event(name, {"order_id": "1", "currency": "CNY"}, day=3)
        assert heard(placed, part, whole, again)[2:] == [
            ("refund", "C", 1.0, 500, "CNY", 3),
            ("refund", "T", 3.0, 3015, "CNY", 3),
        ]

    def test_a_refund_of_an_order_that_nobody_said(self) -> None:
        assert heard(event("Order Cancelled", {"order_id": "9"})) == []
        known = {"order_id": "9", "products": [CUP]}
        assert heard(event("Order Refunded", known)) == [("refund", "C", 1.0, 500, "CNY", 1)]

    def test_the_same_refund_said_anew_counts_once(self) -> None:
        old = event("Order Refunded", {"order_id": "1", "total": 3}, day=2)
        new = event("Order Refunded", {"order_id": "1", "total": 4}, day=2)
        assert heard(old, new) == [("refund", None, 1.0, 400, "CNY", 2)]

    def test_a_discount_as_a_product_is_taken_off_and_not_given_back_twice(self) -> None:
        discount = {"product_id": "D", "price": -2}
        placed = event("Order Completed", {"order_id": "1", "products": [CUP, discount]})
        assert heard(placed) == [
            ("sale", "C", 1.0, 500, "CNY", 1),
            ("refund", "D", 1.0, 200, "CNY", 1),
        ]
        cancelled = event("Order Cancelled", {"order_id": "1"}, day=2)
        assert heard(placed, cancelled)[2:] == [("refund", None, 1.0, 300, "CNY", 2)]

    def test_a_currency_that_is_none_leaves_the_order_out(self) -> None:
        order = {"order_id": "1", "currency": "XYZ", "products": [CUP]}
        assert heard(event("Order Completed", order), event("Order Cancelled", order)) == []
        with pytest.raises(InvalidInput):
            heard(currency="XYZ")

    @pytest.mark.parametrize(
        "properties",
        [
            "",
            "{broken",
            "[]",
            "null",
            '"text"',
            '{"order_id": null, "total": 5}',
            '{"order_id": "", "total": 5}',
            '{"order_id": "1"}',
            '{"order_id": "1", "products": "T"}',
            '{"order_id": "1", "products": [null, 5, "T", []]}',
            '{"order_id": "1", "total": "much", "products": {}}',
            '{"order_id": "1", "total": 1e300}',
            '{"order_id": "1", "products": [{"price": 5, "quantity": 0}]}',
        ],
    )
    def test_nonsense_is_no_money(self, properties: str) -> None:
        good = event("Order Completed", {"order_id": "2", "products": [CUP]})
        found = heard(event("Order Completed", properties), good)
        assert [row for row in found if row[3] != 0] == [("sale", "C", 1.0, 500, "CNY", 1)]

    def test_who_bought_is_the_resolved_person_if_there_is_one(self) -> None:
        order = {"order_id": "1", "products": [CUP]}
        rows = [event("Order Completed", order), event("Order Completed", order, user=None,
                                                       anonymous_id="x")]  # fmt: skip
        table = events_table(rows)
        plain = order_lines_of(table, default_currency="CNY")
        assert sorted(plain["person"].to_pylist()) == ["ana", "x"]
        resolved = table.append_column("person_id", pa.array(["p", "p"]))
        assert order_lines_of(resolved, default_currency="CNY")["person"].to_pylist() == ["p"]


_lines = st.builds(
    line,
    st.integers(0, 10**15 - 1),
    person=st.sampled_from(["ana", "bo", "", None]),
    order_id=st.sampled_from(["1", "2", '"', "C3", "\x1f", "订单"]),
    ordered_at=st.datetimes(datetime(1980, 1, 1), datetime(2100, 1, 1)).map(  # noqa: DTZ001
        lambda moment: moment.replace(tzinfo=UTC)
    ),
    kind=st.sampled_from(["sale", "refund"]),
    product_id=st.sampled_from(["T", "C", None, "\\", "é茶"]),
    product_name=st.one_of(
        st.none(), st.text(st.characters(exclude_categories=("Cs",)), max_size=5)
    ),
    quantity=st.one_of(
        st.integers(1, 10**6).map(float), st.sampled_from([0.1, 1.5, 1e-3, 2.0**60])
    ),
    currency=st.sampled_from(["CNY", "JPY", "KWD", "CLF"]),
)
_KEYS = (
    "person",
    "order_id",
    "kind",
    "product_id",
    "product_name",
    "currency",
    "quantity",
    "amount",
)


@settings(max_examples=150, deadline=None)
@given(lines=st.lists(_lines, max_size=8))
def test_there_and_back_again(lines: list[dict[str, Any]]) -> None:
    """What a file says is what the log gives back: every line, its money and its quantity."""
    back = order_lines_of(said(*lines), default_currency="CNY")
    told = Counter(tuple(row[key] for key in _KEYS) for row in lines)
    assert Counter(tuple(row[key] for key in _KEYS) for row in back.to_pylist()) == told
