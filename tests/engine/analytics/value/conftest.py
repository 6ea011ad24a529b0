"""Small shops, written as what the shop said."""

import json
from datetime import UTC, datetime
from types import SimpleNamespace

import pyarrow as pa
import pytest

from huitou.engine.analytics.source.opened import events_of_table

AS_OF = datetime(2026, 4, 10, tzinfo=UTC)


def said(person, event, at, /, context=None, **properties):
    """One event; `at` is ISO text, UTC unless it says otherwise."""
    moment = datetime.fromisoformat(at)
    return {
        "person": person,
        "event": event,
        "timestamp": moment if moment.tzinfo else moment.replace(tzinfo=UTC),
        "type": "track",
        "properties": json.dumps(properties),
        "traits": None,
        "context": None if context is None else json.dumps(context),
    }


def order(person, order_id, at, revenue, currency="CNY", **more):
    """An order that was completed."""
    more |= {"order_id": order_id, "revenue": revenue, "currency": currency}
    return said(person, "Order Completed", at, **more)


def refund(person, order_id, at, **more):
    """Something of an order given back; without money or products, all of it."""
    return said(person, "Order Refunded", at, order_id=order_id, **more)


def identify(person, at, **traits):
    """What a person is said to be."""
    row = said(person, None, at)
    return row | {"type": "identify", "traits": json.dumps(traits)}


def opened(rows, as_of=AS_OF):
    """Events, ready to be asked."""
    columns = {
        "person": pa.string(),
        "event": pa.string(),
        "timestamp": pa.timestamp("us", tz="UTC"),
        "type": pa.string(),
        "properties": pa.string(),
        "traits": pa.string(),
        "context": pa.string(),
    }
    return events_of_table(pa.Table.from_pylist(rows, pa.schema(columns)), as_of)


@pytest.fixture(scope="session")
def shop():
    """What tests write shops with."""
    return SimpleNamespace(
        said=said, order=order, refund=refund, identify=identify, opened=opened, as_of=AS_OF
    )
