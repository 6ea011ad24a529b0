"""Newcomers of whom one can see who did what and who came back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from huitou.engine.analytics.drivers.ask import drivers, drivers_people
from huitou.engine.analytics.drivers.query import DriversCell, DriversQuery
from huitou.engine.analytics.query.events import EventFilter
from huitou.kernel import InvalidInput
from toy_events import happened

BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
AS_OF = datetime(2026, 3, 1, tzinfo=UTC)
SHARED, JOINED = EventFilter("Product Shared"), EventFilter("Signed Up")


def life(person, *days, start=BEGIN):
    """Events of a person, by day after the start: "Product Shared@0.5"."""
    said = (one.rsplit("@", 1) for one in ("Signed Up@0", *days))
    return tuple(
        (person, name, (start + timedelta(days=float(day))).isoformat()) for name, day in said
    )


def crowd():
    """Twenty shared, of whom 15 are back after 30 days; of twenty others 5 are."""
    lines = []
    for number in range(40):
        shared, back = number < 20, number % 20 < (15 if number < 20 else 5)
        days = ["Page Viewed@1"] * (number % 4)
        days += ["Product Shared@2"] * ((1 + number % 3) if shared else 0)
        days += ["Page Viewed@30"] if back else []
        lines += life(f"p{number:02}", *days)
    return lines


def asked(*lines, **query):
    events = happened(*(lines or crowd()), as_of=AS_OF)
    return drivers(events, DriversQuery(**{"start": JOINED, "min_people": 5, **query}))


def test_who_did_it_and_who_came_back():
    answer = asked(actions=(SHARED,))
    assert (answer.people, answer.returned, answer.too_recent) == (40, 20, 0)
    (driver,) = answer.drivers
    assert (driver.with_people, driver.with_returned) == (20, 15)
    assert (driver.without_people, driver.without_returned) == (20, 5)
    assert driver.difference.value == pytest.approx(0.5)
    assert driver.ratio.value == pytest.approx(3.0)
    assert driver.phi == pytest.approx(0.5)
    assert driver.test == "chi-square"
    assert driver.p == pytest.approx(0.0015654, abs=5e-8)  # chi-square 10
    assert driver.p_holm == driver.p_bh == driver.p
    assert driver.significant


def test_doses():
    (driver,) = asked(actions=(SHARED,)).drivers
    # Once: 0, 3, .. 18; of these those below 15 came back.
    assert [(one.times, one.people, one.returned) for one in driver.doses] == [
        (0, 20, 5),
        (1, 7, 5),
        (2, 7, 5),
        (3, 6, 5),
    ]
    assert driver.doses[0].share.value == 0.25


def test_most_frequent_events_are_tried():
    answer = asked()
    assert [one.action.event for one in answer.drivers] == ["Product Shared", "Page Viewed"]
    (few,) = answer.too_few
    assert (few.action, few.with_people, few.without_people) == (JOINED, 40, 0)
    assert answer.drivers[1].with_people == 30
    assert not answer.drivers[1].significant
    only = asked(actions_limit=2)
    assert [one.action.event for one in only.drivers] == ["Page Viewed"]


def test_named_actions_and_found_ones_count_alike():
    found = asked().drivers
    assert asked(actions=tuple(one.action for one in found)).drivers == found


def test_adjusting_is_for_the_actions_tested():
    shared, viewed = asked().drivers
    assert shared.p_holm == pytest.approx(2 * shared.p)
    assert viewed.p_holm == max(shared.p_holm, viewed.p)


def test_too_few_people_are_not_tested():
    answer = asked(actions=(SHARED,), min_people=21)
    assert answer.drivers == ()
    assert [(one.with_people, one.without_people) for one in answer.too_few] == [(20, 20)]


def test_the_first_days_end_to_the_microsecond():
    last = BEGIN + timedelta(days=7) - timedelta(microseconds=1)
    lines = (
        *life("ann", "Product Shared@0"),
        *life("bob"),
        ("bob", "Product Shared", last.isoformat()),
        *life("cid", "Product Shared@7"),
    )
    events = happened(*lines, as_of=AS_OF)
    did = drivers_people(events, DriversQuery(start=JOINED), DriversCell(action=SHARED))
    assert did.to_pylist() == ["ann", "bob"]
    did_not = DriversCell(action=SHARED, did=False)
    assert drivers_people(events, DriversQuery(start=JOINED), did_not).to_pylist() == ["cid"]


def test_the_outcome_window_has_its_first_moment_and_not_its_last():
    lines = (*life("ann", "Page Viewed@28"), *life("bob", "Page Viewed@35"), *life("cid"))
    events = happened(*lines, as_of=AS_OF)
    back = DriversCell(action=SHARED, did=False, returned=True)
    assert drivers_people(events, DriversQuery(start=JOINED), back).to_pylist() == ["ann"]
    gone = DriversCell(action=SHARED, did=False, returned=False)
    assert drivers_people(events, DriversQuery(start=JOINED), gone).to_pylist() == ["bob", "cid"]


def test_only_some_events_are_a_return():
    answer = asked(returning=EventFilter("Order Completed"))
    assert answer.returned == 0
    assert [note.code for note in answer.notes] == ["query.unknown_event"]


def test_people_whose_window_still_runs_are_left_out():
    late = AS_OF - timedelta(days=35)
    lines = (
        *life("ann", start=late),
        *life("bob", start=late + timedelta(microseconds=1)),
        *life("cid", start=late + timedelta(days=20)),
    )
    answer = asked(*lines)
    assert (answer.people, answer.too_recent) == (1, 2)


def test_entry_is_the_first_of_all_time_and_in_the_range():
    lines = (
        *life("old", start=BEGIN - timedelta(days=300)),
        *life("old"),
        *life("new"),
        *life("late", start=BEGIN + timedelta(days=3)),
    )
    assert asked(*lines).people == 3
    assert asked(*lines, from_="2026-01-01").people == 2
    assert asked(*lines, from_="2026-01-01", to="2026-01-03").people == 1
    assert asked(*lines, from_="2026-01-04", timezone="Asia/Shanghai").people == 1


def test_without_a_start_everybody_enters_when_first_seen():
    lines = (("ann", "Page Viewed", "2026-01-01"), ("ann", "Signed Up", "2026-01-05"))
    answer = asked(*lines, start=EventFilter())
    assert answer.people == 1
    assert [one.action.event for one in answer.too_few] == ["Page Viewed", "Signed Up"]


def test_equally_active_people_are_compared():
    """The busy do everything and come back; sharing makes no difference among them."""
    lines = []
    for number in range(80):
        busy, shared = number < 40, number % 10 < (9 if number < 40 else 1)
        back = number // 10 in (0, 1, 4)  # half of the busy ones, and a quarter of the others
        days = ["Page Viewed@1"] * (8 if busy else 0) + ["Product Shared@2"] * shared
        lines += life(f"p{number:02}", *days, *(["Page Viewed@30"] if back else []))
    (driver,) = asked(*lines, actions=(SHARED,)).drivers
    assert driver.difference.value == pytest.approx(19 / 40 - 11 / 40)
    assert driver.adjusted_difference.value == pytest.approx(0.0)
    assert driver.adjusted_difference.low < 0 < driver.adjusted_difference.high


def test_a_difference_that_equals_do_not_have_is_seen_through():
    lines = []
    for number in range(160):
        busy, shared = number < 80, number % 10 < (9 if number < 80 else 1)
        back = number // 10 < (6 if busy else 9)  # six in eight of the busy, one of the others
        days = ["Page Viewed@1"] * (8 if busy else 0) + ["Product Shared@2"] * shared
        lines += life(f"p{number:03}", *days, *(["Page Viewed@30"] if back else []))
    (driver,) = asked(*lines, actions=(SHARED,)).drivers
    assert driver.significant
    assert "so that it may be nothing but being active anyway" in driver.en
    assert "可能只反映了本来就活跃" in driver.zh
    assert "active anyway" not in asked(actions=(SHARED,)).drivers[0].en


def test_a_finding_is_worded_as_association():
    (driver,) = asked(actions=(SHARED,)).drivers
    assert driver.en.startswith(
        "Of the 20 people who did “Product Shared” in their first 7 days, 75.0% came back 28 to 35 "
        "days after they started; of the 20 who did not, 25.0%. The first is 50.0 "
    )
    assert f"with {driver.people_per_arm} people in each half" in driver.en
    assert "invite a random half of newcomers" in driver.en
    assert "随机邀请一半新人" in driver.zh
    for word in ("cause", "because", "leads to", "makes people"):
        assert word not in driver.en
    assert "导致" not in driver.zh


def test_what_goes_with_leaving_is_turned_round():
    lines = []
    for number in range(40):
        refunded = number < 20
        back = number % 20 < (3 if refunded else 16)
        days = ["Order Refunded@1"] * refunded + ["Page Viewed@30"] * back
        lines += life(f"p{number:02}", *days)
    (driver,) = asked(*lines, actions=(EventFilter("Order Refunded"),)).drivers
    assert driver.difference.value == pytest.approx(-0.65)
    assert "65.0 percentage points (95% interval" in driver.en
    assert "lower" in driver.en
    assert "spare a random half" in driver.en
    assert "低 65.0 个百分点" in driver.zh


def test_a_difference_that_may_be_chance_says_so():
    viewed = asked().drivers[1]
    assert viewed.en.endswith("may well be chance.")
    assert viewed.zh.endswith("很可能只是偶然。")


def test_numbers_below_zero_have_a_minus_sign():
    viewed = asked().drivers[1]
    assert "13.3 percentage points (95% interval −20.1 to 41.7) lower" in viewed.en
    assert "低 13.3 个百分点（95% 区间 −20.1 至 41.7）" in viewed.zh


def test_nobody():
    answer = asked(("ann", "Page Viewed", "2026-01-01"))
    assert (answer.people, answer.drivers, answer.too_few) == (0, (), ())
    assert answer.notes[0].code == "query.unknown_event"


def test_where_and_the_definition():
    lines = [(*line, {"app": "yes" if line[0] < "p10" else "no"}) for line in crowd()]
    answer = asked(*lines, where={"app": "yes"})
    assert answer.people == 10
    assert 'app = "yes"' in answer.definition.en
    assert answer.definition.rules["adjust"] == "holm"
    assert "when they do “Signed Up” for the first time ever" in answer.definition.en
    assert "Benjamini-Hochberg" in asked(adjust="bh").definition.zh


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"days": 0}, "days"),
        ({"outcome_from_days": 6}, "outcome_from_days"),
        ({"outcome_from_days": 35}, "outcome_from_days"),
        ({"outcome_to_days": 5_000}, "outcome_to_days"),
        ({"actions_limit": 51}, "actions_limit"),
        ({"actions": (SHARED,) * 51}, "actions"),
        ({"min_people": 0}, "min_people"),
        ({"from_": "2026-02-01", "to": "2026-01-01"}, "to"),
        ({"from_": "soon"}, "from_"),
    ],
)
def test_impossible_queries_name_the_field(query, field):
    with pytest.raises(InvalidInput) as refused:
        asked(**query)
    assert refused.value.field == field
