"""The API over HTTP: staff with a session, programs with a token, a small event log."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.test import Client, override_settings

from huitou.engine.events import EventRow, events_table
from huitou.foundation import accounts
from huitou.foundation.actors import SYSTEM
from huitou.foundation.clocks import clock_set
from huitou.foundation.event_log import open_log
from huitou.kernel import FakeClock, to_micros
from started_django import committed, database, tables

__all__ = ["committed", "database", "tables"]

MORNING = datetime(2026, 7, 1, 9, 30, tzinfo=UTC)
Send = Callable[..., Any]
# Who did what on which day of January 2026.
VISITS = (
    ("ann", "See", 5),
    ("ann", "Buy", 6),
    ("bob", "See", 5),
    ("cy", "See", 7),
    ("cy", "Buy", 8),
    ("dan", "Buy", 8),
)


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
def empty_home(tmp_path: Path) -> Iterator[Path]:
    """A data folder without events."""
    with override_settings(HOME=tmp_path):
        yield tmp_path


@pytest.fixture
def home(empty_home: Path) -> Path:
    rows = [_row(number, *visit) for number, visit in enumerate(VISITS)]
    open_log(empty_home).append(events_table(rows))
    return empty_home


@pytest.fixture
def owner(tables: None, clock: FakeClock) -> Client:
    """One of the staff with a session, in the role of an owner."""
    accounts.forget_leases()
    made = accounts.create_staff(
        "li.wei", "four green teapots", ["owner"], actor=SYSTEM, clock=clock
    )
    return session_of(made.id)


@pytest.fixture
def send(owner: Client) -> Send:
    """Sends what an owner sends: `send("POST", "/tokens", {..}, key="k1")`."""

    def one(method: str, path: str, body: Any = None, key: str | None = None) -> Any:
        headers = {} if key is None else {"Idempotency-Key": key}
        data = b"" if body is None else json.dumps(body)
        return owner.generic(method, f"/api/v1{path}", data, "application/json", headers=headers)

    return one


def session_of(account_id: str) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(get_user_model().objects.get(pk=account_id))
    return client


@pytest.fixture
def token_with(database: None, clock: FakeClock) -> Callable[..., dict[str, str]]:
    """The header of a program's token: `token_with("orders.read")`. Without a scope it is one that
    no verb would issue.
    """

    def issued(*scopes: str) -> dict[str, str]:
        made = accounts.issue_token("erp", scopes or ["audit.read"], actor=SYSTEM, clock=clock)
        if not scopes:
            row = apps.get_model("accounts", "ApiToken").objects.filter(pk=made.token.id)
            row.update(scopes="")
        return {"Authorization": f"Bearer {made.secret}"}

    return issued


def _row(number: int, person: str, event: str, day: int) -> EventRow:
    moment = to_micros(datetime(2026, 1, day, 20, tzinfo=UTC))
    said: dict[str, Any] = {
        "message_id": f"m{number}",
        "type": "track",
        "event": event,
        "user_id": person,
        "timestamp": moment,
        "received_at": moment,
        "source": "web",
        "properties": "{}",
    }
    return EventRow(**{**dict.fromkeys(EventRow.__struct_fields__), **said})
