"""A log whose activity index is kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from huitou.engine.events import EventLog
from kept_index import kept


@pytest.fixture
def plain(tmp_path: Path) -> EventLog:
    """A log that nobody follows."""
    return EventLog.open(tmp_path / "home")


@pytest.fixture
def log(plain: EventLog) -> EventLog:
    """The same log, its index kept in days of UTC."""
    return kept(plain)
