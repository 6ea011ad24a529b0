"""Staff, tokens, requests about data, webhooks."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from console_desk import PASSWORD, SignedIn
from huitou.commerce import members
from huitou.foundation import accounts, audit, privacy, webhooks
from huitou.kernel import FakeClock
from sent_forms import send
from shop_members import letters_kept

ROOT = "/console/settings"


@pytest.fixture
def owner(staff: SignedIn) -> Client:
    return staff("owner")


def a_member(clock: FakeClock) -> str:
    """Somebody who signed in with a phone."""
    client = members.Client("203.0.113.7", "Firefox")
    with letters_kept() as letters:
        members.request_code(contact="13800138001", client=client, clock=clock)
        code = letters.codes["+8613800138001"]
        signed_in = members.sign_in_with_code(
            contact="13800138001", code=code, client=client, clock=clock
        )
    return str(signed_in.member_id)


def test_somebody_is_added_with_roles(owner: Client) -> None:
    page, add = f"{ROOT}/staff", f"{ROOT}/staff/add"
    answer = send(owner, page, add, login="Wang.Wu", password=PASSWORD, roles=["support"])
    assert (answer.status_code, answer["Location"]) == (303, page)
    assert ("wang.wu", ("support",)) in [(one.login, one.roles) for one in accounts.staff_members()]
    assert "wang.wu may sign in now." in owner.get(page).content.decode()


@pytest.mark.parametrize(
    ("filled", "field"),
    [
        ({"login": "Wang Wu", "password": PASSWORD}, "login"),
        ({"login": "wang.wu", "password": "teapot"}, "password"),
        ({"login": "li.owner", "password": PASSWORD}, "login"),
        ({"login": "wang.wu", "password": PASSWORD, "roles": ["king"]}, "roles"),
    ],
)
def test_what_cannot_be_is_told_at_its_field(
    owner: Client, filled: dict[str, object], field: str
) -> None:
    answer = send(owner, f"{ROOT}/staff", f"{ROOT}/staff/add", **filled)
    assert answer.status_code == 422
    assert f'id="field-{field}-error"' in answer.content.decode()
    assert PASSWORD not in answer.content.decode()
    assert len(accounts.staff_members()) == 1


def test_roles_change_and_the_last_owner_stays(owner: Client, staff: SignedIn) -> None:
    staff("support", login="wang")
    found = {one.login: one for one in accounts.staff_members()}
    where = f"{ROOT}/staff/{found['wang'].id}/roles"
    assert send(owner, where, where, roles=["analyst", "support"]).status_code == 303
    assert accounts.staff_member(found["wang"].id).roles == ("analyst", "support")
    mine = f"{ROOT}/staff/{found['li.owner'].id}/roles"
    refused = send(owner, mine, mine, roles=["analyst"])
    assert refused.status_code == 422
    assert "no owner left" in refused.content.decode()


def test_somebody_is_switched_off_and_let_in_again(owner: Client, staff: SignedIn) -> None:
    browser = staff("support", login="wang")
    (wang,) = (one for one in accounts.staff_members() if one.login == "wang")
    page, switch = f"{ROOT}/staff", f"{ROOT}/staff/{wang.id}/switch"
    assert send(owner, page, switch).status_code == 303
    assert browser.get("/console/").status_code == 303, "the session has ended"
    send(owner, page, switch)
    assert accounts.staff_member(wang.id).is_active


def test_a_lost_password_is_given_anew(owner: Client, staff: SignedIn) -> None:
    staff("support", login="wang")
    (wang,) = (one for one in accounts.staff_members() if one.login == "wang")
    where = f"{ROOT}/staff/{wang.id}/password"
    assert send(owner, where, where, password="short").status_code == 422
    assert send(owner, where, where, password="five blue saucers").status_code == 303
    form = {"login": "wang", "password": "five blue saucers"}
    assert Client().post("/console/sign-in", form)["Location"] == "/console/"


def test_my_own_password_keeps_my_session(owner: Client) -> None:
    where = "/console/password"
    wrong = send(owner, where, where, old="wrong", new="five blue saucers")
    assert wrong.status_code == 422
    assert 'id="field-old-error"' in wrong.content.decode()
    weak = send(owner, where, where, old=PASSWORD, new="short")
    assert 'id="field-new-error"' in weak.content.decode()
    assert send(owner, where, where, old=PASSWORD, new="five blue saucers").status_code == 303
    assert owner.get("/console/").status_code == 200


def test_a_token_is_shown_once_with_its_scopes(owner: Client) -> None:
    page = f"{ROOT}/tokens"
    said = {"name": "warehouse", "scopes": ["orders.read", "orders.ship"], "until": "2026-12-31"}
    shown = send(owner, page, f"{page}/issue", **said).content.decode()
    (secret,) = set(re.findall(r"ht_\w{40}", shown))
    (row,) = accounts.tokens()
    assert row.scopes == ("orders.read", "orders.ship")
    assert row.expires_at is not None
    assert secret not in owner.get(page).content.decode()
    where = f"{page}/{row.id}/revoke"
    assert send(owner, where, where).status_code == 303
    assert accounts.tokens()[0].revoked_at is not None


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"name": "", "scopes": ["orders.read"]}, "name"),
        ({"name": "warehouse"}, "scopes"),
        ({"name": "warehouse", "scopes": ["orders.read"], "until": "2020-01-01"}, "until"),
    ],
)
def test_a_token_that_cannot_be(owner: Client, said: dict[str, object], field: str) -> None:
    answer = send(owner, f"{ROOT}/tokens", f"{ROOT}/tokens/issue", **said)
    assert answer.status_code == 422
    assert f'id="field-{field}-error"' in answer.content.decode()
    assert accounts.tokens() == []


def test_a_wish_to_be_erased_is_noted_and_taken_back(owner: Client, clock: FakeClock) -> None:
    page = f"{ROOT}/data-requests"
    unknown = send(owner, page, f"{page}/erase", member="nobody")
    assert unknown.status_code == 422
    assert "no member with this id" in unknown.content.decode()
    ann = a_member(clock)
    assert send(owner, page, f"{page}/erase", member=ann).status_code == 303
    (request,) = privacy.open_requests()
    shown = owner.get(page).content.decode()
    assert "31 days left" in shown
    assert f"{page}/{request.id}/carry-out" not in shown, "it can still be taken back"
    assert send(owner, page, f"{page}/{request.id}/take-back").status_code == 303
    assert privacy.open_requests() == []
    assert "taken back" in owner.get(page).content.decode()


def test_all_that_is_known_of_a_member_is_handed_out(owner: Client, clock: FakeClock) -> None:
    page = f"{ROOT}/data-requests"
    ann = a_member(clock)
    answer = send(owner, page, f"{page}/export", member=ann)
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer.json()["member_id"] == ann
    assert audit.entries(subject=ann)[0].action == "privacy.export"


def test_a_webhook_is_set_up_switched_off_and_on(owner: Client) -> None:
    page = f"{ROOT}/webhooks"
    refused = send(owner, page, f"{page}/register", url="http://localhost/x")
    assert refused.status_code == 422
    said = {"url": "https://hooks.example.org/x", "events": "Order Completed, Order Shipped"}
    shown = send(owner, page, f"{page}/register", **said).content.decode()
    assert "whsec_" in shown or "secret" in shown
    (row,) = webhooks.endpoints()
    assert row.events == ("Order Completed", "Order Shipped")
    switch = f"{page}/{row.id}/switch"
    send(owner, page, switch, on="0")
    assert not webhooks.endpoints()[0].enabled
    send(owner, page, switch, on="1")
    assert webhooks.endpoints()[0].enabled


def test_the_audit_log_is_shown_filtered_and_checked(owner: Client, staff: SignedIn) -> None:
    staff("support", login="wang")
    (wang,) = (one for one in accounts.staff_members() if one.login == "wang")
    page = owner.get(f"{ROOT}/audit").content.decode()
    assert "Added somebody to the staff" in page
    about = owner.get(f"{ROOT}/audit?subject={wang.id}").content.decode()
    assert about.count("Added somebody to the staff") == 1
    checked = owner.get(f"{ROOT}/audit?check=1").content.decode()
    assert "The chain holds" in checked
    assert f"All {len(audit.entries())} entries" in checked


def test_requests_with_deadlines_are_listed(owner: Client) -> None:
    assert privacy.open_requests() == []
    assert "Nothing is under way" in owner.get(f"{ROOT}/data-requests").content.decode()
