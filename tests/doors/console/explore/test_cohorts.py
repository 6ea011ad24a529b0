"""Cohorts are made by a rule, listed with their sizes, renamed, removed and brought back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from console_desk import SignedIn
from huitou.engine.analytics import CohortDefinition, parsed
from huitou.foundation.actors import Actor
from huitou.foundation.cohorts import open_cohorts
from huitou.foundation.keep_cohorts import keep_cohort, retitle_cohort
from huitou.kernel import Conflict, FakeClock, Forbidden

Send = Callable[..., Any]
FAR = "3650"


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huitou.doors.console.explore.cohort_page.AT_ONCE", 30.0)


def shown(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_people_who_did_something_so_often(analyst: Client, send: Send) -> None:
    made = send(
        "/console/cohorts/new",
        name="Bought twice",
        kind="did",
        event="Order Completed",
        times="2",
        days=FAR,
    )
    # Of five weeks 15 of each came back, of three weeks 10.
    assert "105 people" in shown(analyst, made["Location"])
    assert "Active people of the cohort, by week" in shown(analyst, made["Location"])


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"name": "", "event": "Order Completed"}, "name"),
        ({"name": "x", "kind": "did", "event": ""}, "event"),
        ({"name": "x", "kind": "did", "event": "a", "times": "0"}, "times"),
        ({"name": "x", "kind": "did", "event": "a", "where": "tea"}, "where"),
        ({"name": "x", "kind": "first", "event": "a", "days": "many"}, "days"),
        ({"name": "x", "kind": "trait", "trait": ""}, "trait"),
    ],
)
def test_what_makes_no_rule_is_told_at_its_field(
    send: Send, shop: Path, said: dict[str, str], field: str
) -> None:
    answer = send("/console/cohorts/new", **said)
    assert answer.status_code == 422
    assert f"field-{field}-error" in answer.content.decode()
    assert open_cohorts(shop).names() == ()


@pytest.mark.parametrize("kind", ["did", "stopped", "first", "trait"])
def test_every_kind_of_rule_can_be_asked(analyst: Client, send: Send, kind: str) -> None:
    said = {"event": "Order Completed", "days": "30", "trait": "city", "value": "杭州"}
    made = send("/console/cohorts/new", name=f"By {kind}", kind=kind, **said)
    assert made.status_code == 303
    shown(analyst, made["Location"])


def test_the_list_has_sizes_that_come_by_themselves(
    analyst: Client, send: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    send("/console/cohorts/new", name="Viewed", kind="did", event="Product Viewed", days=FAR)
    assert ">501<" in shown(analyst, "/console/cohorts/viewed/size").replace("\n", "")
    assert ">501<" in shown(analyst, "/console/cohorts/")


def test_their_ids_as_a_file(analyst: Client, send: Send) -> None:
    send("/console/cohorts/new", name="Viewed", kind="did", event="Product Viewed", days=FAR)
    answer = analyst.get("/console/cohorts/viewed/people.csv")
    assert len(answer.content.decode("utf-8-sig").split()) == 502


def test_a_cohort_is_renamed_removed_and_brought_back(
    analyst: Client, send: Send, shop: Path
) -> None:
    send("/console/cohorts/new", name="Viewed", kind="did", event="Product Viewed", days=FAR)
    base = "/console/cohorts/viewed/"
    assert send(f"{base}rename", name=" ").status_code == 422
    send(f"{base}rename", name="Lookers")
    assert "Lookers" in shown(analyst, "/console/cohorts/")
    page = shown(analyst, send(f"{base}remove")["Location"])
    assert "The cohort was removed." in page
    assert analyst.get(base).status_code == 404
    send(f"{base}restore")
    assert open_cohorts(shop).names() == ("viewed",)


def test_a_cohort_can_be_compared_by_and_counted_within(analyst: Client, send: Send) -> None:
    send("/console/cohorts/new", name="Viewed", kind="did", event="Product Viewed", days=FAR)
    page = shown(analyst, "/console/retention/?by=cohort:viewed&now=1")
    assert "Groups compared" in page
    assert "Week 4 fell" in shown(analyst, "/console/retention/?within=viewed&now=1")


def test_who_may_look_changes_nothing(auditor: Client, send: Send, shop: Path) -> None:
    send("/console/cohorts/new", name="Viewed", kind="did", event="Product Viewed", days=FAR)
    assert "Remove the cohort" not in shown(auditor, "/console/cohorts/viewed/")
    key = {"idempotency_key": "k" * 24, "name": "x"}
    for ending in ("rename", "remove", "restore"):
        assert auditor.post(f"/console/cohorts/viewed/{ending}", key).status_code == 403
    assert open_cohorts(shop).names() == ("viewed",)


def test_an_empty_list_says_what_would_stand_there(staff: SignedIn) -> None:
    assert "No cohorts yet" in shown(staff("analyst"), "/console/cohorts/")


def test_a_name_is_kept_once_and_by_those_who_may(
    tables: None, clock: FakeClock, home: Path
) -> None:
    rule = {"kind": "performed", "event": {"event": "See"}}
    definition = parsed({"name": "seen", "rule": rule}, CohortDefinition)
    may = Actor("staff", "a", frozenset({"boards.write"}))
    with pytest.raises(Forbidden):
        keep_cohort(home, definition, actor=Actor("staff", "b"), clock=clock)
    keep_cohort(home, definition, actor=may, clock=clock)
    other = parsed({"name": "seen", "rule": rule, "title_en": "x"}, CohortDefinition)
    with pytest.raises(Conflict):
        keep_cohort(home, other, actor=may, clock=clock)
    assert retitle_cohort(home, "seen", "Seen it", actor=may, clock=clock) == 2
