import json
from collections import Counter
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from huitou.engine.events import (
    CATALOGUE,
    REFUND,
    SALE,
    Outcome,
    decide,
    events_table,
    open_segment,
    order_lines_of,
)
from huitou.simulator import ShopHistory, ShopYear, shop_events, simulate, write_events

Event = dict[str, Any]


@pytest.fixture(scope="module")
def history() -> ShopHistory:
    return simulate(ShopYear(customers=800), 7)


@pytest.fixture(scope="module")
def events(history: ShopHistory) -> list[Event]:
    return list(shop_events(history))


def named(events: list[Event], name: str) -> list[Event]:
    return [event for event in events if event.get("event") == name]


def moment(event: Event) -> datetime:
    return datetime.fromisoformat(event["timestamp"])


@pytest.fixture(scope="module")
def outcome(events: list[Event]) -> Outcome:
    body = json.dumps({"batch": events}).encode()
    received_at = 1_767_225_600_000_000  # 2026-01-01
    opened = open_segment(body, route="batch")
    return decide(opened, source="sample", received_at=received_at, new_id=lambda: "unused")


def test_the_door_accepts_every_event_and_the_catalogue_knows_its_name(
    events: list[Event], outcome: Outcome
) -> None:
    assert len(outcome.decided.events) == len(events)
    assert outcome.decided.quarantined == []
    names = {event["event"] for event in events if event["type"] == "track"}
    assert names == {
        "Product Viewed",
        "Product Added",
        "Checkout Started",
        "Order Completed",
        "Order Refunded",
        "Group Buy Started",
        "Group Buy Joined",
        "Group Buy Succeeded",
    }
    assert names <= CATALOGUE.keys()


def test_the_events_give_the_same_order_lines_as_the_year(
    history: ShopHistory, outcome: Outcome
) -> None:
    orders, refunds = history.orders, history.refunds
    lines = order_lines_of(events_table(outcome.decided.events), default_currency="USD").to_pylist()
    sold = sorted(line["amount"] for line in lines if line["kind"] == SALE)
    assert sold == sorted((orders.unit_price * orders.quantity).tolist())
    returned = sorted(line["amount"] for line in lines if line["kind"] == REFUND)
    assert returned == sorted((orders.unit_price[refunds.line] * refunds.quantity).tolist())
    assert {line["currency"] for line in lines} == {"CNY"}


def test_every_order_and_every_refund_is_told_once_with_its_sum(
    history: ShopHistory, events: list[Event]
) -> None:
    orders, refunds = history.orders, history.refunds
    completed = named(events, "Order Completed")
    assert len({e["properties"]["order_id"] for e in completed}) == len(completed) == orders.count
    fen = int((orders.unit_price * orders.quantity).sum())
    said = sum(Decimal(str(e["properties"]["total"])) for e in completed)
    assert said == Decimal(fen) / 100
    returned = named(events, "Order Refunded")
    assert len(returned) == len(np.unique(orders.order[refunds.line]))
    fen = int((orders.unit_price[refunds.line] * refunds.quantity).sum())
    assert sum(Decimal(str(e["properties"]["total"])) for e in returned) == Decimal(fen) / 100


def test_the_products_of_an_order_sum_to_its_total(events: list[Event]) -> None:
    for event in named(events, "Order Completed") + named(events, "Order Refunded"):
        said = event["properties"]
        parts = [Decimal(str(p["price"])) * p["quantity"] for p in said["products"]]
        assert sum(parts) == Decimal(str(said["total"]))


def test_a_customer_is_anonymous_until_identified_and_named_ever_after(
    history: ShopHistory, events: list[Event]
) -> None:
    introduced = {e["anonymousId"]: e for e in events if e["type"] == "identify"}
    assert len(introduced) == 800
    assert len({e["userId"] for e in introduced.values()}) == 800
    for event in events:
        known = introduced.get(event["anonymousId"])
        if known is None or moment(event) < moment(known):
            assert "userId" not in event
        else:
            assert event["userId"] == known["userId"]


def test_some_only_look(history: ShopHistory, events: list[Event]) -> None:
    buyers = {e["anonymousId"] for e in named(events, "Order Completed")}
    assert len(buyers) == len(history.people)
    lookers = {e["anonymousId"] for e in events} - buyers
    assert len(lookers) == len(history.people)


def test_group_buys_start_fill_up_and_succeed_in_threes(
    history: ShopHistory, events: list[Event]
) -> None:
    seats: Counter[str] = Counter()
    for event in named(events, "Group Buy Started") + named(events, "Group Buy Joined"):
        seats[event["properties"]["group_id"]] += 1
    assert sum(seats.values()) == int((history.people.group_buy >= 0).sum())
    full = {group for group, taken in seats.items() if taken == 3}
    assert {e["properties"]["group_id"] for e in named(events, "Group Buy Succeeded")} == full
    assert max(seats.values()) == 3


def test_message_ids_are_unique_short_and_the_same_on_every_run(
    history: ShopHistory, events: list[Event]
) -> None:
    ids = [event["messageId"] for event in events]
    assert len(set(ids)) == len(ids)
    assert max(map(len, ids)) < 100
    assert list(shop_events(history)) == events
    other = next(shop_events(simulate(ShopYear(customers=800), 8)))
    assert other["messageId"] not in set(ids)


def test_every_event_lies_in_the_year_and_says_that_it_is_generated(events: list[Event]) -> None:
    assert min(map(moment, events)) >= datetime.fromisoformat("2025-01-01T00:00:00+08:00")
    assert max(map(moment, events)) < datetime.fromisoformat("2026-01-01T00:00:00+08:00")
    assert all(event["context"]["generated"] is True for event in events)


def test_the_file_holds_one_event_a_line(
    history: ShopHistory, events: list[Event], tmp_path: Path
) -> None:
    path = tmp_path / "events.jsonl"
    assert write_events(history, path, "zh") == len(events)
    lines = path.read_text(encoding="utf-8").splitlines()
    assert len(lines) == len(events)
    assert json.loads(lines[0])["properties"]["title"] == "生成的示例店铺"
