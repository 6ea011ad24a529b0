"""Questions to the event log give the engine's own answers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest
from django.test import Client

from huitou.engine.analytics import ask, events_of_log
from huitou.foundation.event_log import open_log

DAYS = {"from": "2026-01-05", "to": "2026-01-09"}
FUNNEL = {"steps": ["See", "Buy"], **DAYS}


def test_a_funnel_is_the_engines(send: Any, home: Path) -> None:
    answer = send("POST", "/analytics/funnel", FUNNEL)
    engine = ask(events_of_log(open_log(home), None), "funnel", FUNNEL)

    assert answer.status_code == 200
    assert answer.content == msgspec.json.encode(engine)
    (group,) = answer.json()["groups"]
    assert [step["people"] for step in group["steps"]] == [3, 2]


def test_an_answer_is_given_again_by_its_mark(send: Any, home: Path) -> None:
    first = send("POST", "/analytics/funnel", FUNNEL)
    version = first.json()["definition"]["as_of"]["version"]
    again = send("POST", f"/analytics/funnel?as_of={version}", FUNNEL)
    assert again.content == first.content
    for later in (version + 1, 10**15):  # the second would take for ever if it was looked for
        absent = send("POST", f"/analytics/funnel?as_of={later}", FUNNEL)
        assert (absent.status_code, absent.json()["code"]) == (404, "log.unknown_version")


def test_the_people_behind_a_cell_a_page_at_a_time(send: Any, home: Path) -> None:
    body = {"query": FUNNEL, "cell": {"step": 1}}
    assert send("POST", "/analytics/funnel/people", body).json() == {
        "items": ["ann", "bob", "cy"],
        "next": None,
    }
    first = send("POST", "/analytics/funnel/people?limit=2", body).json()
    assert first["items"] == ["ann", "bob"]
    path = f"/analytics/funnel/people?limit=2&cursor={first['next']}"
    assert send("POST", path, body).json() == {"items": ["cy"], "next": None}
    other = send("POST", path, body | {"cell": {"step": 2}})
    assert other.json()["code"] == "paging.bad_cursor"


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(
    ("path", "body", "status", "field"),
    [
        ("funnel", {"steps": ["See"]}, 400, "steps"),
        ("funnel", {"stpes": ["See", "Buy"]}, 400, "stpes"),
        ("funnel", ["See", "Buy"], 400, "body"),
        ("funnel?as_of=-1", FUNNEL, 400, "as_of"),
        ("funnel/people", FUNNEL, 400, "query"),
        ("funnel/people", {"query": FUNNEL, "cell": {"step": 9}}, 400, "cell.step"),
        ("cohort/people", {"query": {}, "cell": {}}, 400, "definition"),
        ("divination", {}, 404, None),
    ],
)
def test_what_is_no_question_is_refused(
    send: Any, path: str, body: Any, status: int, field: str | None
) -> None:
    refused = send("POST", f"/analytics/{path}", body)
    assert (refused.status_code, refused.json().get("field")) == (status, field)


@pytest.mark.usefixtures("empty_home")
def test_an_empty_log_says_so(send: Any) -> None:
    refused = send("POST", "/analytics/funnel", FUNNEL)
    assert (refused.status_code, refused.json()["code"]) == (404, "query.empty_log")


@pytest.mark.usefixtures("home", "tables")
def test_it_needs_the_permission(token_with: Any) -> None:
    for scope, status in (("analytics.read", 200), ("orders.read", 403)):
        answer = Client().post(
            "/api/v1/analytics/funnel", FUNNEL, "application/json", headers=token_with(scope)
        )
        assert answer.status_code == status
