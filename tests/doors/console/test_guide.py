"""The first owner and the first steps."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.test import Client

from console_desk import PASSWORD, SignedIn
from huitou.foundation import accounts
from huitou.foundation.access import access_token
from sent_forms import send

START = "/console/start"


@pytest.fixture
def starter(tables: None, home: Path) -> Client:
    """The browser of whoever started the server, and has its address with the key."""
    accounts.forget_leases()
    client = Client()
    client.get(START, {"key": access_token()})
    return client


def test_whoever_started_the_server_makes_the_first_owner(starter: Client) -> None:
    assert 'href="/console/start"' in starter.get("/console/sign-in").content.decode()
    answer = starter.post(START, {"login": "li.wei", "password": PASSWORD})
    assert answer["Location"] == "/console/"
    assert [(one.login, one.roles) for one in accounts.staff_members()] == [("li.wei", ("owner",))]
    assert starter.get("/console/").status_code == 200, "and is signed in"


def test_nobody_else_does(tables: None, home: Path) -> None:
    assert Client().post(START, {"login": "li.wei", "password": PASSWORD}).status_code == 403
    assert accounts.staff_members() == []


def test_nor_does_anybody_once_somebody_works_here(starter: Client, staff: SignedIn) -> None:
    staff("support")
    answer = starter.post(START, {"login": "li.wei", "password": PASSWORD})
    assert answer["Location"] == "/console/sign-in"
    assert len(accounts.staff_members()) == 1
    assert START not in starter.get("/console/sign-in").content.decode()


@pytest.mark.parametrize(
    ("login", "password", "field"),
    [("Li Wei", PASSWORD, "login"), ("li.wei", "short", "password")],
)
def test_what_cannot_be_is_told_at_its_field(
    starter: Client, login: str, password: str, field: str
) -> None:
    answer = starter.post(START, {"login": login, "password": password})
    assert answer.status_code == 422
    assert f'id="field-{field}-error"' in answer.content.decode()


def test_a_key_is_put_into_the_snippets(staff: SignedIn) -> None:
    owner = staff("owner")
    page = owner.get("/console/guide").content.decode()
    assert "YOUR_WRITE_KEY" in page
    made = send(owner, "/console/guide", "/console/guide/key").content.decode()
    assert "YOUR_WRITE_KEY" not in made
    (key,) = set(re.findall(r"curl -u (\w{32}):", made))
    assert made.count(key) == 4


def test_the_guide_is_put_away(staff: SignedIn) -> None:
    owner = staff("owner")
    assert owner.post("/console/guide/away").status_code == 303
    assert owner.cookies["huitou_guide"]["httponly"]
