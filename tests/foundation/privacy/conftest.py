from __future__ import annotations

from datetime import UTC, datetime

import pytest

from huitou.foundation.actors import Actor
from huitou.foundation.privacy import access
from huitou.kernel import FakeClock


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(datetime(2026, 7, 1, 9, 30, tzinfo=UTC))


@pytest.fixture
def ann() -> Actor:
    return Actor("member", "ann")


@pytest.fixture
def clerk(monkeypatch: pytest.MonkeyPatch) -> Actor:
    """Of a shop that has a member called ann."""
    monkeypatch.setattr(access, "_is_member", ["ann".__eq__])
    return Actor("staff", "clerk", frozenset({"privacy.write"}))
