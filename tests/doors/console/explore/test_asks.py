"""The address of an explorer is its whole state."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.http import QueryDict

from huitou.doors.console.explore.asks import Around
from huitou.doors.console.explore.asks_log import read_where
from huitou.doors.console.explore.explorer import Asked, read
from huitou.doors.console.explore.registry import EXPLORERS
from huitou.kernel import InvalidInput

AROUND = Around(
    timezone="Asia/Shanghai",
    newest=date(2026, 6, 28),
    events=("Order Completed", "Product Viewed"),
    properties=("channel",),
    cohorts=("vip",),
)


def asked(slug: str, query: str = "") -> Asked:
    return read(EXPLORERS[slug], QueryDict(query), AROUND)


def query_of(slug: str, query: str = "") -> dict[str, Any]:
    found = asked(slug, query)
    assert found.errors == {}
    return EXPLORERS[slug].query(found.values, AROUND)


def test_without_anything_said_a_good_question_is_asked() -> None:
    query = query_of("retention")
    assert query["start"] == query["returning"] == {"event": "Order Completed"}
    assert (query["period"], query["from"], query["to"]) == ("week", "2026-03-31", "2026-06-28")
    assert asked("retention").address == ""


@pytest.mark.parametrize("slug", list(EXPLORERS))
def test_the_whole_state_asks_the_same_again(slug: str) -> None:
    found = asked(slug)
    again = QueryDict(mutable=True)
    for name, value in found.whole:
        again.appendlist(name, value)
    assert read(EXPLORERS[slug], again, AROUND).values == found.values


def test_only_what_was_chosen_stands_in_the_address() -> None:
    found = asked("retention", "start=&returning=Order+Completed&period=week&range=last_90&by=")
    assert found.state == (("start", ""),)
    assert found.values["start"] == {"event": None}


def test_another_period_takes_its_own_range_unless_one_was_chosen() -> None:
    assert len(asked("retention", "was=week&period=day&range=last_90").values["range"]) == 14
    assert len(asked("retention", "was=week&period=day&range=last_30").values["range"]) == 30


def test_days_from_day_to_day() -> None:
    found = asked("lifecycle", "range=custom&from=2026-05-01&to=2026-05-31")
    assert found.values["range"].query == {"from": "2026-05-01", "to": "2026-05-31"}
    assert dict(found.state) == {"from": "2026-05-01", "to": "2026-05-31"}


@pytest.mark.parametrize(
    ("slug", "query", "field"),
    [
        ("retention", "period=decade", "period"),
        ("retention", "least=0", "least"),
        ("retention", "least=%C2%B2", "least"),
        ("retention", "brackets=1,x", "brackets"),
        ("retention", "by=event", "by"),
        ("retention", "by=nonsense:x", "by"),
        ("retention", "where=tea", "where"),
        ("retention", "start_where=%3Dtea", "start_where"),
        ("retention", "range=custom&from=2026-05-02&to=2026-05-01", "to"),
        ("retention", "range=custom&from=yesterday&to=2026-05-01", "from"),
        ("value", "by=event:channel", "by"),
        ("funnels", "step=Order+Completed", "step"),
        ("paths", "steps=99", "steps"),
    ],
)
def test_what_makes_no_sense_is_told_at_its_field(slug: str, query: str, field: str) -> None:
    assert list(asked(slug, query).errors) == [field]


def test_a_condition_holds_numbers_and_texts() -> None:
    said = 'category=tea; price=5；code="5"; gift=true; note=a=b'
    assert read_where(said, "where") == {
        "category": "tea",
        "price": 5,
        "code": "5",
        "gift": True,
        "note": "a=b",
    }
    with pytest.raises(InvalidInput):
        read_where("tea", "where")


def test_empty_steps_are_passed_over() -> None:
    query = query_of(
        "funnels",
        "step=Product+Viewed&step=&step=Order+Completed&step_where=&step_where=&step_where=channel%3Dlive",
    )
    assert query["steps"] == [
        {"event": "Product Viewed"},
        {"event": "Order Completed", "where": {"channel": "live"}},
    ]


def test_what_is_compared_by() -> None:
    query = query_of("retention", "by=event:channel&groups=3")
    assert query["breakdown"] == {"by": "event", "name": "channel", "limit": 3}
    assert query_of("retention", "by=first_channel")["breakdown"] == {
        "by": "first_channel",
        "limit": 6,
    }
