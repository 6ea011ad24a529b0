"""Every number leads to its people, and they can be kept."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client

from huitou.doors.console.explore.forms import free_name
from huitou.foundation import audit
from huitou.foundation.cohorts import open_cohorts

ROW_OF_25_MAY = 8


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huitou.doors.console.explore.people.AT_ONCE", 30.0)
    monkeypatch.setattr("huitou.doors.console.explore.cohort_page.AT_ONCE", 30.0)


def cell(what: str = "people", **of: Any) -> str:
    return f"/console/retention/{what}?{urlencode({'cell': json.dumps(of)})}"


LOST: dict[str, Any] = {"row": ROW_OF_25_MAY, "column": 4, "lost": True}


def test_the_people_who_are_lost(analyst: Client) -> None:
    page = analyst.get(cell(**LOST)).content.decode()
    assert "Started 25 May 2026, and were not seen in Week 4 or later" in page
    assert "40 people" in page
    assert "live-07-00" in page
    assert "search-07-19" in page
    assert "search-07-00" not in page


def test_tabs_lead_to_those_who_came_back(analyst: Client) -> None:
    page = analyst.get(cell(**LOST)).content.decode()
    assert "Came back" in page
    back = analyst.get(cell(row=ROW_OF_25_MAY, column=4)).content.decode()
    assert "10 people" in back
    assert "search-07-00" in back


def test_pages_of_people(analyst: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huitou.doors.console.explore.people.ON_A_PAGE", 30)
    first = analyst.get(cell(**LOST)).content.decode()
    second = analyst.get(f"{cell(**LOST)}&page=2").content.decode()
    assert "1 to 30 of 40" in first
    assert "31 to 40 of 40" in second
    assert "live-07-00" in first
    assert "live-07-00" not in second
    assert "31 to 40 of 40" in analyst.get(f"{cell(**LOST)}&page=99").content.decode()


def test_their_ids_as_a_file(analyst: Client) -> None:
    answer = analyst.get(cell("people.csv", row=ROW_OF_25_MAY, column=4))
    lines = answer.content.decode("utf-8-sig").split()
    assert lines == ["id", *(f"search-07-{n:02}" for n in range(10))]


@pytest.mark.parametrize("said", ["", "{", "[]", '{"row": 99, "column": 1}', '{"nonsense": 1}'])
def test_what_is_no_cell_is_refused(analyst: Client, said: str) -> None:
    answer = analyst.get(f"/console/retention/people?{urlencode({'cell': said})}")
    text = answer.content.decode()
    assert answer.status_code == 400 or "alert-warn" in text
    assert answer.status_code in (200, 400)


def test_people_become_a_cohort(analyst: Client, send: Callable[..., Any], shop: Any) -> None:
    made = send(cell("cohort", **LOST), name="Lost in week 4")
    assert (made.status_code, made["Location"]) == (303, "/console/cohorts/lost-in-week-4/")
    page = analyst.get(made["Location"]).content.decode()
    assert "Lost in week 4" in page
    assert "40 people" in page
    assert "From Retention: Started 25 May 2026" in page
    assert "live-07-00" in page
    assert "Lost in week 4" in analyst.get("/console/cohorts/").content.decode()
    assert audit.entries(limit=1)[0].action == "cohorts.keep"


def test_a_cohort_needs_a_name_and_another_one_gets_another(
    send: Callable[..., Any], shop: Any
) -> None:
    refused = send(cell("cohort", **LOST), name=" ")
    assert refused.status_code == 422
    assert "field-name-error" in refused.content.decode()
    assert open_cohorts(shop).names() == ()
    for _ in range(2):
        send(cell("cohort", **LOST), name="流失 第4周!")
    assert open_cohorts(shop).names() == ("流失-第4周", "流失-第4周-2")


def test_a_name_of_signs_alone_is_a_cohort_too(analyst: Client) -> None:
    assert free_name("!!!") == "cohort"
    assert len(free_name("茶" * 60).encode()) <= 100


def test_a_form_that_is_sent_twice_makes_one_cohort(analyst: Client, shop: Any) -> None:
    form = {"idempotency_key": "k" * 24, "name": "Lost"}
    answers = [analyst.post(cell("cohort", **LOST), form) for _ in range(2)]
    assert [one["Location"] for one in answers] == ["/console/cohorts/lost/"] * 2
    assert open_cohorts(shop).names() == ("lost",)


def test_who_may_look_may_not_keep(auditor: Client) -> None:
    page = auditor.get(cell(**LOST)).content.decode()
    assert "Make this a cohort" not in page
    assert auditor.get(cell("cohort", **LOST)).status_code == 403
