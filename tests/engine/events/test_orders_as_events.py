"""Order lines said as events: what a file of orders becomes in the log."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pyarrow as pa
import pytest

from huitou.engine.events import (
    EVENTS_SCHEMA,
    ORDER_LINES_SCHEMA,
    order_events,
    problem,
)
from huitou.kernel import InvalidInput

MAY = datetime(2024, 5, 1, 8, tzinfo=UTC)


def line(amount: int = 1000, **given: Any) -> dict[str, Any]:
    """An order line; whatever is not given is plain."""
    plain = {"person": "ana", "order_id": "1", "ordered_at": MAY, "kind": "sale"}
    plain |= {"product_id": "T", "product_name": "Tea", "quantity": 1.0, "currency": "CNY"}
    return plain | {"amount": amount} | given


def said(*lines: dict[str, Any], source: str = "file", received_at: int = 7) -> pa.Table:
    table = pa.Table.from_pylist(list(lines), schema=ORDER_LINES_SCHEMA)
    return order_events(table, source=source, received_at=received_at)


def ids(*lines: dict[str, Any]) -> list[str]:
    found: list[str] = said(*lines)["message_id"].to_pylist()
    return found


class TestOrderEvents:
    def test_an_order_is_one_event(self) -> None:
        events = said(
            line(2100, quantity=2.0),
            line(333, product_id="C", product_name='Cup "big"', quantity=3.0, ordered_at=MAY),
        )
        assert events.schema.equals(EVENTS_SCHEMA)
        (event,) = events.to_pylist()
        assert event | {"message_id": "", "properties": ""} == {
            "message_id": "",
            "type": "track",
            "event": "Order Completed",
            "name": None,
            "user_id": "ana",
            "anonymous_id": None,
            "previous_id": None,
            "group_id": None,
            "timestamp": MAY,
            "original_timestamp": MAY,
            "sent_at": None,
            "received_at": datetime(1970, 1, 1, 0, 0, 0, 7, tzinfo=UTC),
            "source": "file",
            "properties": "",
            "traits": None,
            "context": None,
        }
        assert event["properties"] == (
            '{"order_id":"1","currency":"CNY","total":24.33,"products":['
            '{"product_id":"C","name":"Cup \\"big\\"","quantity":3,"price":1.11,"amount":3.33},'
            '{"product_id":"T","name":"Tea","quantity":2,"price":10.5,"amount":21.00}]}'
        )
        assert problem(event["event"], event["properties"].encode()) is None

    def test_refunds_are_events_of_their_own_moment(self) -> None:
        later = MAY + timedelta(days=3)
        events = said(
            line(1000),
            line(400, kind="refund", ordered_at=later),
            line(100, kind="refund", ordered_at=later, product_id=None, product_name=None),
            line(50, kind="refund", ordered_at=later + timedelta(days=1)),
        )
        assert events.select(["event", "timestamp"]).to_pylist() == [
            {"event": "Order Completed", "timestamp": MAY},
            {"event": "Order Refunded", "timestamp": later},
            {"event": "Order Refunded", "timestamp": later + timedelta(days=1)},
        ]
        properties = json.loads(events["properties"][1].as_py())
        assert properties["total"] == 5.0
        assert {"quantity": 1, "price": 1.0, "amount": 1.0} in properties["products"]

    @pytest.mark.parametrize(
        ("currency", "amount", "text"),
        [
            ("JPY", 5, "5"),
            ("CNY", 5, "0.05"),
            ("KWD", 5, "0.005"),
            ("CLF", 5, "0.0005"),
            ("CNY", 0, "0.00"),
            ("CNY", 999_999_999_999_999, "9999999999999.99"),
        ],
    )
    def test_amounts_have_the_decimals_of_their_currency(
        self, currency: str, amount: int, text: str
    ) -> None:
        (properties,) = said(line(amount, currency=currency))["properties"].to_pylist()
        assert f'"amount":{text}}}' in properties
        assert f'"total":{text},' in properties

    def test_a_currency_that_is_none(self) -> None:
        with pytest.raises(InvalidInput, match="ISO 4217"):
            said(line(currency="XYZ"))

    def test_nobody_stays_nobody(self) -> None:
        (event,) = said(line(person=None)).to_pylist()
        assert (event["user_id"], event["anonymous_id"]) == (None, None)

    def test_the_same_order_is_the_same_message_wherever_it_comes_from(self) -> None:
        tea, cup = line(), line(500, product_id="C")
        assert ids(tea, cup) == ids(cup, tea)
        assert said(tea, source="a")["message_id"] == said(tea, source="b")["message_id"]
        assert said(tea, received_at=1)["message_id"] == said(tea, received_at=2)["message_id"]

    @pytest.mark.parametrize(
        "change",
        [
            {"amount": 1001},
            {"quantity": 2.0},
            {"product_id": None},
            {"person": None},
            {"order_id": "2"},
            {"ordered_at": MAY + timedelta(microseconds=1)},
            {"currency": "USD"},
            {"kind": "refund"},
        ],
    )
    def test_a_changed_order_is_another_message(self, change: dict[str, Any]) -> None:
        assert ids(line()) != ids(line() | change)

    def test_two_equal_lines_are_not_one(self) -> None:
        assert ids(line(), line()) != ids(line())
        assert json.loads(said(line(), line())["properties"][0].as_py())["total"] == 20.0

    def test_no_lines_no_events(self) -> None:
        assert said().num_rows == 0
        assert said().schema.equals(EVENTS_SCHEMA)
