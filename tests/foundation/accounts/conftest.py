"""Staff of a small shop. Passwords are hashed quickly here, which is for tests alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.test import override_settings

from huitou.foundation import accounts
from huitou.foundation.actors import SYSTEM, Actor
from huitou.kernel import FakeClock

MORNING = datetime(2026, 7, 1, 9, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def quick_passwords() -> Iterator[None]:
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    accounts.forget_leases()


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(MORNING)


@pytest.fixture
def owner(tables: None, clock: FakeClock) -> Actor:
    made = accounts.create_staff(
        "li.wei", "four green teapots", ["owner"], actor=SYSTEM, clock=clock
    )
    return Actor("staff", made.id, accounts.permissions_of(made.roles))
