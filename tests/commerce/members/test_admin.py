"""The operators' lists: masked, found by the whole contact, revealed for a reason."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from huitou.commerce import members
from huitou.foundation import accounts, audit
from huitou.foundation.actors import SYSTEM, Actor
from huitou.kernel import FakeClock

pytestmark = pytest.mark.usefixtures("tables")

LIST = "/admin/members/member/"


@pytest.fixture
def staff(clock: FakeClock) -> Callable[[str], Client]:
    def signed_in(role: str) -> Client:
        login = f"{role}-of-the-shop"
        accounts.create_staff(login, "blue lamps over 7 rivers", [role], actor=SYSTEM, clock=clock)
        client = Client(headers={"host": "127.0.0.1"})
        client.force_login(get_user_model().objects.get(login=login))
        return client

    return signed_in


def rows(page: Any) -> list[str]:
    return re.findall(r"/admin/members/member/([0-9a-f-]{36})/change/", page.content.decode())


def test_members_are_listed_masked_and_found_by_the_whole_contact(
    ann: Actor, sign_up: Callable[..., Any], staff: Callable[[str], Client], clock: FakeClock
) -> None:
    clock.advance(timedelta(seconds=1))
    bob = sign_up("13800138000").member_id
    client = staff("owner")
    page = client.get(LIST)
    assert rows(page) == [bob, ann.id]
    assert "138****8000" in page.content.decode()
    for sought, found in (
        ("ann@example.com", [ann.id]),
        ("138 0013 8000", [bob]),
        (bob, [bob]),
        ("ann", []),
        ("nobody@example.com", []),
    ):
        page = client.get(LIST, {"q": sought})
        assert rows(page) == found
    one = client.get(f"{LIST}{ann.id}/change/").content.decode()
    assert "a***@example.com" in one
    assert "ann@example.com" not in one
    assert client.get("/admin/members/session/").status_code == 200
    assert client.get(f"{LIST}add/").status_code == 403


def test_a_contact_is_shown_and_a_member_frozen_for_a_reason(
    ann: Actor, staff: Callable[[str], Client]
) -> None:
    client, path = staff("owner"), f"{LIST}{ann.id}/act/"
    assert client.get(path).status_code == 200
    refused = client.post(path, {"act": "email", "reason": "x"}).content.decode()
    assert "for a reason only" in refused
    assert "ann@example.com" not in refused
    shown = client.post(path, {"act": "email", "reason": "a parcel came back"})
    assert "ann@example.com" in shown.content.decode()
    client.post(path, {"act": "freeze", "reason": "stolen cards"})
    assert members.profile(ann.id).status == "frozen"
    client.post(path, {"act": "unfreeze", "reason": "it was not them"})
    assert members.profile(ann.id).status == "active"
    noted = [entry.action for entry in audit.entries(subject=ann.id)]
    assert noted == ["members.unfreeze", "members.freeze", "personal.reveal"]


def test_who_may_only_look_does_nothing(ann: Actor, staff: Callable[[str], Client]) -> None:
    client, path = staff("auditor"), f"{LIST}{ann.id}/act/"
    answer = client.post(path, {"act": "email", "reason": "a parcel came back"})
    assert "ann@example.com" not in answer.content.decode()
    client.post(path, {"act": "freeze", "reason": "no right to"})
    assert members.profile(ann.id).status == "active"
    assert client.get(f"{LIST}{'0' * 36}/act/").status_code == 403
    assert Client(headers={"host": "127.0.0.1"}).get(path).status_code == 302
