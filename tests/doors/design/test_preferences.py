"""The language and the theme that a reader chooses."""

from __future__ import annotations

import pytest
from django.test import Client


def test_the_language_is_kept_and_one_is_led_back(stranger: Client) -> None:
    answer = stranger.post("/preferences/language", {"language": "zh-hans", "next": "/nowhere?a=1"})
    assert (answer.status_code, answer["Location"]) == (303, "/nowhere?a=1")
    assert answer.cookies["huitou_language"].value == "zh-hans"
    assert answer.cookies["huitou_language"]["httponly"]
    page = stranger.get("/nowhere").content.decode()
    assert '<html lang="zh-Hans"' in page
    assert "这里什么也没有" in page


def test_a_language_that_there_is_not_is_left_out(stranger: Client) -> None:
    answer = stranger.post("/preferences/language", {"language": "xx", "next": "/nowhere"})
    assert answer.status_code == 303
    assert "huitou_language" not in answer.cookies


@pytest.mark.parametrize(
    ("said", "lang"),
    [("zh-CN,zh;q=0.9", "zh-Hans"), ("zh-TW", "zh-Hans"), ("fr,en;q=0.5", "en"), ("fr", "en")],
)
def test_without_a_choice_it_is_that_of_the_browser(stranger: Client, said: str, lang: str) -> None:
    page = stranger.get("/nowhere", headers={"accept-language": said}).content.decode()
    assert f'<html lang="{lang}"' in page


def test_the_theme_is_kept_until_it_is_that_of_the_system_again(stranger: Client) -> None:
    stranger.post("/preferences/theme", {"theme": "dark", "next": "/"})
    assert 'data-theme="dark"' in stranger.get("/nowhere").content.decode()
    stranger.post("/preferences/theme", {"theme": "system", "next": "/"})
    assert "data-theme" not in stranger.get("/nowhere").content.decode()


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "javascript:x", ""])
def test_one_is_never_led_elsewhere(stranger: Client, target: str) -> None:
    answer = stranger.post("/preferences/theme", {"theme": "dark", "next": target})
    assert answer["Location"] == "/"


def test_a_choice_is_a_post_with_a_token() -> None:
    careful = Client(enforce_csrf_checks=True, headers={"host": "127.0.0.1"})
    assert careful.get("/preferences/theme").status_code == 405
    answer = careful.post("/preferences/theme", {"theme": "dark"})
    assert answer.status_code == 403
    assert "reload the page" in answer.content.decode()
