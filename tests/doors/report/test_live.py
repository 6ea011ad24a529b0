"""The report over a real log: what it holds, and when it is computed again."""

from __future__ import annotations

import gzip
import html
import re
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from huitou.doors.report import log_lines
from huitou.doors.report.live import LiveReport, Question
from huitou.engine.analytics import shop_report
from huitou.engine.events import EventLog, order_events
from huitou.kernel import InvalidInput

ASKED = Question("Asia/Shanghai", None, "en", "http://127.0.0.1:8000")
RECEIVED = 1_719_000_000_000_000


def fill(home: Path, lines: pa.Table) -> EventLog:
    log = EventLog.open(home)
    log.append(order_events(lines, source="file", received_at=RECEIVED))
    return log


def test_the_log_gives_back_the_lines_that_went_in(tmp_path: Path, order_lines_table: Any) -> None:
    log = fill(tmp_path, order_lines_table)
    lines = log_lines(log.snapshot(), None)
    assert lines.num_rows == order_lines_table.num_rows
    assert shop_report(lines, timezone="Asia/Shanghai") == shop_report(
        order_lines_table, timezone="Asia/Shanghai"
    )


def test_the_page_shows_the_log(tmp_path: Path, order_lines_table: Any) -> None:
    fill(tmp_path, order_lines_table)
    page = LiveReport(tmp_path).page(ASKED)
    text = html.unescape(re.sub(r"<[^>]+>", "", page.html.decode()))
    assert "300" in text
    assert "event log, table version" in text
    assert gzip.decompress(page.packed) == page.html


def test_the_page_is_made_again_only_when_the_log_or_the_question_changed(
    tmp_path: Path, order_lines_table: Any
) -> None:
    log = fill(tmp_path, order_lines_table.slice(0, 600))
    live = LiveReport(tmp_path)
    first = live.page(ASKED)
    assert live.page(ASKED) is first
    chinese = live.page(Question("Asia/Shanghai", None, "zh", ASKED.address))
    assert chinese.etag != first.etag
    assert b'<html lang="zh-Hans">' in chinese.html
    log.append(order_events(order_lines_table.slice(600), source="file", received_at=RECEIVED))
    later = live.page(ASKED)
    assert later.etag != first.etag
    assert later.html != first.html


def test_an_empty_log_says_how_to_begin(tmp_path: Path) -> None:
    page = LiveReport(tmp_path).page(ASKED).html.decode()
    assert "No orders yet" in page
    assert "curl http://127.0.0.1:8000/v1/track" in page
    assert f"--home {tmp_path}" in page


@pytest.mark.parametrize(
    ("timezone", "currency", "message"),
    [
        ("Mars/Base", None, "timezone"),
        ("UTC", "EUR", "No order line is in EUR"),
        ("UTC", "?", "ISO"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused(
    tmp_path: Path, order_lines_table: Any, timezone: str, currency: str | None, message: str
) -> None:
    fill(tmp_path, order_lines_table.slice(0, 20))
    with pytest.raises(InvalidInput, match=message):
        LiveReport(tmp_path).page(Question(timezone, currency, "en", ASKED.address))
