"""On how many days a handful of people came."""

from __future__ import annotations

import pytest

from huitou.engine.analytics import Breakdown, Criterion, StickinessCell, StickinessQuery, event
from huitou.engine.analytics.stickiness.ask import stickiness, stickiness_people
from huitou.kernel import InvalidInput
from toy_events import happened

# Ann on three days, Bob on two (twice on the second), Cid on one.
VISITS = (
    ("ann", "Visit", "2026-01-05T10:00", {"shelf": "tea"}),
    ("ann", "Visit", "2026-01-06T10:00", {"shelf": "tea"}),
    ("ann", "Visit", "2026-01-08T10:00", {"shelf": "cups"}),
    ("bob", "Visit", "2026-01-05T10:00", {"shelf": "cups"}),
    ("bob", "Visit", "2026-01-08T10:00", {"shelf": "cups"}),
    ("bob", "Visit", "2026-01-08T11:00", {"shelf": "cups"}),
    ("cid", "Visit", "2026-01-08T23:59", {"shelf": "tea"}),
)
FOUR_DAYS = {"from_": "2026-01-05", "to": "2026-01-08"}


def asked(**query):
    return stickiness(happened(*VISITS), StickinessQuery(**{**FOUR_DAYS, **query}))


def test_people_by_their_number_of_days():
    (group,) = asked().groups
    assert group.histogram == (1, 1, 1, 0)
    assert group.people == 3


def test_ten_days_have_ten_bars():
    answer = asked(from_="2026-01-01", to="2026-01-10")
    assert len(answer.groups[0].histogram) == len(answer.starts) == 10


def test_n_days_or_more():
    assert asked(cumulative=True).groups[0].histogram == (3, 2, 1, 0)


def test_a_criterion():
    assert asked(criterion=Criterion(count=2)).groups[0].histogram == (1, 0, 0, 0)
    assert asked(criterion=Criterion(op="=", count=1)).groups[0].histogram == (2, 0, 1, 0)
    assert asked(criterion=Criterion(op="<=", count=2)).groups[0].histogram == (1, 1, 1, 0)


def test_blocks_of_two_days():
    answer = asked(interval_count=2)
    assert answer.groups[0].histogram == (1, 2)
    assert [start.day for start in answer.starts] == [5, 7]


def test_the_last_block_may_be_shorter():
    assert asked(interval_count=3).groups[0].histogram == (1, 2)


def test_beside_the_range_before():
    answer = asked(from_="2026-01-07", to="2026-01-08", compare=True)
    assert answer.groups[0].histogram == (3, 0)
    assert answer.groups[0].previous == (1, 1)


def test_by_property_with_others_counted_as_one():
    answer = asked(breakdown=Breakdown(by="event", name="shelf", limit=1))
    groups = [(group.key, group.other, group.histogram) for group in answer.groups]
    assert groups == [("cups", False, (1, 1, 0, 0)), (None, True, (1, 1, 0, 0))]


def test_a_bar_opens_its_people():
    events, query = happened(*VISITS), StickinessQuery(**FOUR_DAYS)
    assert stickiness_people(events, query, StickinessCell(intervals=2)).to_pylist() == ["bob"]
    more = StickinessQuery(**FOUR_DAYS, cumulative=True)
    assert stickiness_people(events, more, StickinessCell(intervals=2)).to_pylist() == [
        "ann",
        "bob",
    ]


def test_nobody():
    answer = asked(event=event("Visits"))
    assert answer.groups[0].histogram == (0, 0, 0, 0)
    assert answer.notes[0].suggestions == ("Visit",)


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"interval_count": 0}, "interval_count"),
        ({"criterion": Criterion(count=0)}, "criterion.count"),
        ({"to": "2026-01-01"}, "to"),
    ],
)
def test_impossible_queries(query, field):
    with pytest.raises(InvalidInput) as refused:
        asked(**query)
    assert refused.value.field == field
