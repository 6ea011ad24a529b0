"""Every explorer shows its answer; the form, the parts, and what is said when it does not work."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from console_desk import SignedIn
from huitou.doors.console.explore import asking
from huitou.doors.console.explore.names import Columns
from huitou.doors.console.explore.registry import EXPLORERS
from huitou.kernel import Overloaded

MOST_QUERIES = 12


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page waits for its answer, however busy the machine is."""
    monkeypatch.setattr("huitou.doors.console.explore.page.AT_ONCE", 30.0)
    monkeypatch.setattr("huitou.doors.console.explore.names._PATIENCE", 30.0)


def text(client: Client, address: str, **headers: str) -> str:
    answer = client.get(address, headers=headers)
    assert answer.status_code == 200
    return str(answer.content.decode())


@pytest.mark.parametrize("slug", list(EXPLORERS))
def test_an_explorer_answers_at_once_with_few_queries(analyst: Client, slug: str) -> None:
    with CaptureQueriesContext(connection) as queries:
        page = text(analyst, EXPLORERS[slug].path)
    assert len(queries) <= MOST_QUERIES
    assert "What is counted" in page
    assert "Days are those of UTC" in page
    if slug != "invitations":  # nobody invited anybody
        assert 'class="chart-frame"' in page
        assert f"{EXPLORERS[slug].path}people?" in page


@pytest.mark.parametrize("slug", list(EXPLORERS))
def test_an_explorer_speaks_chinese(analyst: Client, slug: str) -> None:
    page = text(analyst, EXPLORERS[slug].path, **{"Accept-Language": "zh-CN"})
    assert "统计口径" in page
    assert "What is counted" not in page


def test_the_fall_stands_above_the_heatmap(analyst: Client) -> None:
    page = text(analyst, "/console/retention/")
    assert "Week 4 fell: 20.0% of those who started 25 May 2026, 31.2% before." in page
    cells = re.findall(r'title="(25 May 2026, Week 4: [^"]*)"', page)
    assert cells == ["25 May 2026, Week 4: 20.0%, 10 of 50"]


def test_groups_are_compared(analyst: Client) -> None:
    page = text(analyst, "/console/retention/?by=event:channel")
    assert "Groups compared" in page
    assert "live" in page
    assert "search" in page


def test_a_part_comes_alone_and_says_the_short_address(analyst: Client) -> None:
    said = {"HX-Request": "true", "HX-Target": "explorer"}
    address = "/console/retention/?was=week&start=Order+Completed&period=month&range=last_90"
    answer = analyst.get(address, headers=said)
    page = answer.content.decode()
    assert "<html" not in page
    assert page.startswith('<div id="explorer"')
    assert answer["HX-Push-Url"] == "/console/retention/?period=month"


def test_a_slow_answer_comes_as_a_part(analyst: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huitou.doors.console.explore.page.AT_ONCE", 0.0)
    monkeypatch.setattr("huitou.doors.console.explore.page.IN_A_PART", 30.0)
    # The question is at work from now on, but nobody has waited for it.
    page = text(analyst, "/console/value/?period=week")
    if 'aria-busy="true"' in page:
        assert "skeleton" in page
        assert 'http-equiv="refresh"' in page
    said = {"HX-Request": "true", "HX-Target": "answer"}
    part = text(analyst, "/console/value/?period=week", **said)
    assert part.startswith('<section id="answer"')
    assert "What a customer brings" in part
    assert "What a customer brings" in text(analyst, "/console/value/?period=week&now=1")


def test_what_takes_too_long_says_what_to_do(
    analyst: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(*_: object) -> None:
        raise Overloaded("Too long.", remedy="Ask for less.", code="query.time_limit")

    monkeypatch.setattr("huitou.doors.console.explore.answering.ask", slow)
    page = text(analyst, "/console/lifecycle/?event=Product+Viewed")
    assert f"longer than {settings.API_QUERY_SECONDS:g} seconds" in page
    assert "Ask for fewer days" in page
    monkeypatch.undo()
    monkeypatch.setattr("huitou.doors.console.explore.page.AT_ONCE", 30.0)
    assert "fewer days" not in text(analyst, "/console/lifecycle/?event=Product+Viewed")


def test_a_wrong_field_is_told_there_and_in_place_of_the_answer(analyst: Client) -> None:
    page = text(analyst, "/console/retention/?least=0")
    assert "This cannot be asked yet" in page
    assert 'id="field-least-error"' in page
    assert '<details class="disclosure ask-more" id="ask-more" open>' in page


def test_an_event_that_never_was_is_named_with_near_ones(analyst: Client) -> None:
    page = text(analyst, "/console/retention/?start=Order+Complete")
    assert "Near names: Order Completed" in page
    assert "Nobody yet" in page


def test_names_of_the_log_complete_what_one_writes(analyst: Client) -> None:
    page = text(analyst, "/console/retention/")
    assert '<option value="Product Viewed">' in page
    assert 'value="event:channel"' in page


def test_names_that_are_not_read_yet_come_later(
    analyst: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = "huitou.doors.console.explore.names"
    monkeypatch.setattr(f"{names}.property_names", lambda _: Columns())
    page = text(analyst, "/console/retention/?period=month")
    assert 'hx-get="/console/retention/?period=month"' in page
    assert 'hx-select="#ask"' in page
    monkeypatch.undo()
    monkeypatch.setattr(f"{names}._PATIENCE", 30.0)
    assert 'hx-select="#ask"' not in text(analyst, "/console/retention/?period=month&now=1")


def test_an_empty_log_says_so(staff: SignedIn) -> None:
    assert "No events yet" in text(staff("analyst"), "/console/retention/")


def test_numbers_as_a_file(analyst: Client) -> None:
    answer = analyst.get("/console/retention/csv")
    assert answer["Content-Disposition"] == 'attachment; filename="retention.csv"'
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("key,other,start,column,people")
    assert any(",4,10,20" in line for line in lines)


def test_only_those_who_may_ask(staff: SignedIn, shop: Path) -> None:
    answer = staff("support").get("/console/retention/")
    assert answer.status_code == 403


def test_an_old_mark_gives_the_newest_numbers(analyst: Client) -> None:
    assert "Week 4 fell" in text(analyst, "/console/retention/?as_of=999999")


def test_a_filter_with_markup_is_shown_as_text(analyst: Client) -> None:
    page = text(analyst, "/console/retention/?start=%3Cscript%3Ealert(1)%3C/script%3E")
    assert "<script>alert" not in page


@override_settings(SHOP_TIMEZONE="Asia/Shanghai")
def test_days_are_those_of_the_shop(analyst: Client) -> None:
    assert "Days are those of Asia/Shanghai" in text(analyst, "/console/retention/")


def test_pages_wait_less_than_a_second() -> None:
    assert asking.AT_ONCE < 1


def test_a_bracket_is_named_by_its_stretch(analyst: Client) -> None:
    page = text(analyst, "/console/retention/?counts=brackets&brackets=3,4&column=2")
    assert "Week 4–7 over time" in page
    # A cell is not over before the last week of its bracket is.
    cells = re.findall(r'<td class="([^"]*)" title="(\d+ \w+) 2026, Week 4–7: ', page)
    over = {start for kind, start in cells if "unfinished" not in kind}
    assert over == {"6 Apr", "13 Apr", "20 Apr", "27 Apr", "4 May"} | {"30 Mar"} & over
