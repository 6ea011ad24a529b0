"""A query that takes too long or too much says so."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
import pyarrow as pa
import pytest

from huitou.engine.analytics import Limits, RetentionQuery, events_of_table, retention
from huitou.kernel import Overloaded, TooLarge

ROWS = 2_000_000
YEAR = {"from_": "2025-01-01", "to": "2025-12-31", "rolling": True, "churn": True}


@pytest.fixture(scope="module")
def many() -> pa.Table:
    number = np.arange(ROWS)
    moments = 1_735_689_600_000_000 + number * 15_000_000
    return pa.table(
        {
            "person": pa.array(number % 4_001).cast(pa.string()),
            "event": pa.array(["Visit"] * ROWS),
            "timestamp": pa.array(moments, pa.timestamp("us", tz="UTC")),
        }
    )


def asked(table, **limits):
    events = events_of_table(table, datetime(2026, 1, 1, tzinfo=UTC), limits=Limits(**limits))
    return retention(events, RetentionQuery(**YEAR))


def test_the_time_limit(many):
    with pytest.raises(Overloaded) as refused:
        asked(many, seconds=0.05)
    assert refused.value.code == "query.time_limit"
    assert "0.05 seconds" in refused.value.message
    assert "shorter range" in refused.value.remedy


def test_the_memory_limit(many):
    with pytest.raises(TooLarge) as refused:
        asked(many, megabytes=16)
    assert refused.value.code == "query.memory_limit"
    assert "16 MB" in refused.value.message


def test_within_the_limits(many):
    assert asked(many).groups[0].rows[0].people[0] == 4_001
