"""Sign in through Weixin as a browser does: a process of its own that has Weixin set up, against a
service on this machine that answers as Weixin does.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

_BROWSER = Path(__file__).with_name("weixin_browser.py")


class Weixin(BaseHTTPRequestHandler):
    """Gives a token for the code `good`, and says too much about its owner."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        good = "code=good" in body and "secret=wx-secret" in body
        self._answer({"access_token": "t", "openid": "open-1"} if good else {"errcode": 40029})

    def do_GET(self) -> None:
        told = {"openid": "open-1", "unionid": "union-1", "nickname": "Ann"}
        self._answer({**told, "email": "ann@example.com", "headimgurl": "http://a.example/1"})

    def _answer(self, document: dict[str, Any]) -> None:
        body = json.dumps(document).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Quietly."""


@pytest.fixture
def weixin() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Weixin)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_coming_back_from_weixin_signs_in_and_keeps_no_more_than_ids(
    weixin: str, tmp_path: Path
) -> None:
    environment = {
        **os.environ,
        "HUITOU_HOME": str(tmp_path),
        "HUITOU_SOCIAL_WEIXIN_KEY": "wx-app",
        "HUITOU_SOCIAL_WEIXIN_SECRET": "wx-secret",
        "WEIXIN": weixin,
    }
    environment.pop("HUITOU_DATABASE_URL", None)
    ran = subprocess.run(
        [sys.executable, str(_BROWSER)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    seen = json.loads(ran.stdout.splitlines()[-1])

    assert seen["asks"].startswith("https://open.weixin.qq.com/connect/qrconnect?appid=wx-app")
    assert seen["back_to"] == "/shelf?x=1"
    assert seen["cookie"] == {"httponly": True, "samesite": "Strict", "path": "/"}
    assert seen["signed_in"] == [201, True]
    assert seen["again"] == [201, False]
    assert seen["same_member"]
    assert seen["providers"] == ["weixin"]
    assert seen["contacts"] == []
    assert seen["used_twice"] == [400, "members.no_ticket"]
    assert seen["elsewhere"] == "/"
    assert (
        seen["wrong_code"] == seen["wrong_state"] == seen["cancelled"] == "/sign-in?failed=service"
    )
    assert seen["rows_of_allauth"] == 0
    assert seen["told_and_kept"] == []
