"""Who asks, and what each kind of caller may."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from huitou.foundation import accounts
from huitou.foundation.accounts.models import Account, RoleHeld
from huitou.foundation.actors import SYSTEM
from huitou.foundation.web import register_bearer
from huitou.kernel import FakeClock

TEA = {"what": "tea", "price": {"amount": "12.50", "currency": "CNY"}}


def token(scopes: list[str], clock: FakeClock) -> str:
    return accounts.issue_token("erp", scopes, actor=SYSTEM, clock=clock).secret


def staff(clock: FakeClock, *roles: str) -> Account:
    account = Account.objects.create(login="ann", is_staff=True, password="!")
    for role in roles:
        RoleHeld.objects.create(account=account, role=role, since=clock.now())
    return account


def sell(client: Client, secret: str | None = None, **headers: str) -> Any:
    if secret is not None:
        headers["Authorization"] = f"Bearer {secret}"
    headers.setdefault("Idempotency-Key", "k1")
    return client.post("/api/v1/sales", TEA, "application/json", headers=headers)


def who(client: Client, secret: str) -> Any:
    return client.get("/api/v1/who", headers={"Authorization": f"Bearer {secret}"})


@pytest.mark.parametrize("kind", ["member", "guest"])
def test_shoppers_are_known_by_their_room(till: Client, kind: str) -> None:
    assert who(till, f"till_{kind}_m1").json() == f"{kind}:m1"
    assert sell(till, f"till_{kind}_m1").status_code == 201


def test_a_program_may_what_its_scopes_say(till: Client, clock: FakeClock) -> None:
    assert sell(till, token(["orders.write"], clock)).status_code == 201
    refused = sell(till, token(["orders.read"], clock))
    assert (refused.status_code, refused.json()["code"]) == (403, "access.not_allowed")


@pytest.mark.parametrize(
    "secret",
    ["", "x", "till_", "till_king_m1", "ht_" + "x" * 40, "ht_", "密钥".encode().decode("latin-1")],
)
def test_an_unknown_token_is_nobody(till: Client, secret: str) -> None:
    refused = who(till, secret)
    assert (refused.status_code, refused.json()["code"]) == (401, "access.unknown_token")
    assert refused.headers["WWW-Authenticate"] == "Bearer"


def test_without_a_token_one_is_told_what_to_do(till: Client) -> None:
    refused = till.get("/api/v1/who")
    assert (refused.status_code, refused.json()["code"]) == (401, "access.no_caller")
    basic = till.get("/api/v1/who", headers={"Authorization": "Basic YTpi"})
    assert basic.json()["code"] == "access.unknown_token"


def test_a_caller_of_another_kind_is_refused(till: Client) -> None:
    headers = {"Authorization": "Bearer till_guest_g1", "Idempotency-Key": "k"}
    refused = till.post("/api/v1/calls", TEA, "application/json", headers=headers)
    assert (refused.status_code, refused.json()["code"]) == (403, "access.wrong_kind")


def test_staff_with_a_session_need_the_token_of_the_page(till: Client, clock: FakeClock) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(staff(clock, "operator"))
    assert browser.get("/api/v1/shift").json().startswith("staff:")
    refused = sell(browser)
    assert (refused.status_code, refused.json()["code"]) == (403, "access.csrf")
    browser.cookies["csrftoken"] = "a" * 32
    assert sell(browser, **{"X-CSRFToken": "a" * 32}).status_code == 201


def test_staff_without_a_role_may_nothing(till: Client, clock: FakeClock) -> None:
    till.force_login(staff(clock))
    assert till.get("/api/v1/shift").status_code == 200
    assert sell(till).status_code == 403


def test_the_session_of_a_member_is_nobodys_here(till: Client) -> None:
    till.force_login(Account.objects.create())
    assert till.get("/api/v1/who").status_code == 401


def test_a_public_route_knows_who_asks_and_forgives_an_old_token(
    till: Client, work: list[str]
) -> None:
    for number, secret in enumerate(("till_member_m1", "till_old", None)):
        headers = {"Idempotency-Key": f"a-key-of-twenty-letters-{number}"}
        if secret:
            headers["Authorization"] = f"Bearer {secret}"
        assert till.post("/api/v1/visits", headers=headers).status_code == 204
    assert work == ["member:m1", "None", "None"]


def test_tokens_that_could_be_mistaken_are_not_registered() -> None:
    with pytest.raises(ValueError, match="cannot be told apart"):
        register_bearer("ht_x", lambda secret, *, clock: None)
    with pytest.raises(ValueError, match="cannot be told apart"):
        register_bearer("h", lambda secret, *, clock: None)
