"""Engagement of three people that can be counted on fingers."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from huitou.engine.analytics.engagement.ask import engagement, engagement_people
from huitou.engine.analytics.engagement.query import EngagementCell, EngagementQuery
from huitou.engine.analytics.query.events import Breakdown, EventFilter
from huitou.kernel import InvalidInput
from toy_events import happened, identified

# Ann visits twice on the 1st (25 minutes, then one look), and once on the 3rd for 10 minutes.
# Bob comes on the 3rd, around midnight to the 4th; Cid was there in December.
VISITS = (
    ("ann", "Page Viewed", "2026-01-01T10:00", {"shelf": "tea"}),
    ("ann", "Page Viewed", "2026-01-01T10:20", {"shelf": "cups"}),
    ("ann", "Page Viewed", "2026-01-01T10:25", {"shelf": "tea"}),
    ("ann", "Page Viewed", "2026-01-01T18:00", {"shelf": "tea"}),
    ("ann", "Page Viewed", "2026-01-03T09:00", {"shelf": "tea"}),
    ("ann", "Order Completed", "2026-01-03T09:10"),
    ("bob", "Page Viewed", "2026-01-03T23:50", {"shelf": "cups"}),
    ("bob", "Page Viewed", "2026-01-04T00:10", {"shelf": "cups"}),
    ("cid", "Page Viewed", "2025-12-28T12:00"),
)
AS_OF = datetime(2026, 1, 4, 12, tzinfo=UTC)
FOUR_DAYS = {"from_": "2026-01-01", "to": "2026-01-04"}


def asked(*lines, **query):
    events = happened(*(lines or VISITS), as_of=AS_OF)
    return engagement(events, EngagementQuery(**{**FOUR_DAYS, **query}))


def column(answer, name, group=0):
    return [getattr(interval, name) for interval in answer.groups[group].intervals]


def test_people_of_days_weeks_and_months():
    answer = asked()
    assert column(answer, "people") == [1, 0, 2, 1]
    assert column(answer, "dau") == [1.0, 0.0, 2.0, 1.0]
    assert column(answer, "wau") == [2, 2, 3, 2]  # Cid's December day falls out on the 4th
    assert column(answer, "mau") == [2, 2, 3, 3]
    assert column(answer, "dau_per_mau") == [0.5, 0.0, 2 / 3, 1 / 3]
    assert column(answer, "start")[0] == datetime(2026, 1, 1, tzinfo=UTC)


def test_thirty_days_are_30():
    lines = (("eve", "Page Viewed", "2026-01-01"), ("fay", "Page Viewed", "2026-01-31"))
    answer = asked(*lines, from_="2026-01-30", to="2026-01-31")
    assert column(answer, "mau") == [1, 1]  # the 1st is in [1, 30] and not in [2, 31]
    assert column(answer, "wau") == [0, 1]


def test_the_day_that_still_runs_is_marked():
    assert column(asked(), "complete") == [True, True, True, False]


def test_sessions_and_dwell():
    answer = asked()
    assert column(answer, "sessions") == [2, 0, 2, 0]  # Bob's began on the 3rd
    assert column(answer, "single_event_sessions") == [1, 0, 0, 0]
    assert column(answer, "sessions_per_person") == [2.0, None, 1.0, 0.0]
    assert column(answer, "dwell_mean") == [750.0, None, 900.0, None]
    assert column(answer, "dwell_median") == [750.0, None, 900.0, None]
    assert column(answer, "dwell_mean_without_single") == [1500.0, None, 900.0, None]
    assert column(answer, "events") == [4, 0, 3, 1]
    assert column(answer, "events_per_person") == [4.0, None, 1.5, 1.0]


def test_a_pause_of_just_the_limit_does_not_end_a_session():
    lines = (
        ("ann", "Page Viewed", "2026-01-01T10:00:00"),
        ("ann", "Page Viewed", "2026-01-01T10:30:00"),
        ("ann", "Page Viewed", "2026-01-01T11:00:00.000001"),
    )
    answer = asked(*lines)
    assert column(answer, "sessions")[0] == 2
    assert column(asked(*lines, session_seconds=1_801), "sessions")[0] == 1
    assert column(asked(*lines, session_seconds=60), "sessions")[0] == 3


def test_a_session_from_before_the_range_is_not_counted_again():
    answer = asked(from_="2026-01-04")
    assert column(answer, "sessions") == [0]
    assert column(answer, "events") == [1]


def test_a_session_goes_on_after_the_range():
    answer = asked(to="2026-01-03")
    assert column(answer, "dwell_mean")[-1] == 900.0


def test_the_median_of_an_odd_number_is_the_middle_one():
    lines = [("ann", "Page Viewed", f"2026-01-01T{hour:02}:00") for hour in (1, 3, 5)]
    lines += [("ann", "Page Viewed", f"2026-01-01T03:00:{second}") for second in ("40", "50.9")]
    lines += [("ann", "Page Viewed", "2026-01-01T05:05")]
    assert column(asked(*lines), "dwell_median")[0] == 50.0  # of 0, 50.9 and 300 seconds


def test_a_week_averages_its_days():
    answer = asked(period="week", from_="2026-01-01", to="2026-01-01")
    assert column(answer, "start") == [datetime(2025, 12, 29, tzinfo=UTC)]
    assert column(answer, "people") == [2]
    assert column(answer, "dau") == [4 / 7]
    assert column(answer, "wau") == [2]
    assert column(answer, "mau") == [3]
    assert column(answer, "sessions") == [4]


def test_a_month_that_runs_counts_the_days_that_have_begun():
    answer = asked(period="month", from_="2026-01-01", to="2026-01-31")
    assert column(answer, "dau") == [1.0]  # 4 of 4 days
    assert column(answer, "wau") == [2]  # the week to the 4th
    assert column(answer, "complete") == [False]


def test_days_belong_to_the_timezone():
    answer = asked(timezone="Asia/Shanghai")
    assert column(answer, "people") == [1, 1, 1, 1]  # 18:00 is 2 in the morning there
    assert column(answer, "sessions") == [1, 1, 1, 1]


def test_only_some_events():
    answer = asked(event=EventFilter("Order Completed"))
    assert column(answer, "people") == [0, 0, 1, 0]
    assert column(answer, "dwell_mean") == [None, None, 0.0, None]
    assert column(asked(where={"shelf": "cups"}), "events") == [1, 0, 1, 1]


def test_by_property_sessions_are_those_of_the_group():
    answer = asked(breakdown=Breakdown(by="event", name="shelf", limit=1))
    assert [(group.key, group.other) for group in answer.groups] == [("cups", False), (None, True)]
    assert column(answer, "people") == [1, 0, 1, 1]
    assert column(answer, "sessions") == [1, 0, 1, 0]
    assert column(answer, "sessions", group=1) == [2, 0, 1, 0]
    assert column(answer, "dwell_mean", group=1)[0] == 750.0
    assert column(answer, "mau", group=1) == [2, 2, 2, 2]


def test_by_trait():
    said, traits = identified("ann", "2026-01-01", town="Lijiang")
    lines = (said, *VISITS)
    events = happened(
        *lines,
        as_of=AS_OF,
        type=["identify", *["track"] * len(VISITS)],
        traits=[traits, *[None] * len(VISITS)],
    )
    by = Breakdown(by="person", name="town")
    answer = engagement(events, EngagementQuery(**FOUR_DAYS, breakdown=by))
    assert [group.key for group in answer.groups] == ["Lijiang", None]
    assert column(answer, "people") == [1, 0, 1, 0]
    cell = EngagementCell(interval=3, of="mau", group=None)
    found = engagement_people(events, EngagementQuery(**FOUR_DAYS, breakdown=by), cell)
    assert found.to_pylist() == ["bob", "cid"]


def test_bots_are_left_out_unless_wanted():
    agents = ["Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", None]
    lines = (("crawler", "Page Viewed", "2026-01-01"), ("shop", "Page Viewed", "2026-01-01"))
    contexts = [json.dumps({"userAgent": agent} if agent else {}) for agent in agents]
    events = happened(*lines, as_of=AS_OF, context=contexts)
    without = engagement(events, EngagementQuery(**FOUR_DAYS))
    assert column(without, "people") == [1, 0, 0, 0]
    with_bots = engagement(events, EngagementQuery(**FOUR_DAYS, exclude_bots=False))
    assert column(with_bots, "people") == [2, 0, 0, 0]
    assert "spider" in without.definition.en
    assert "spider" in without.definition.zh
    assert "spider" not in with_bots.definition.en


def test_the_people_of_a_cell():
    events = happened(*VISITS, as_of=AS_OF)
    query = EngagementQuery(**FOUR_DAYS)

    def people(interval, of="people"):
        cell = EngagementCell(interval=interval, of=of)
        return engagement_people(events, query, cell).to_pylist()

    assert people(2) == ["ann", "bob"]
    assert people(2, "wau") == ["ann", "bob", "cid"]
    assert people(3, "wau") == ["ann", "bob"]
    assert people(1) == []


def test_nobody():
    answer = asked(("ann", "Page Viewed", "2020-01-01"))
    assert column(answer, "mau") == [0, 0, 0, 0]
    assert column(answer, "dau_per_mau") == [None] * 4
    assert answer.notes == ()


def test_an_unknown_name_is_told_with_near_ones():
    (note,) = asked(event=EventFilter("Page View")).notes
    assert note.suggestions == ("Page Viewed",)


def test_the_definition_says_what_was_counted():
    definition = asked(session_seconds=600).definition
    assert "600 seconds" in definition.en
    assert "600 秒" in definition.zh
    assert definition.rules["session_seconds"] == 600
    assert definition.query == {
        "from": "2026-01-01",
        "to": "2026-01-04",
        "session_seconds": 600,
    }


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"session_seconds": 0}, "session_seconds"),
        ({"session_seconds": 86_401}, "session_seconds"),
        ({"to": "2025-12-01"}, "to"),
        ({"period": "month", "from_": "2020-01-01"}, "to"),
        ({"breakdown": Breakdown(by="event")}, "breakdown.name"),
        ({"timezone": "Mars"}, "timezone"),
    ],
)
def test_impossible_queries_name_the_field(query, field):
    with pytest.raises(InvalidInput) as refused:
        asked(**query)
    assert refused.value.field == field


def test_a_cell_that_is_not_there():
    events = happened(*VISITS, as_of=AS_OF)
    with pytest.raises(InvalidInput) as refused:
        engagement_people(events, EngagementQuery(**FOUR_DAYS), EngagementCell(interval=4))
    assert refused.value.field == "cell.interval"
