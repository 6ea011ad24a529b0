"""A shop that is filled, a clock that stands still, and browsers of people who read a language."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client, override_settings
from django.utils.translation import override

from huitou.doors.shop import views_told
from huitou.foundation.clocks import clock_set
from huitou.kernel import FakeClock
from shop_shelves import NOON, Shop, fill
from started_django import committed, database, tables

__all__ = ["committed", "database", "tables"]


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """A request before may have left another language behind."""
    with override("en"):
        yield


@pytest.fixture(autouse=True)
def own_key(database: None) -> None:
    """The key of the pages is made anew: the rows of the test before are gone."""
    views_told.forget_key()


@pytest.fixture
def clock() -> Iterator[FakeClock]:
    clock = FakeClock(NOON)
    with clock_set(clock):
        yield clock


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    """A data folder of its own: pictures and share cards."""
    with override_settings(HOME=tmp_path):
        yield tmp_path


@pytest.fixture
def reader_of() -> Callable[..., Client]:
    """`reader_of("zh-hans")`: a browser of somebody who reads that language."""

    def made(language: str = "en", **headers: Any) -> Client:
        said = {"host": "127.0.0.1", "accept-language": language, **headers}
        return Client(headers=said, raise_request_exception=False)

    return made


@pytest.fixture
def stranger(reader_of: Callable[..., Client]) -> Client:
    return reader_of()


@pytest.fixture
def shop(tables: None, clock: FakeClock, home: Path) -> Shop:
    """See shop_shelves.fill."""
    return fill(clock)
