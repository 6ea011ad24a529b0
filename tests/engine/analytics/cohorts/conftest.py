"""Small worlds of events, and who is in a cohort of them."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from huitou.engine.analytics.cohorts.evaluate import cohort_members
from huitou.engine.analytics.cohorts.saved import CohortStore
from huitou.engine.analytics.query.cohort import CohortDefinition, CohortRule
from huitou.engine.analytics.source.duckdb_events import DuckDBEvents
from huitou.engine.analytics.source.opened import events_of_table

Happened = Callable[..., DuckDBEvents]
Members = Callable[..., list[str]]


@pytest.fixture
def happened() -> Happened:
    """`happened("ann A 2026-06-01T12:00", ...)`: events from words "person event moment", each
    with properties as JSON behind it if need be; `traits={"ann": [{"plan": "pro"}]}` says traits.
    """

    def make(
        *lines: str,
        as_of: str = "2026-06-10T12:00+00:00",
        traits: dict[str, list[dict[str, Any]]] | None = None,
    ) -> DuckDBEvents:
        rows = [_event(line) for line in lines]
        for person, all_said in (traits or {}).items():
            for place, said in enumerate(all_said):
                rows.append(_identify(person, place, said))
        rows = [{"message_id": f"m{number:03}", **row} for number, row in enumerate(rows)]
        columns = ("person", "event", "timestamp", "properties", "type", "traits", "message_id")
        table = pa.table({name: [row[name] for row in rows] for name in columns})
        types = {"timestamp": pa.timestamp("us", tz="UTC")}
        schema = pa.schema([(name, types.get(name, pa.string())) for name in columns])
        return events_of_table(table.cast(schema), as_of=datetime.fromisoformat(as_of))

    return make


def _event(line: str) -> dict[str, Any]:
    person, event, moment, *properties = line.split(" ", 3)
    at = datetime.fromisoformat(moment)
    return {
        "person": person,
        "event": event,
        "timestamp": at if at.tzinfo else at.replace(tzinfo=UTC),
        "properties": properties[0] if properties else None,
        "type": "track",
        "traits": None,
    }


def _identify(person: str, place: int, said: dict[str, Any]) -> dict[str, Any]:
    return {
        "person": person,
        "event": None,
        "timestamp": datetime(2026, 1, 1 + place, tzinfo=UTC),
        "properties": None,
        "type": "identify",
        "traits": json.dumps(said, ensure_ascii=False),
    }


@pytest.fixture
def members() -> Members:
    """The ids of the people who meet a rule."""

    def find(
        events: Any,
        rule: CohortRule,
        timezone: str = "UTC",
        store: CohortStore | None = None,
        cell_people: Any = None,
    ) -> list[str]:
        definition = CohortDefinition("some", rule, timezone)
        found: list[str] = cohort_members(events, definition, store, cell_people).to_pylist()
        return found

    return find


@pytest.fixture
def store(tmp_path: Path) -> CohortStore:
    return CohortStore(tmp_path / "cohorts")
