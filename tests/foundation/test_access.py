"""The pages are for whoever has the address that the server printed."""

from __future__ import annotations

import types
from collections.abc import Iterator

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path

from huitou.foundation.access import access_token, open_to_all


def _page(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"figures {request.GET.urlencode()}")


@open_to_all
def _health(request: HttpRequest) -> HttpResponse:
    return HttpResponse("fine")


@pytest.fixture
def browser() -> Iterator[Client]:
    addresses = types.ModuleType("addresses")
    addresses.urlpatterns = [path("report", _page), path("healthz", _health)]
    with override_settings(ROOT_URLCONF=addresses, ALLOWED_HOSTS=["testserver", "shop.example"]):
        yield Client()


def test_without_the_key_a_page_is_refused_and_says_what_to_do(browser: Client) -> None:
    answer = browser.get("/report")

    assert answer.status_code == 403
    assert b"figures" not in answer.content
    assert "`" not in answer.content.decode()
    assert "huitou serve" in answer.content.decode()
    assert "请在本浏览器中打开一次该地址" in answer.content.decode()
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("key", ["", "wrong", "密钥", "%00", "a" * 5000])
def test_a_wrong_key_is_refused_and_sets_no_cookie(browser: Client, key: str) -> None:
    answer = browser.get("/report", {"key": key})

    assert answer.status_code == 403
    assert not answer.cookies


def test_the_key_is_exchanged_for_a_cookie_and_leaves_the_address(browser: Client) -> None:
    answer = browser.get("/report", {"key": access_token(), "period": "week", "p": ["1", "2"]})

    assert answer.status_code == 302
    assert answer.headers["Location"] == "/report?period=week&p=1&p=2"
    (cookie,) = answer.cookies.values()
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert not cookie["secure"]
    assert access_token() not in cookie.value

    page = browser.get("/report?period=week")
    assert (page.status_code, page.content) == (200, b"figures period=week")


def test_over_https_the_cookie_is_secure(browser: Client) -> None:
    (cookie,) = browser.get("/report", {"key": access_token()}, secure=True).cookies.values()

    assert cookie["secure"]


def test_a_forged_cookie_is_refused(browser: Client) -> None:
    browser.get("/report", {"key": access_token()})
    (name,) = browser.cookies
    browser.cookies[name] = browser.cookies[name].value[:-1] + "x"

    assert browser.get("/report").status_code == 403


def test_a_new_secret_ends_the_old_address_and_the_old_cookie(browser: Client) -> None:
    old = access_token()
    browser.get("/report", {"key": old})

    with override_settings(SECRET_KEY="another secret, after the first was seen by others"):
        assert access_token() != old
        assert browser.get("/report").status_code == 403
        assert browser.get("/report", {"key": old}).status_code == 403


def test_a_cookie_of_one_port_does_not_open_another(browser: Client) -> None:
    browser.get("/report", {"key": access_token()})

    assert browser.get("/report", SERVER_PORT="8001").status_code == 403


def test_health_is_open_to_all(browser: Client) -> None:
    answer = browser.get("/healthz")

    assert (answer.status_code, answer.content) == (200, b"fine")
