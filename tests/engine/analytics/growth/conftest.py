"""Small crowds, written as what they did."""

import json
from datetime import UTC, datetime
from types import SimpleNamespace

import pyarrow as pa
import pytest

from huitou.engine.analytics.source.opened import events_of_table

AS_OF = datetime(2026, 3, 1, tzinfo=UTC)


def did(person, event, at, /, message_id="", type="track", traits=None, **properties):
    """One event; `at` is ISO text, in UTC."""
    return {
        "person": person,
        "event": event,
        "timestamp": datetime.fromisoformat(at).replace(tzinfo=UTC),
        "message_id": message_id,
        "type": type,
        "properties": json.dumps(properties),
        "traits": None if traits is None else json.dumps(traits),
    }


def joined(person, at, inviter=None, /, **more):
    """An invitation that was accepted."""
    named = {} if inviter is None else {"inviter_id": inviter}
    return did(person, "Invite Accepted", at, **named, **more)


def identify(person, at, /, **traits):
    """What a person is said to be."""
    return did(person, None, at, type="identify", traits=traits)


def opened(rows, as_of=AS_OF):
    """Events, ready to be asked."""
    columns = {
        "person": pa.string(),
        "event": pa.string(),
        "timestamp": pa.timestamp("us", tz="UTC"),
        "message_id": pa.string(),
        "type": pa.string(),
        "properties": pa.string(),
        "traits": pa.string(),
    }
    return events_of_table(pa.Table.from_pylist(rows, pa.schema(columns)), as_of)


@pytest.fixture(scope="session")
def crowd():
    """What tests write crowds with."""
    return SimpleNamespace(did=did, joined=joined, identify=identify, opened=opened, as_of=AS_OF)
