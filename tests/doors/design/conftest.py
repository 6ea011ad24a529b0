"""Django over a folder of its own, a shop frame, and one of the staff who is signed in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.test import Client, RequestFactory
from django.utils.translation import override

from huitou.foundation import accounts
from huitou.foundation.actors import SYSTEM
from huitou.kernel import FakeClock
from started_django import committed, database, tables

__all__ = ["committed", "database", "tables"]

PASSWORD = "four green teapots"


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """A request before may have left another language behind."""
    with override("en"):
        yield


@pytest.fixture
def ask() -> RequestFactory:
    return RequestFactory(headers={"host": "127.0.0.1"})


@pytest.fixture
def stranger() -> Client:
    return Client(headers={"host": "127.0.0.1"})


@pytest.fixture
def staff(tables: None) -> Client:
    """A browser in which one of the staff is signed in."""
    return _signed_in()


@pytest.fixture
def kept_staff(committed: None) -> Client:
    """The same, for a server in another thread."""
    return _signed_in()


def _signed_in() -> Client:
    clock = FakeClock(datetime(2026, 11, 25, 6, 0, tzinfo=UTC))
    accounts.create_staff("li.wei", PASSWORD, ["analyst"], actor=SYSTEM, clock=clock)
    client = Client(headers={"host": "127.0.0.1"})
    signed_in = client.post("/admin/login/", {"username": "li.wei", "password": PASSWORD})
    assert signed_in.status_code == 302
    return client
