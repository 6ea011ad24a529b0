"""Pages that say one thing, and errors that are such pages."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.test import Client, override_settings
from django.urls import path
from django.utils.translation import override

from huitou.foundation import plain_page
from huitou.foundation.access import open_to_all
from huitou.kernel import Forbidden, NotFound, Overloaded


def raising(error: Exception) -> Any:
    @open_to_all
    def view(request: HttpRequest) -> None:
        raise error

    return view


urlpatterns = [
    path("forbidden", raising(Forbidden("Not <yours>.", remedy="Ask an owner.", code="x"))),
    path("gone", raising(NotFound("It went.", remedy="Look elsewhere."))),
    path("often", raising(Overloaded("Too often.", remedy="Wait.", retry_after=30))),
    path("denied", raising(PermissionDenied())),
    path("broken", raising(RuntimeError("secret detail"))),
]
handler403 = "huitou.foundation.plain_page.refused"
handler500 = "huitou.foundation.plain_page.failed"


@pytest.fixture
def errors() -> Any:
    with override_settings(ROOT_URLCONF=__name__):
        yield Client(raise_request_exception=False, headers={"host": "127.0.0.1"})


@pytest.mark.parametrize(
    ("address", "status", "en", "zh"),
    [
        ("/forbidden", 403, "Not &lt;yours&gt;. Ask an owner.", "你没有权限查看或执行此操作。"),
        ("/gone", 404, "It went. Look elsewhere.", "没有找到你要的内容"),
        ("/often", 429, "Too often. Wait.", "操作太频繁了，请稍后再试。"),
        ("/denied", 403, "You may not see this page.", "你没有查看此页面的权限"),
        ("/broken", 500, "The page could not be made; nothing was changed.", "页面没能生成"),
    ],
)
def test_an_error_is_a_page_in_both_languages(
    errors: Client, address: str, status: int, en: str, zh: str
) -> None:
    answer = errors.get(address)
    html = answer.content.decode()
    assert answer.status_code == status
    assert f"<span>{status}</span>" in html
    assert html.index(en) < html.index(zh)
    chinese = errors.get(address, headers={"accept-language": "zh-CN"}).content.decode()
    assert chinese.index(zh) < chinese.index(en)
    assert "secret detail" not in html + chinese
    assert answer["Cache-Control"] == "no-store"


def test_whoever_comes_too_often_is_told_when_to_come_back(errors: Client) -> None:
    assert errors.get("/often")["Retry-After"] == "30"


def test_the_page_is_in_the_readers_theme(errors: Client) -> None:
    errors.cookies["huitou_theme"] = "dark"
    assert 'data-theme="dark"' in errors.get("/gone").content.decode()


def test_where_the_look_itself_is_broken_the_words_are_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(*named: Any) -> str:
        raise RuntimeError("no template")

    monkeypatch.setattr(plain_page, "_looks", [broken])
    html = plain_page.plain_page(500, "It broke.", "出错了。").content.decode()
    assert "<p>It broke.</p>" in html
    assert '<p lang="zh-Hans">出错了。</p>' in html


def test_a_page_for_where_there_is_no_network(stranger: Client) -> None:
    answer = stranger.get("/offline")
    assert answer.status_code == 200
    assert "You are offline." in answer.content.decode()
    with override("zh-hans"):
        chinese = stranger.get("/offline", headers={"accept-language": "zh"}).content.decode()
    assert "没有网络" in chinese
