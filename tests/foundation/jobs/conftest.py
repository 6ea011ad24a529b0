"""A clock that stands still, and errands that start clean."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from huitou.kernel import FakeClock

# A worker finds a job by the name of its module.
sys.path.append(str(Path(__file__).parent))


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(datetime(2026, 7, 1, 9, 30, tzinfo=UTC))


@pytest.fixture
def errands() -> Iterator[Any]:
    import errands

    yield errands
    errands.done.clear()
    errands.broken.clear()
    errands.entered.clear()
    errands.go_on.clear()
