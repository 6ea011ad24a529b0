"""A shop of its own for each story, with a data folder and an event log of its own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.test import override_settings

from huitou.kernel import FakeClock
from shop_story import ZONE, ShopStory, open_story
from started_django import committed, database

__all__ = ["committed", "database"]

MORNING = datetime(2026, 7, 1, 2, 0, tzinfo=UTC)  # ten o'clock on a Wednesday in Shanghai


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(MORNING)


@pytest.fixture
def shop(committed: None, clock: FakeClock, tmp_path: Path) -> Iterator[ShopStory]:
    quick = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with (
        override_settings(HOME=tmp_path, SHOP_TIMEZONE=ZONE, PASSWORD_HASHERS=quick),
        open_story(clock) as story,
    ):
        yield story
