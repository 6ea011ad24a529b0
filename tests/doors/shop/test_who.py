"""Who is there, what the browser keeps of it, and what it tells the intake."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings

from huitou.commerce import members
from huitou.doors.shop.answering import shop_page
from huitou.doors.shop.views_told import SOURCE
from huitou.doors.shop.who import (
    COOKIE,
    VISITOR_COOKIE,
    forget,
    remember,
    shopper,
    shopper_for_writing,
    signed_in,
    visitor_of,
)
from huitou.foundation import accounts, privacy, sources
from huitou.foundation.actors import Actor
from huitou.kernel import Conflict, FakeClock
from shop_shelves import Shop

ASK = RequestFactory(headers={"host": "127.0.0.1"})
VISITOR = "3f2b8c1e-5a77-4c1d-9b0e-6d2f1a3c4b5d"


@pytest.fixture
def member(tables: None, clock: FakeClock) -> members.SignedIn:
    """Somebody who signed in with another service."""
    return members.sign_in_with_identity(
        provider="weixin", uid="o1", client=members.Client("127.0.0.1"), clock=clock
    )


def request_of(token: str = "", **cookies: str) -> HttpRequest:
    request = ASK.post("/basket/lines")
    request.COOKIES |= cookies | ({COOKIE: token} if token else {})
    return request


@shop_page("POST")
def writing(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(shopper_for_writing(request)))


@pytest.mark.usefixtures("tables", "clock")
def test_a_first_look_keeps_nothing_and_a_first_write_makes_a_guest() -> None:
    assert shopper(request_of()) is None
    answer = writing(request_of())
    cookie = answer.cookies[COOKIE]
    assert (cookie["httponly"], cookie["samesite"], cookie["secure"]) == (True, "Lax", "")
    guest = shopper(request_of(cookie.value))
    assert answer.content.decode() == str(guest)
    # The same one writes again, and gets no other.
    again = writing(request_of(cookie.value))
    assert again.content == answer.content
    assert COOKIE not in again.cookies


@pytest.mark.usefixtures("tables")
def test_a_token_that_ended_is_nobody_s(clock: FakeClock) -> None:
    token = writing(request_of()).cookies[COOKIE].value
    clock.advance(timedelta(days=181))
    assert shopper(request_of(token)) is None
    assert shopper(request_of("hg_" + "x" * 500)) is None
    assert shopper(request_of("ht_staff")) is None


def test_a_member_is_signed_in(member: members.SignedIn, clock: FakeClock) -> None:
    request = request_of(member.token)
    assert shopper(request) == Actor("member", member.member_id)
    assert signed_in(request)
    assert not signed_in(request_of())
    response = HttpResponse()
    remember(ASK.get("/", secure=True), response, member.token)
    assert response.cookies[COOKIE]["secure"] is True
    forget(response)
    assert response.cookies[COOKIE].value == ""


@pytest.mark.usefixtures("tables")
def test_what_a_visitor_looked_at_becomes_the_guest_s(clock: FakeClock) -> None:
    said = request_of(**{VISITOR_COOKIE: VISITOR})
    assert visitor_of(said) == VISITOR
    assert shopper_for_writing(said).id == VISITOR
    # Whoever says the same becomes another guest.
    other = shopper_for_writing(request_of(**{VISITOR_COOKIE: VISITOR}))
    assert other.id != VISITOR


@pytest.mark.usefixtures("tables")
def test_without_a_cookie_the_day_is_the_visitor_s(clock: FakeClock) -> None:
    today = visitor_of(request_of())
    assert visitor_of(request_of(**{VISITOR_COOKIE: "no id"})) == today
    # An id like those that the shop makes is none that a browser may give.
    own = members.begin_guest(clock=clock).id
    assert visitor_of(request_of(**{VISITOR_COOKIE: own})) == today
    other = request_of()
    other.META["HTTP_USER_AGENT"] = "another browser"
    assert visitor_of(other) != today
    assert shopper_for_writing(request_of()).id == today
    clock.advance(timedelta(days=1))
    assert visitor_of(request_of()) != today


@pytest.mark.usefixtures("tables", "clock")
def test_too_many_writes_are_a_friendly_page() -> None:
    accounts.forget_leases()
    with override_settings(API_REQUESTS_PER_ADDRESS=1):
        assert writing(request_of()).status_code == 200
        refused = writing(request_of())
    accounts.forget_leases()
    assert refused.status_code == 429
    assert int(refused["Retry-After"]) <= 60
    assert "One moment, please" in refused.content.decode()


@pytest.mark.usefixtures("tables", "clock")
def test_errors_of_the_rooms_are_pages() -> None:
    @shop_page()
    def fails(request: HttpRequest) -> HttpResponse:
        raise Conflict("The row is <locked>.", remedy="Ask the operator.", code="x.y")

    answer = fails(ASK.get("/"))
    assert answer.status_code == 409
    assert "Something has changed meanwhile" in answer.content.decode()
    assert "operator" not in answer.content.decode()


def test_the_intake_is_told_under_the_ids_of_the_facts(
    shop: Shop, stranger: Client, member: members.SignedIn
) -> None:
    page = stranger.get("/").content.decode()
    (key,) = set(re.findall(r'data-key="(\w{32})"', page))
    assert sources.active_keys()[sources.hash_key(key)] == SOURCE
    assert f"writeKey={key}" in page
    # Who only looks has an id of the day where no script runs; the script makes its own.
    assert re.search(r'data-user="" data-anonymous=""', page)
    guest = members.begin_guest(clock=shop.clock)
    stranger.cookies[COOKIE] = guest.token
    page = stranger.get("/").content.decode()
    assert f'data-user="" data-anonymous="{guest.id}"' in page
    assert f"anonymousId={guest.id}" in page
    stranger.cookies[COOKIE] = member.token
    page = stranger.get("/products/puer").content.decode()
    assert f'data-user="{member.member_id}" data-anonymous=""' in page
    assert f"userId={member.member_id}&amp;event=Product+Viewed" in page


def test_nothing_is_told_of_whoever_refused(
    shop: Shop, reader_of: Callable[..., Client], member: members.SignedIn
) -> None:
    me = Actor("member", member.member_id)
    stranger = reader_of()
    stranger.cookies[COOKIE] = member.token
    assert "data-views" in stranger.get("/").content.decode()
    privacy.set_consent(
        me.id, "analytics", False, source="data page", policy_version="1", actor=me,
        clock=shop.clock,
    )  # fmt: skip
    page = stranger.get("/").content.decode()
    assert "data-views" not in page
    assert "/pixel/" not in page
    assert "data-views" not in reader_of(**{"sec-gpc": "1"}).get("/").content.decode()


@pytest.mark.usefixtures("tables")
def test_a_key_that_is_revoked_gets_a_successor(clock: FakeClock) -> None:
    first = sources.own_key(SOURCE, clock=clock)
    assert sources.own_key(SOURCE, clock=clock) == first
    sources.revoke_key(first, clock=clock)
    second = sources.own_key(SOURCE, clock=clock)
    assert second != first
    assert sources.hash_key(second) in sources.active_keys()
    assert [row.source for row in sources.list_keys()] == [SOURCE, SOURCE]
