"""Which user agents are taken for bots."""

from __future__ import annotations

import pytest

from huitou.engine.analytics.source.bots import is_bot

BOTS = (
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Mozilla/5.0 (compatible; bingbot/2.0)",
    "Mozilla/5.0 (compatible; Baiduspider/2.0)",
    "Mozilla/5.0 (Linux; Android 5.0) AppleWebKit/537.36 (compatible; Bytespider)",
    "Sogou web spider/4.0",
    "YouBot/1.0",
    "somebot",
    "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/120.0 Safari/537.36",
    "curl/8.5.0",
    "python-requests/2.31.0",
)
PEOPLE = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/120.0 Safari/537.36",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 "
    "Mobile/15E148 MicroMessenger/8.0.44 NetType/WIFI Language/zh_CN",
    "Mozilla/5.0 (Linux; Android 8.0.0; CUBOT_P20) AppleWebKit/537.36 Chrome/70.0 Safari/537.36",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 13_3_1 like Mac OS X) baiduboxapp/11.20 (Baidu; P2 13.3.1)",
    "Mozilla/5.0 (Windows NT 6.1; rv:26.0) Gecko/20100101 Firefox/26.0",
    "okhttp/4.9.3",
    "ShopApp/3.1 (bottle; both; robotics)",
    "",
)


@pytest.mark.parametrize("agent", BOTS)
def test_programs_are_bots(agent):
    assert is_bot(agent)


@pytest.mark.parametrize("agent", PEOPLE)
def test_browsers_and_apps_are_not(agent):
    assert not is_bot(agent)
