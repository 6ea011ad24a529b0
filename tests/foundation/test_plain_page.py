"""Addresses that there are not, and pages that could not be made."""

from __future__ import annotations

import pytest
from django.test import Client, override_settings
from django.urls import path


def broken(request: object) -> None:
    raise RuntimeError("secret detail")


broken.is_open_to_all = True  # type: ignore[attr-defined]
urlpatterns = [path("broken", broken)]
handler500 = "huitou.foundation.plain_page.failed"


def test_an_address_that_there_is_not_leads_to_the_report() -> None:
    answer = Client(headers={"host": "127.0.0.1"}).get("/nothing-here")
    assert answer.status_code == 404
    page = answer.content.decode()
    assert '<a href="/report">Go to the report.</a>' in page
    assert "这个地址没有页面" in page


@pytest.mark.filterwarnings("ignore")
def test_a_page_that_failed_says_so_and_shows_no_insides() -> None:
    client = Client(raise_request_exception=False, headers={"host": "127.0.0.1"})
    with override_settings(ROOT_URLCONF=__name__):
        answer = client.get("/broken")
    assert answer.status_code == 500
    page = answer.content.decode()
    assert "The server's log says why." in page
    assert "secret detail" not in page
