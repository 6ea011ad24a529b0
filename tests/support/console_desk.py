"""The console over HTTP: staff in each role, a browser without script; fixtures for tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.test import Client, override_settings

from huitou.foundation import accounts
from huitou.foundation.actors import SYSTEM
from huitou.foundation.clocks import clock_set
from huitou.kernel import FakeClock

MORNING = datetime(2026, 7, 1, 9, 30, tzinfo=UTC)
PASSWORD = "four green teapots"
SignedIn = Callable[..., Client]


@pytest.fixture(autouse=True)
def quick_passwords() -> Iterator[None]:
    with override_settings(
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        ALLOWED_HOSTS=["testserver", "localhost"],
    ):
        yield


@pytest.fixture
def clock() -> Iterator[FakeClock]:
    clock = FakeClock(MORNING)
    with clock_set(clock):
        yield clock


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    """A data folder without events."""
    with override_settings(HOME=tmp_path):
        yield tmp_path


@pytest.fixture
def staff(tables: None, clock: FakeClock, home: Path) -> SignedIn:
    """`staff("owner")`: the browser of somebody in these roles, who has signed in."""
    return signing_in(clock)


def signing_in(clock: FakeClock) -> SignedIn:
    """The same, for a database whose rows are kept until the test ends."""
    accounts.forget_leases()

    def signed_in(*roles: str, login: str = "") -> Client:
        name = login or ".".join(["li", *roles])
        made = accounts.create_staff(name, PASSWORD, roles, actor=SYSTEM, clock=clock)
        client = Client()
        client.force_login(get_user_model().objects.get(pk=made.id))
        return client

    return signed_in
