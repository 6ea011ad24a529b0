"""Who gets into the console, and who does not."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from console_desk import PASSWORD, SignedIn
from huitou.foundation import accounts
from huitou.foundation.actors import SYSTEM
from huitou.kernel import FakeClock

SIGN_IN = "/console/sign-in"


@pytest.fixture
def owner(tables: None, clock: FakeClock, home: Path) -> str:
    accounts.forget_leases()
    return accounts.create_staff("li.wei", PASSWORD, ["owner"], actor=SYSTEM, clock=clock).id


def test_whoever_is_not_signed_in_comes_back_to_the_page_afterwards(owner: str) -> None:
    client = Client()
    sent = client.get("/console/?days=7")
    assert (sent.status_code, sent["Location"]) == (303, f"{SIGN_IN}?next=%2Fconsole%2F%3Fdays%3D7")
    form = {"login": " Li.Wei ", "password": PASSWORD, "next": "/console/?days=7"}
    back = client.post(SIGN_IN, form)
    assert (back.status_code, back["Location"]) == (303, "/console/?days=7")
    assert client.get("/console/").status_code == 200


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:1"])
def test_a_sign_in_leads_to_no_other_site(owner: str, elsewhere: str) -> None:
    form = {"login": "li.wei", "password": PASSWORD, "next": elsewhere}
    assert Client().post(SIGN_IN, form)["Location"] == "/console/"


def test_a_wrong_password_and_an_unknown_login_read_the_same(owner: str) -> None:
    pages = [
        Client().post(SIGN_IN, {"login": login, "password": "wrong"})
        for login in ("li.wei", "nobody")
    ]
    assert [page.status_code for page in pages] == [422, 422]
    said = [page.content.decode().partition('role="alert"')[2][:400] for page in pages]
    assert "is not right" in said[0]
    assert said[0].partition("</form>")[0].split("field")[0] == said[1].split("field")[0]


def test_after_ten_tries_even_the_right_password_reads_the_same(owner: str) -> None:
    for _ in range(10):
        Client().post(SIGN_IN, {"login": "li.wei", "password": "wrong"})
    late = Client().post(SIGN_IN, {"login": "li.wei", "password": PASSWORD})
    assert late.status_code == 422
    assert "is not right" in late.content.decode()


def test_one_address_may_not_try_many_logins(owner: str) -> None:
    for number in range(30):
        Client().post(SIGN_IN, {"login": f"name{number}", "password": "wrong"})
    assert Client().post(SIGN_IN, {"login": "x", "password": "wrong"}).status_code == 429


def test_signing_out_ends_the_session(staff: SignedIn) -> None:
    client = staff("owner")
    assert client.get("/console/sign-out").status_code == 405
    assert client.post("/console/sign-out")["Location"] == SIGN_IN
    assert client.get("/console/").status_code == 303


def test_an_account_without_a_role_sees_nothing(staff: SignedIn) -> None:
    page = staff(login="new").get("/console/")
    assert page.status_code == 403
    assert "Your roles do not reach this far" in page.content.decode()


def test_the_navigation_shows_what_one_may_see(staff: SignedIn) -> None:
    analyst = staff("analyst").get("/console/").content.decode()
    assert 'href="/console/retention/"' in analyst
    assert 'href="/console/orders"' not in analyst
    support = staff("support").get("/console/").content.decode()
    assert 'href="/console/orders"' in support
    assert 'href="/console/retention/"' not in support


def test_a_part_that_a_stranger_asks_for_leads_the_whole_page_to_the_sign_in(owner: str) -> None:
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/console/?days=7"}
    said = Client().get("/console/", headers=headers)
    assert said["HX-Redirect"] == f"{SIGN_IN}?next=%2Fconsole%2F%3Fdays%3D7"
    assert said.content == b""
