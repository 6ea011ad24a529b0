"""How a handler answers: the whole page, or one part of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import pytest
from django.contrib import messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest
from django.test import RequestFactory
from django.utils.translation import override

from huitou.doors.design import (
    Card,
    Component,
    ConsoleFrame,
    Frame,
    Link,
    LinkGroup,
    Page,
    ShopFrame,
    show,
)

SHOP = ShopFrame(site="Tea & Co", tabs=(Link("Home", "/", "home", current=True),), search="/search")


@dataclass(frozen=True)
class TwoParts(Page):
    first: Component
    second: Component
    template: ClassVar[str] = "design/frames/bare.html"
    parts: ClassVar[tuple[str, ...]] = ("first",)


def page(frame: Frame = SHOP, **named: object) -> TwoParts:
    return TwoParts(Card("One", id="first"), Card("Two"), title="Tea", frame=frame, **named)  # type: ignore[arg-type]


def asked(ask: RequestFactory, **headers: str) -> HttpRequest:
    request = ask.get("/tea?sort=price", headers={"host": "127.0.0.1", **headers})
    request._messages = CookieStorage(request)  # type: ignore[attr-defined]
    return request


def test_a_page_tells_search_engines_and_previews_what_it_is(ask: RequestFactory) -> None:
    made = page(description="Green <tea>", picture="/t.webp", kind="product")
    html = show(asked(ask), made).content.decode()
    assert "<title>Tea · Tea &amp; Co</title>" in html
    assert '<meta name="description" content="Green &lt;tea&gt;">' in html
    assert '<link rel="canonical" href="http://127.0.0.1/tea">' in html
    assert '<meta property="og:image" content="http://127.0.0.1/t.webp">' in html
    assert '<meta property="og:type" content="product">' in html


def test_a_page_that_is_not_to_be_found_says_so(ask: RequestFactory) -> None:
    html = show(asked(ask), page(indexed=False)).content.decode()
    assert '<meta name="robots" content="noindex">' in html
    assert "og:" not in html
    assert "canonical" not in html


def test_caches_are_told_what_an_answer_depends_on(ask: RequestFactory) -> None:
    answer = show(asked(ask), page(), status=422)
    assert answer.status_code == 422
    assert answer["Vary"] == "HX-Request, HX-Target, Cookie"
    assert answer["Cache-Control"] == "private, no-cache"


def test_htmx_gets_the_part_that_it_asked_for(ask: RequestFactory) -> None:
    request = asked(ask, **{"HX-Request": "true", "HX-Target": "first"})
    html = show(request, page()).content.decode()
    assert html.startswith('<section class="card" id="first">')
    assert "<title>Tea · Tea &amp; Co</title>" in html
    assert "<html" not in html
    assert "Two" not in html


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"HX-Request": "true"},
        {"HX-Request": "true", "HX-Target": "second"},
        {"HX-Request": "true", "HX-Target": "title"},
        {"HX-Request": "true", "HX-Target": "first", "HX-Boosted": "true"},
        {"HX-Request": "true", "HX-Target": "first", "HX-History-Restore-Request": "true"},
    ],
)
def test_whoever_asks_for_no_part_gets_the_page(
    ask: RequestFactory, headers: dict[str, str]
) -> None:
    assert show(asked(ask, **headers), page()).content.startswith(b"<!doctype html>")


def test_messages_are_toasts_on_the_next_page_and_beside_a_part(ask: RequestFactory) -> None:
    for headers in ({}, {"HX-Request": "true", "HX-Target": "first"}):
        request = asked(ask, **headers)
        messages.success(request, "Saved <b>")
        html = show(request, page()).content.decode()
        assert '<div class="toast toast-good" data-toast>' in html
        assert "Saved &lt;b&gt;" in html
        assert ("hx-swap-oob" in html) == bool(headers)


def test_the_page_is_in_the_readers_language_and_theme(ask: RequestFactory) -> None:
    request = asked(ask)
    request.COOKIES["huitou_theme"] = "dark"
    with override("zh-hans"):
        html = show(request, page()).content.decode()
    assert '<html lang="zh-Hans" data-theme="dark">' in html
    assert "跳到正文" in html
    request.COOKIES["huitou_theme"] = '"><script>'
    assert '<html lang="en">' in show(request, page()).content.decode()


def test_the_frame_of_the_shop(ask: RequestFactory) -> None:
    @dataclass(frozen=True)
    class InShop(Page):
        template: ClassVar[str] = "design/frames/shop.html"

    frame = ShopFrame(
        site="Tea",
        tabs=(Link("Basket", "/basket", "basket", count=3, current=True),),
        aisles=(Link("Green", "/c/green"),),
        footer=(LinkGroup("Help", (Link("Returns", "/help/returns"),)),),
        search="/search",
        query='"tea"',
        back="/",
    )
    html = show(asked(ask), InShop(title="Tea", frame=frame)).content.decode()
    assert 'href="/basket" aria-current="page"' in html
    assert '<span class="count-badge">3</span>' in html
    assert 'value="&quot;tea&quot;"' in html
    assert '<a class="shop-back" href="/" aria-label="Back">' in html
    assert 'name="next" value="/tea?sort=price"' in html
    assert 'name="csrfmiddlewaretoken"' in html


def test_the_frame_of_the_console(ask: RequestFactory) -> None:
    @dataclass(frozen=True)
    class InConsole(Page):
        template: ClassVar[str] = "design/frames/console.html"

    frame = ConsoleFrame(
        site="huitou",
        groups=(LinkGroup("Analytics", (Link("Retention", "/r", "heatmap", current=True),)),),
        search="/console/search",
        who="li.wei",
        sign_out="/console/sign-out",
    )
    html = show(asked(ask), InConsole(title="Retention", frame=frame)).content.decode()
    assert 'popovertarget="side"' in html
    assert 'id="side" popover>' in html
    assert '<h2>Analytics</h2><a href="/r" aria-current="page">' in html
    assert 'action="/console/sign-out"' in html
