"""Django over a folder of its own, as for the foundation; and a clock that stands still."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from huitou.kernel import FakeClock
from started_django import committed, database, tables

__all__ = ["clock", "committed", "database", "tables"]


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(datetime(2026, 7, 1, 9, 30, tzinfo=UTC))
