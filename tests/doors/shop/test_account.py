"""The account's pages: theirs alone, what can be undone, how few questions they ask."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from huitou.commerce import members
from huitou.foundation import privacy
from huitou.kernel import FakeClock
from shop_members import Letters, key_in, letters_kept, sign_in

PLACE = {"name": "Ann", "phone": "13800138000", "region": "330000", "district": "杭州市西湖区", "street": "文三路 1 号"}  # fmt: skip  # noqa: E501
PAGES = (
    "/account", "/account/profile", "/account/contacts/phone", "/account/password",
    "/account/devices", "/account/addresses", "/account/addresses/new", "/account/data",
    "/account/data/erase", "/help",
)  # fmt: skip
MOST_QUERIES = 12

pytestmark = pytest.mark.usefixtures("tables", "home")


@pytest.fixture
def letters() -> Iterator[Letters]:
    with letters_kept() as letters:
        yield letters


def test_pages_ask_few_questions_and_are_kept_nowhere(
    stranger: Client, letters: Letters, clock: FakeClock
) -> None:
    sign_in(stranger, letters, clock)
    stranger.get("/")  # the first page of a shop makes the key of its views
    for page in PAGES:
        with CaptureQueriesContext(connection) as queries:
            answer = stranger.get(page)
        assert answer.status_code == 200, page
        assert len(queries) <= MOST_QUERIES, (page, [q["sql"] for q in queries])
        assert page == "/help" or answer["Cache-Control"] == "no-store"


def test_without_signing_in_one_is_asked_to(stranger: Client, clock: FakeClock) -> None:
    assert stranger.get("/account/data")["Location"] == "/sign-in?next=%2Faccount%2Fdata"
    assert stranger.post("/account/data/erase")["Location"] == "/sign-in?next=%2Faccount"


def test_an_address_is_kept_deleted_and_put_back(
    reader_of: Callable[..., Client], letters: Letters, clock: FakeClock
) -> None:
    ann, bob = reader_of(), reader_of()
    who = sign_in(ann, letters, clock)
    sign_in(bob, letters, clock, "bob@example.com")
    key = key_in(ann.get("/account/addresses/new").content.decode())
    wrong = ann.post("/account/addresses/new", {**PLACE, "phone": "1", "idempotency_key": key})
    assert wrong.status_code == 422
    for _ in range(2):  # sent twice, kept once
        ann.post("/account/addresses/new", {**PLACE, "idempotency_key": key})
    (kept,) = members.addresses_of(who.id)
    at = f"/account/addresses/{kept.id}"
    assert bob.get(at).status_code == 404
    assert bob.post(f"{at}/delete").status_code == 404
    ann.post(f"{at}/delete")
    assert members.addresses_of(who.id) == []
    assert bob.post(f"{at}/put-back").status_code == 404
    ann.post(f"{at}/put-back", {"default": "1"})
    assert members.addresses_of(who.id) == [kept]


def test_data_is_seen_decided_about_and_erased(
    stranger: Client, letters: Letters, clock: FakeClock
) -> None:
    who = sign_in(stranger, letters, clock)
    assert "ann@example.com" in stranger.post("/account/data/known").content.decode()
    got = stranger.post("/account/data/download")
    assert json.loads(got.content)["member_id"] == who.id
    stranger.post("/account/data/consents/personalisation", {"given": "no"})
    assert not privacy.allows(who.id, "personalisation")
    assert stranger.post("/account/data/erase", {"word": "no"}).status_code == 422
    assert privacy.data_requests(member_id=who.id, kind="erasure") == []
    stranger.post("/account/data/erase", {"word": "erase"})
    assert "You asked us to erase" in stranger.get("/account").content.decode()
    stranger.post("/account/data/stay")
    (asked,) = privacy.data_requests(member_id=who.id, kind="erasure")
    assert asked.state == "taken_back"


def test_it_can_be_installed(reader_of: Callable[..., Client], clock: FakeClock) -> None:
    said = json.loads(reader_of("zh-hans").get("/manifest.webmanifest").content)
    assert said["name"] == "回头"
    for icon in said["icons"]:
        assert reader_of().get(icon["src"]).status_code == 200
    worker = reader_of().get("/service-worker.js").content.decode()
    told = json.loads(worker.split("\n")[0].removeprefix("const TOLD = ").removesuffix(";"))
    assert all(reader_of().get(address).status_code == 200 for address in told["shell"])
    assert reader_of().get("/offline").status_code == 200
