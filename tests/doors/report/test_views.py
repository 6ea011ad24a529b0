"""The report's addresses, as a browser sees them."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client, override_settings

from huitou.doors.report import views
from huitou.engine.events import EventLog, order_events
from huitou.foundation.access import access_token
from huitou.foundation.startup import start_django


@pytest.fixture(scope="module", autouse=True)
def django(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Started once for the whole run; a home of its own if no other test started it before."""
    if not settings.configured:
        with pytest.MonkeyPatch.context() as environment:
            environment.setenv("HUITOU_HOME", str(tmp_path_factory.mktemp("home")))
            start_django()


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    views._live_report.cache_clear()
    with override_settings(HOME=tmp_path, ALLOWED_HOSTS=["testserver"]):
        yield tmp_path
    views._live_report.cache_clear()


@pytest.fixture
def client(home: Path) -> Client:
    """A browser that has opened the printed address."""
    client = Client()
    assert client.get("/report", {"key": access_token()}).status_code == 302
    return client


def fill(home: Path, lines: Any) -> None:
    EventLog.open(home).append(order_events(lines, source="file", received_at=1))


def test_strangers_are_refused(client: Client) -> None:
    assert client.get("/report").status_code == 200
    assert Client().get("/report").status_code == 403


def test_an_empty_log_is_a_friendly_page(client: Client) -> None:
    answer = client.get("/report", headers={"Accept-Language": "zh-CN,zh;q=0.9,en;q=0.8"})
    assert answer.status_code == 200
    assert "还没有订单" in answer.content.decode()
    assert b'<html lang="zh-Hans">' in answer.content
    assert b"curl http://testserver/v1/track" in answer.content


def test_the_report_is_served_packed_and_not_sent_twice(
    client: Client, home: Path, order_lines_table: Any
) -> None:
    fill(home, order_lines_table)
    plain = client.get("/report?timezone=Asia/Shanghai")
    assert plain.status_code == 200
    assert plain["Content-Type"].startswith("text/html")
    assert b"\xc2\xa5" in plain.content
    packed = client.get("/report?timezone=Asia/Shanghai", headers={"Accept-Encoding": "gzip, br"})
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    again = client.get("/report?timezone=Asia/Shanghai", headers={"If-None-Match": plain["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("timezone=Mars/Base", "timezone"),
        ("currency=EUR", "No order line is in EUR."),
        ("language=fr", "The report is not written in"),
    ],
)
def test_a_bad_question_gets_a_sentence(
    client: Client, home: Path, order_lines_table: Any, query: str, message: str
) -> None:
    fill(home, order_lines_table.slice(0, 10))
    answer = client.get(f"/report?{query}")
    assert answer.status_code == 400
    assert message in answer.content.decode()
    assert "<h1>" in answer.content.decode()


def test_only_reading_is_allowed(client: Client) -> None:
    assert client.post("/report").status_code in (403, 405)
    assert client.head("/report").status_code == 200
