"""Events written shortly, opened for questions."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pyarrow as pa

from huitou.engine.analytics.source.opened import events_of_table

Said = tuple[str, str, str] | tuple[str, str, str, dict[str, Any]]
LATER = "2030-01-01"


def moment(text: str, zone: str = "UTC") -> datetime:
    read = datetime.fromisoformat(text)
    return read if read.tzinfo else read.replace(tzinfo=ZoneInfo(zone))


def events(*said: Said, as_of: str = LATER, zone: str = "UTC") -> Any:
    """Events as (person, name, local time, properties)."""
    table = pa.table(
        {
            "person": pa.array([one[0] for one in said], pa.string()),
            "event": pa.array([one[1] for one in said], pa.string()),
            "timestamp": pa.array(
                [moment(one[2], zone).astimezone(UTC) for one in said], pa.timestamp("us", "UTC")
            ),
            "properties": pa.array(
                [json.dumps(one[3] if len(one) > 3 else {}) for one in said], pa.string()
            ),
        }
    )
    return events_of_table(table, as_of=moment(as_of))
