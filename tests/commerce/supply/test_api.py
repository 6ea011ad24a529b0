"""Stock over HTTP: a word for everybody, numbers for staff."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from huitou.commerce import supply
from huitou.foundation import accounts
from huitou.foundation.actors import SYSTEM
from huitou.kernel import FakeClock

pytestmark = pytest.mark.usefixtures("tables")

_keys = itertools.count()


@pytest.fixture
def staff(tables, clock: FakeClock) -> Client:
    """A program that may read and write stock."""
    scopes = ("supply.read", "supply.write", "personal.reveal")
    issued = accounts.issue_token("warehouse", scopes, actor=SYSTEM, clock=clock)
    return Client(HTTP_HOST="localhost", headers={"Authorization": f"Bearer {issued.secret}"})


def post(client: Client, path: str, body: dict[str, Any], method: str = "post") -> Any:
    headers = {"Idempotency-Key": f"key-{next(_keys)}"}
    send = getattr(client, method)
    return send(f"/api/v1/supply/{path}", body, content_type="application/json", headers=headers)


def get(client: Client, path: str) -> Any:
    return client.get(f"/api/v1/supply/{path}")


def test_everybody_learns_whether_there_is_some_and_not_how_much(received, reserve) -> None:
    received("v1", 100)
    received("v2", 7)
    reserve("o1", ("v2", 2))
    answer = get(Client(HTTP_HOST="localhost"), "availability?variant=v1&variant=v2&variant=v3")
    assert answer.json() == [
        {"variant_id": "v1", "state": "in_stock"},
        {"variant_id": "v2", "state": "few_left"},
        {"variant_id": "v3", "state": "none"},
    ]


@pytest.mark.parametrize(
    "query", ["", "?variant=", "?variant=" + "v" * 37, "?" + "&".join(["variant=v"] * 51)]
)
def test_availability_is_asked_of_a_few_variants(query: str) -> None:
    answer = get(Client(HTTP_HOST="localhost"), f"availability{query}")
    assert answer.status_code == 400
    assert answer.json()["code"] == "request.invalid"


def test_numbers_are_for_staff(received) -> None:
    received("v1", 100)
    for path in ("levels", "entries?variant=v1", "reservations?holder=o", "suppliers"):
        assert get(Client(HTTP_HOST="localhost"), path).status_code == 401


def test_goods_arrive_are_counted_and_set_aside(staff: Client) -> None:
    arrived = {"variant_id": "v1", "quantity": 10, "source": "note-1"}
    level = {"variant_id": "v1", "pool": "", "on_hand": 10, "reserved": 0, "available": 10}
    for _ in range(2):
        answer = post(staff, "receipts", arrived)
        assert (answer.status_code, answer.json()) == (201, level)
    answer = post(staff, "receipts", arrived | {"quantity": 11})
    assert (answer.status_code, answer.json()["code"]) == (409, "supply.source_reused")

    counted = {"variant_id": "v1", "count": 8, "reason": "counted", "source": "c-1"}
    assert post(staff, "corrections", counted).json()["on_hand"] == 8
    carving = {"variant_id": "v1", "pool": "flash", "quantity": 3, "source": "f-1"}
    assert post(staff, "pools", carving).json()["on_hand"] == 3
    ending = {"variant_id": "v1", "pool": "flash", "source": "f-2"}
    assert post(staff, "pools/return", ending).json()["on_hand"] == 0

    first = get(staff, "entries?variant=v1&limit=2").json()
    rest = get(staff, f"entries?variant=v1&cursor={first['next']}").json()
    kinds = [entry["kind"] for entry in first["items"] + rest["items"]]
    assert kinds[:2] == ["merged", "merged"]
    assert sorted(kinds) == ["adjusted", "carved", "carved", "merged", "merged", "received"]
    assert get(staff, "differences").json() == []


def test_levels_are_paged_with_their_pools(staff: Client, received, clock: FakeClock) -> None:
    received("v1", 10)
    received("v2", 10)
    supply.carve("v1", "flash", 3, source="c", actor=SYSTEM, clock=clock)
    seen, cursor = [], ""
    while True:
        page = get(staff, f"levels?limit=1{cursor}").json()
        seen += [(level["variant_id"], level["pool"]) for level in page["items"]]
        if page["next"] is None:
            break
        cursor = f"&cursor={page['next']}"
    assert seen == [("v1", ""), ("v1", "flash"), ("v2", "")]
    assert len(get(staff, "levels?variant=v2").json()["items"]) == 1


def test_what_a_holder_keeps(staff: Client, received, reserve) -> None:
    received("v1", 10)
    reserve("order:1", ("v1", 2))
    (row,) = get(staff, "reservations?holder=order:1").json()
    assert (row["variant_id"], row["quantity"], row["open"], row["state"]) == ("v1", 2, 2, "held")
    assert row["expires_at"] == "2026-07-01T10:00:00Z"


def test_a_supplier_and_its_papers(staff: Client) -> None:
    made = post(staff, "suppliers", {"name": "绿源农场", "contact": "王经理"})
    farm = made.json()["id"]
    assert made.json() == {"id": farm, "name": "绿源农场", "contact": "王•••", "state": "active"}
    post(staff, f"suppliers/{farm}", {"name": "绿源"}, "patch")
    assert get(staff, f"suppliers/{farm}").json()["name"] == "绿源"
    seen = post(staff, f"suppliers/{farm}/reveal", {"why": "a late delivery"})
    assert seen.json() == {"contact": "王经理"}

    today = datetime.now(UTC).date()
    paper = {"number": "L-1", "issued": "2020-01-01", "expires": "2021-01-01"}
    old = post(staff, f"suppliers/{farm}/certificates", paper | {"kind": "licence"}).json()
    assert old["state"] == "expired"
    arrived = {"variant_id": "v1", "quantity": 1, "source": "n", "supplier_id": farm}
    assert post(staff, "receipts", arrived).json()["code"] == "supply.certificate_expired"
    ends = str(today + timedelta(days=365))
    again = paper | {"number": "L-2", "issued": str(today), "expires": ends}
    new = post(staff, f"certificates/{old['id']}/renew", again)
    assert (new.status_code, new.json()["state"]) == (201, "valid")
    assert post(staff, "receipts", arrived).status_code == 201
    assert post(staff, f"suppliers/{farm}/variants/v2", {}, "put").status_code == 204
    assert get(staff, f"suppliers/{farm}/variants").json()["items"] == ["v1", "v2"]
    assert post(staff, f"suppliers/{farm}/variants/v2", {}, "delete").status_code == 204

    gone = post(staff, f"certificates/{new.json()['id']}/revoke", {"why": "forged"}).json()
    history = get(staff, f"certificates/{gone['id']}/history").json()
    assert [move["state"] for move in history] == ["valid", "revoked"]
    assert len(get(staff, f"suppliers/{farm}/certificates").json()) == 2
    closed = post(staff, f"suppliers/{farm}/state", {"state": "closed", "why": "over"})
    assert closed.json()["state"] == "closed"


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("receipts", {"variant_id": "v1", "quantity": 0, "source": "s"}, 400),
        ("receipts", {"variant_id": "v1", "quantity": 1, "source": "s", "extra": 1}, 400),
        ("receipts", {"variant_id": " ", "quantity": 1, "source": "s"}, 400),
        ("receipts", {"variant_id": "v", "quantity": 1, "source": "s", "supplier_id": "x"}, 404),
        ("corrections", {"variant_id": "v1", "reason": "r", "source": "s"}, 400),
        ("pools", {"variant_id": "v1", "pool": "A B", "quantity": 1, "source": "s"}, 400),
        ("pools", {"variant_id": "v1", "pool": "a", "quantity": 1, "source": "s"}, 409),
        ("pools/return", {"variant_id": "v1", "pool": "a", "source": "s"}, 404),
        ("suppliers/x/state", {"state": "gone", "why": "y"}, 400),
        ("suppliers/x/reveal", {"why": "a late delivery"}, 404),
    ],
)
def test_what_cannot_be(staff: Client, path: str, body: dict[str, Any], status: int) -> None:
    answer = post(staff, path, body)
    assert answer.status_code == status
    assert set(answer.json()) >= {"code", "message", "remedy"}
    assert supply.levels() == []
