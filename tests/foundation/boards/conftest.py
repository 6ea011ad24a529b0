"""Somebody who may change boards, and a clock."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from huitou.foundation.actors import Actor
from huitou.kernel import FakeClock


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(datetime(2026, 7, 1, 9, 30, tzinfo=UTC))


@pytest.fixture
def analyst() -> Actor:
    return Actor("staff", "analyst", frozenset({"boards.write"}))
