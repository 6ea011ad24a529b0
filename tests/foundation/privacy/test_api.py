"""What staff do about personal data, over HTTP."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from huitou.foundation import accounts, audit, privacy
from huitou.foundation.actors import SYSTEM, Actor
from huitou.foundation.clocks import clock_set
from huitou.foundation.privacy import access
from huitou.kernel import FakeClock

pytestmark = pytest.mark.usefixtures("tables")

Send = Callable[..., Any]
MEMBER = "/members/ann"


@pytest.fixture
def desk(
    tables: None, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[..., Send]]:
    """A program with the given scopes, in a shop whose only member is ann."""
    accounts.forget_leases()
    monkeypatch.setattr(access, "_is_member", ["ann".__eq__])
    keys = itertools.count()

    def with_scopes(*scopes: str) -> Send:
        issued = accounts.issue_token("desk", scopes, actor=SYSTEM, clock=clock)
        client = Client(HTTP_HOST="localhost", headers={"Authorization": f"Bearer {issued.secret}"})

        def send(method: str, path: str, body: Any = None) -> Any:
            headers = {"Idempotency-Key": f"key-{next(keys)}"}
            said = getattr(client, method)(
                f"/api/v1/privacy{path}", body, content_type="application/json", headers=headers
            )
            return said.status_code, said.json()

        return send

    with clock_set(clock):
        yield with_scopes


@pytest.fixture
def send(desk: Callable[..., Send]) -> Send:
    return desk("privacy.read", "privacy.write")


def test_an_erasure_is_asked_for_taken_back_and_carried_out(send: Send, clock: FakeClock) -> None:
    status, asked = send("post", f"{MEMBER}/erasure")
    assert (status, asked["state"], asked["member_id"]) == (202, "asked", "ann")
    assert asked["effective_at"] == "2026-07-08T09:30:00Z"
    assert asked["due_at"] == "2026-08-01T23:59:59Z"
    assert send("post", f"{MEMBER}/erasure") == (202, asked)
    request = f"/requests/{asked['id']}"
    status, early = send("post", f"{request}/carry-out")
    assert (status, early["code"]) == (409, "privacy.can_be_taken_back")
    assert send("post", f"{request}/take-back")[1]["state"] == "taken_back"

    _, again = send("post", f"{MEMBER}/erasure")
    request = f"/requests/{again['id']}"
    clock.advance(timedelta(days=7))
    status, erased = send("post", f"{request}/carry-out")
    assert (status, erased["state"]) == (200, "erased")
    detail = send("get", request)[1]
    assert [step["state"] for step in detail["history"]] == ["asked", "erased"]
    assert {step["actor"].partition(":")[0] for step in detail["history"]} == {"token"}
    assert detail["history"][1]["detail"]["privacy"] == {"privacy_consent": 0}
    assert [one.action for one in reversed(audit.entries(subject="ann"))] == [
        "privacy.request_erasure",
        "privacy.request_erasure",
        "privacy.take_back_erasure",
        "privacy.request_erasure",
        "privacy.erase",
    ]


def test_what_is_due_first_comes_first_a_page_at_a_time(send: Send, clock: FakeClock) -> None:
    for member in ("bob", "cy", "ann"):
        privacy.request_erasure(member, actor=Actor("member", member), clock=clock)
        privacy.export_member(member, actor=SYSTEM, clock=clock)
        clock.advance(timedelta(days=1))
    first = send("get", "/requests?kind=erasure&limit=2")[1]
    rest = send("get", f"/requests?kind=erasure&limit=2&cursor={first['next']}")[1]
    assert [one["member_id"] for one in first["items"] + rest["items"]] == ["bob", "cy", "ann"]
    assert all(one["due_at"].endswith("23:59:59Z") for one in first["items"])
    assert len(send("get", "/requests")[1]["items"]) == 6
    assert [
        one["kind"] for one in send("get", "/requests?member_id=cy&state=done")[1]["items"]
    ] == ["export"]
    other = send("get", f"/requests?kind=export&cursor={first['next']}")
    assert (other[0], other[1]["code"]) == (400, "paging.bad_cursor")
    assert send("get", "/requests?state=lost")[0] == 400
    assert send("get", "/requests/nothing")[0] == 404


def test_an_export_is_handed_out_and_noted_every_time(send: Send, clock: FakeClock) -> None:
    for _ in range(2):
        status, whole = send("post", f"{MEMBER}/export")
        assert (status, whole["member_id"]) == (200, "ann")
    assert [one.action for one in audit.entries(subject="ann")] == ["privacy.export"] * 2
    assert [one.kind for one in privacy.data_requests(member_id="ann")] == ["export"] * 2


def test_consent_is_read_and_noted(send: Send) -> None:
    said = {"given": True, "source": "telephone", "policy_version": "2026-07"}
    status, now = send("put", f"{MEMBER}/consents/marketing_sms", said)
    assert (status, now["given"], now["since"]) == (200, True, "2026-07-01T09:30:00Z")
    record = send("get", f"{MEMBER}/consents")[1]
    assert {one["purpose"] for one in record["now"] if one["given"]} == {
        "marketing_sms",
        "personalisation",
    }
    (word,) = record["history"]
    assert (word["source"], word["said_by"].partition(":")[0]) == ("telephone", "token")
    assert audit.entries(subject="ann")[0].action == "privacy.consent"
    wrong = send("put", f"{MEMBER}/consents/world_peace", said)
    assert (wrong[0], wrong[1]["code"]) == (400, "privacy.unknown_purpose")


def test_nothing_begins_for_somebody_who_is_no_member(send: Send) -> None:
    said = {"given": True, "source": "telephone", "policy_version": "1"}
    for method, path, body in (
        ("post", "/members/anne/export", None),
        ("post", "/members/anne/erasure", None),
        ("get", "/members/anne/consents", None),
        ("put", "/members/anne/consents/analytics", said),
    ):
        status, error = send(method, path, body)
        assert (status, error["code"]) == (404, "privacy.no_such_member"), path
    assert privacy.data_requests() == []


def test_who_may_read_may_not_write(desk: Callable[..., Send]) -> None:
    reader = desk("privacy.read")
    assert reader("get", "/requests")[0] == 200
    for path in ("/members/ann/export", "/members/ann/erasure", "/requests/x/carry-out"):
        assert reader("post", path)[0] == 403, path
    writer = desk("privacy.write")
    assert writer("get", "/requests")[0] == 403


def test_one_room_keeps_the_members() -> None:
    with pytest.raises(ValueError, match="already"):
        privacy.register_members(lambda member_id: True)
