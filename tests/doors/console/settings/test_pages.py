"""Every page of the settings: for whom, in which language, with how many questions."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from django.utils.translation import override

from console_desk import SignedIn
from counted_queries import at_most
from huitou.doors.console.settings.shelves import SHELVES
from huitou.foundation.accounts import ROLES

PAGES = sorted(SHELVES)


@pytest.fixture
def owner(staff: SignedIn) -> Client:
    return staff("owner")


@pytest.mark.parametrize("name", [one for one in PAGES if one != "health"])
def test_a_page_takes_few_questions(owner: Client, name: str) -> None:
    with at_most(12):
        response = owner.get(f"/console/settings/{name}")
    assert response.status_code == 200


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_in_chinese_as_well(owner: Client, name: str) -> None:
    page = owner.get(f"/console/settings/{name}", headers={"Accept-Language": "zh-CN"})
    text = page.content.decode()
    assert '<html lang="zh-Hans"' in text
    with override("zh-hans"):
        assert f"<h1>{SHELVES[name].label}</h1>" in text


@pytest.mark.parametrize("role", sorted(ROLES))
def test_a_role_opens_what_it_may_and_nothing_else(staff: SignedIn, role: str) -> None:
    client = staff(role)
    listed = client.get("/console/settings/").content.decode()
    for name, shelf in SHELVES.items():
        is_open = any(permission in ROLES[role] for permission in shelf.any_of)
        assert (f'href="{shelf.address}"' in listed) == is_open, name
        assert client.get(shelf.address).status_code == (200 if is_open else 403), name


@pytest.mark.parametrize(
    "address",
    [
        "sources/issue",
        "sources/1/revoke",
        "kept-aside/m1",
        "staff/add",
        "staff/a1/roles",
        "staff/a1/password",
        "staff/a1/switch",
        "tokens/issue",
        "tokens/t1/revoke",
        "data-requests/erase",
        "data-requests/export",
        "data-requests/r1/take-back",
        "data-requests/r1/carry-out",
        "samples/bring",
        "samples/take-away",
        "jobs/j1/again",
        "facts/1/again",
        "webhooks/register",
        "webhooks/w1/secret",
        "webhooks/w1/switch",
        "webhooks/deliveries/d1/again",
    ],
)
def test_who_only_reads_changes_nothing(staff: SignedIn, address: str) -> None:
    assert staff("auditor").post(f"/console/settings/{address}").status_code == 403


def test_nobody_gets_in_without_a_session(tables: None, home: Path) -> None:
    for shelf in SHELVES.values():
        assert Client().get(shelf.address)["Location"].startswith("/console/sign-in?next=")
