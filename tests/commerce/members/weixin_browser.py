"""What a browser does at /members/social/weixin/login/; prints what it saw as JSON. Run by
test_social.py, with Weixin set up in the environment and the service at $WEIXIN.
"""

from __future__ import annotations

import json
import os
import uuid
from typing import Any
from urllib.parse import parse_qs, urlsplit

from huitou.foundation.startup import prepare, start_django

start_django()
prepare()

from allauth.account.models import EmailAddress  # noqa: E402
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken  # noqa: E402
from allauth.socialaccount.providers.weixin.views import WeixinOAuth2Adapter  # noqa: E402
from django.conf import settings  # noqa: E402
from django.contrib.auth import get_user_model  # noqa: E402
from django.contrib.sessions.models import Session  # noqa: E402
from django.test import Client  # noqa: E402

WeixinOAuth2Adapter.access_token_url = os.environ["WEIXIN"] + "/token"
WeixinOAuth2Adapter.profile_url = os.environ["WEIXIN"] + "/userinfo"
LOGIN, CALLBACK = "/members/social/weixin/login/", "/members/social/weixin/login/callback/"
HOST = "127.0.0.1"


def ask(browser: Client, to: str) -> tuple[str, str]:
    """Where the browser is sent, and the state that must come back."""
    sent = browser.get(LOGIN, {"next": to}, headers={"host": HOST})["Location"]
    return sent, parse_qs(urlsplit(sent).query)["state"][0]


def come_back(browser: Client, to: str = "/", **more: str) -> Any:
    _, state = ask(browser, to)
    said = {"state": state, "code": "good"} | more
    return browser.get(CALLBACK, said, headers={"host": HOST})


def take(browser: Client) -> Any:
    return browser.post(
        "/api/v1/members/sessions/service",
        data="{}",
        content_type="application/json",
        headers={"host": HOST, "idempotency-key": str(uuid.uuid4())},
    )


def told_and_kept() -> list[str]:
    """What of Weixin's answer lies in the database file."""
    kept = (settings.HOME / "huitou.sqlite3").read_bytes()
    wal = settings.HOME / "huitou.sqlite3-wal"
    kept += wal.read_bytes() if wal.exists() else b""
    words = ("ann@example.com", "a.example", "open-1", "union-1")
    return [word for word in words if word.encode() in kept]


browser = Client()
seen: dict[str, Any] = {"asks": ask(browser, "/")[0]}
back = come_back(browser, "/shelf?x=1")
cookie = back.cookies["huitou_ticket"]
seen["back_to"] = back["Location"]
seen["cookie"] = {name: cookie[name] for name in ("httponly", "samesite", "path")}
first = take(browser)
seen["signed_in"] = [first.status_code, first.json().get("is_new")]
used = take(browser)
seen["used_twice"] = [used.status_code, used.json()["code"]]
seen["elsewhere"] = come_back(browser, "https://evil.example/")["Location"]
second = take(browser)
seen["again"] = [second.status_code, second.json().get("is_new")]
seen["same_member"] = first.json()["member_id"] == second.json()["member_id"]
token = second.json()["token"]
me = browser.get(
    "/api/v1/members/me", headers={"host": HOST, "authorization": f"Bearer {token}"}
).json()
seen["providers"], seen["contacts"] = me["providers"], me["contacts"]
seen["wrong_code"] = come_back(browser, code="bad")["Location"]
seen["wrong_state"] = come_back(browser, state="nobody's")["Location"]
_, state = ask(browser, "/")
refused = {"state": state, "error": "access_denied"}
seen["cancelled"] = browser.get(CALLBACK, refused, headers={"host": HOST})["Location"]
tables = (EmailAddress, SocialAccount, SocialApp, SocialToken, get_user_model())
seen["rows_of_allauth"] = sum(table.objects.count() for table in tables)
Session.objects.all().delete()
seen["told_and_kept"] = told_and_kept()
print(json.dumps(seen))
