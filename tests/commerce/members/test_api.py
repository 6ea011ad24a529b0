"""The routes of members, over HTTP."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from huitou.commerce import members
from huitou.foundation import accounts
from huitou.foundation.actors import SYSTEM
from huitou.foundation.clocks import clock_set
from huitou.kernel import FakeClock

pytestmark = pytest.mark.usefixtures("tables", "at_the_clock")

HOME = {
    "name": "王小安",
    "phone": "13800138000",
    "region": "310101",
    "place": "上海市 黄浦区",
    "street": "南京东路 1 号",
}


@pytest.fixture
def at_the_clock(clock: FakeClock) -> Any:
    accounts.forget_leases()
    with clock_set(clock):
        yield


class Browser:
    """Sends JSON with a new key, and a token once it has one."""

    def __init__(self) -> None:
        self.client = Client()
        self.token: str | None = None

    def __call__(self, method: str, path: str, body: Any = None, key: str = "") -> Any:
        headers = {"host": "127.0.0.1", "idempotency-key": key or str(uuid.uuid4())}
        if self.token is not None:
            headers["authorization"] = f"Bearer {self.token}"
        return self.client.generic(
            method,
            f"/api/v1{path}",
            data=b"" if body is None else json.dumps(body),
            content_type="application/json",
            headers=headers,
        )


@pytest.fixture
def browser() -> Browser:
    return Browser()


@pytest.fixture
def enter(browser: Browser, letters: Any) -> Callable[[str], Any]:
    def sign_in(contact: str) -> Any:
        assert browser("POST", "/members/codes", {"contact": contact}).status_code == 204
        said = {"contact": contact, "code": letters.code, "device": "phone"}
        answer = browser("POST", "/members/sessions", said)
        assert answer.status_code == 201
        browser.token = answer.json()["token"]
        return answer.json()

    return sign_in


def test_a_key_that_can_be_guessed_shows_nobody_elses_token(browser: Any) -> None:
    answer = browser("POST", "/members/guest", key="1")
    assert answer.status_code == 400
    assert answer.json()["code"] == "idempotency.guessable_key"


def test_a_guest_signs_up_and_the_same_request_is_answered_the_same(
    browser: Browser, letters: Any
) -> None:
    guest = browser("POST", "/members/guest").json()
    browser.token = guest["token"]
    assert browser("GET", "/members/me").status_code == 403
    browser("POST", "/members/codes", {"contact": "ann@example.com"})
    said = {"contact": "Ann@Example.com", "code": letters.code, "nickname": "Ann"}
    first = browser("POST", "/members/sessions", said, key="k1")
    assert (first.status_code, first.json()["is_new"]) == (201, True)

    browser.token = first.json()["token"]
    me = browser("GET", "/members/me").json()
    assert (me["nickname"], me["contacts"][0]["masked"]) == ("Ann", "a***@example.com")
    browser.token = guest["token"]
    assert browser("GET", "/members/me").status_code == 401


def test_a_repeated_sign_in_gives_the_same_session(browser: Browser, letters: Any) -> None:
    browser("POST", "/members/codes", {"contact": "ann@example.com"})
    said = {"contact": "ann@example.com", "code": letters.code}
    first = browser("POST", "/members/sessions", said, key="a-key-of-twenty-letters")
    again = browser("POST", "/members/sessions", said, key="a-key-of-twenty-letters")

    assert first.json() == again.json()
    assert again["Idempotent-Replayed"] == "true"


def test_wrong_codes_stay_counted_though_they_are_refused(browser: Browser, letters: Any) -> None:
    browser("POST", "/members/codes", {"contact": "ann@example.com"})
    wrong = f"{(int(letters.code) + 1) % 10**6:06d}"
    for _ in range(5):
        answer = browser("POST", "/members/sessions", {"contact": "ann@example.com", "code": wrong})
        assert (answer.status_code, answer.json()["code"]) == (400, "members.wrong_code")
    said = {"contact": "ann@example.com", "code": letters.code}
    assert browser("POST", "/members/sessions", said).status_code == 400
    waits = browser("POST", "/members/codes", {"contact": "ann@example.com"})
    assert (waits.status_code, waits["Retry-After"]) == (429, "60")


def test_the_profile_is_changed_whole_or_not(enter: Callable[[str], Any], browser: Browser) -> None:
    enter("ann@example.com")
    good = {"nickname": "Ann", "birthday": "1992-02-29", "language": "zh-hans"}
    assert browser("PATCH", "/members/me", good).json()["birthday"] == "1992-02-29"
    bad = browser("PATCH", "/members/me", {"nickname": "Bea", "birthday": "1993-01-01"})
    assert (bad.status_code, bad.json()["field"]) == (409, "birthday")
    assert browser("GET", "/members/me").json()["nickname"] == "Ann"
    assert browser("PATCH", "/members/me", {"nick": "Ann"}).status_code == 400


def test_contacts_and_the_password_want_proofs(
    enter: Callable[[str], Any], browser: Browser, letters: Any, clock: FakeClock
) -> None:
    enter("ann@example.com")
    clock.advance(timedelta(minutes=1))
    assert (
        browser("POST", "/members/me/contacts/codes", {"contact": "13800138000"}).status_code == 204
    )
    code = letters.code
    assert browser("POST", "/members/me/proofs", {"kind": "email"}).status_code == 204
    said = {"contact": "13800138000", "code": code}
    assert browser("PUT", "/members/me/contacts", said).status_code == 400
    put = browser("PUT", "/members/me/contacts", {**said, "proof": letters.code})
    assert sorted(one["kind"] for one in put.json()["contacts"]) == ["email", "phone"]

    clock.advance(timedelta(minutes=1))
    browser("POST", "/members/me/proofs", {"kind": "phone"})
    wanted = {"password": "blue lamps over the river", "proof": letters.code}
    assert browser("PUT", "/members/me/password", wanted).status_code == 204
    clock.advance(timedelta(minutes=1))
    gone = {"kind": "email", "proof": "blue lamps over the river"}
    assert len(browser("POST", "/members/me/contacts/remove", gone).json()["contacts"]) == 1
    typed = {"contact": "13800138000", "password": "blue lamps over the river"}
    assert browser("POST", "/members/sessions/password", typed).status_code == 201
    typed["password"] = "wrong"
    assert browser("POST", "/members/sessions/password", typed).status_code == 401
    removed = browser("POST", "/members/me/password/remove", {"proof": gone["proof"]})
    assert removed.status_code == 204
    nothing = browser("POST", "/members/me/identities/remove", {"provider": "weixin"})
    assert nothing.status_code == 400


def test_addresses(enter: Callable[[str], Any], browser: Browser) -> None:
    enter("ann@example.com")
    first = browser("POST", "/members/me/addresses", HOME).json()
    second = browser("POST", "/members/me/addresses", {**HOME, "is_default": True}).json()
    path = f"/members/me/addresses/{first['id']}"
    assert (
        browser("PUT", path, {**HOME, "street": "南京东路 2 号"}).json()["street"].endswith("2 号")
    )
    assert browser("PUT", f"{path}/default").status_code == 204
    rows = browser("GET", "/members/me/addresses").json()
    assert [one["id"] for one in rows] == [first["id"], second["id"]]
    assert browser("DELETE", path).status_code == 204
    assert browser("DELETE", path).status_code == 404
    bad = browser("POST", "/members/me/addresses", {**HOME, "region": "1"})
    assert (bad.status_code, bad.json()["field"]) == (400, "region")


def test_sessions(enter: Callable[[str], Any], browser: Browser, clock: FakeClock) -> None:
    enter("ann@example.com")
    old = browser.token
    clock.advance(timedelta(minutes=1))
    enter("ann@example.com")
    rows = browser("GET", "/members/me/sessions").json()
    assert [row["is_this"] for row in rows] == [True, False]
    assert browser("DELETE", f"/members/me/sessions/{rows[1]['id']}").status_code == 204
    assert browser("DELETE", "/members/me/sessions").json() == {"ended": 0}
    assert members.actor_of_token(old or "", clock=clock) is None
    assert browser("DELETE", "/members/sessions").status_code == 204
    assert browser("GET", "/members/me").status_code == 401


def test_what_is_allowed_and_what_is_known(enter: Callable[[str], Any], browser: Browser) -> None:
    enter("ann@example.com")
    said = {"given": False, "policy_version": "2026-07"}
    off = browser("PUT", "/members/me/consents/personalisation", said)
    assert (off.status_code, off.json()["given"]) == (200, False)
    assert browser("PUT", "/members/me/consents/nothing", said).status_code == 400
    assert not browser("GET", "/members/me").json()["personalisation"]
    purposes = {
        one["purpose"]: one["given"] for one in browser("GET", "/members/me/consents").json()
    }
    assert purposes["personalisation"] is False
    data = browser("GET", "/members/me/data").json()
    assert data["rooms"]["members"]["contacts"][0]["value"] == "ann@example.com"


def test_an_erasure_is_asked_for_and_taken_back(
    enter: Callable[[str], Any], browser: Browser
) -> None:
    enter("ann@example.com")
    asked = browser("POST", "/members/me/erasure")
    assert (asked.status_code, asked.json()["state"]) == (202, "asked")
    kept = browser("DELETE", f"/members/me/erasure/{asked.json()['id']}")
    assert kept.json()["state"] == "taken_back"
    assert len(browser("GET", "/members/me/requests").json()) == 1


def test_staff_see_masked_members_and_reveal_with_a_reason(
    enter: Callable[[str], Any], browser: Browser, clock: FakeClock
) -> None:
    ann = enter("ann@example.com")["member_id"]

    def with_scopes(*scopes: str) -> None:
        issued = accounts.issue_token("test", list(scopes), actor=SYSTEM, clock=clock)
        browser.token = issued.secret

    assert browser("GET", "/members").status_code == 403
    with_scopes("orders.read")
    assert browser("GET", f"/members/{ann}").status_code == 403
    with_scopes("members.read", "members.write", "personal.reveal")
    (row,) = browser("GET", "/members").json()["items"]
    assert row == browser("GET", f"/members/{ann}").json()
    assert row == browser("POST", "/members/search", {"contact": "ANN@example.com"}).json()
    assert "ann@example.com" not in str(row)
    assert browser("POST", "/members/search", {"contact": "bob@example.com"}).status_code == 404
    shown = browser("GET", f"/members/{ann}/contacts/email?reason=a+parcel+came+back")
    assert shown.json() == {"value": "ann@example.com"}
    why = {"reason": "fraud"}
    assert browser("POST", f"/members/{ann}/freeze", why).json()["status"] == "frozen"
    assert browser("POST", f"/members/{ann}/freeze", why).status_code == 409
    assert browser("POST", f"/members/{ann}/unfreeze", why).json()["status"] == "active"
    assert browser("GET", "/members/nobody").status_code == 404


def test_a_ticket_of_nobody_signs_nobody_in(browser: Browser) -> None:
    answer = browser("POST", "/members/sessions/service", {})
    assert (answer.status_code, answer.json()["code"]) == (400, "members.no_ticket")
