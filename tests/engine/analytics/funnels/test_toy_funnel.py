"""Funnels of a handful of people, whose answer a child can see."""

from __future__ import annotations

import pytest

from huitou.engine.analytics import event
from huitou.engine.analytics.funnels.ask import funnel, funnel_people
from huitou.engine.analytics.funnels.query import Exclusion, FunnelCell, FunnelQuery
from toy_events import happened

SEE, ADD, BUY = event("See"), event("Add"), event("Buy")
RANGE = {"from_": "2026-01-05", "to": "2026-01-09"}
HOUR = 3_600

# Ann goes all the way, Bob stops in the middle, Cid only looks, Dan never looks.
SHOPPERS = (
    ("ann", "See", "2026-01-05T10:00"),
    ("ann", "Add", "2026-01-05T10:10"),
    ("ann", "Buy", "2026-01-05T10:30"),
    ("bob", "See", "2026-01-06T10:00"),
    ("bob", "Add", "2026-01-06T10:30"),
    ("cid", "See", "2026-01-06T11:00"),
    ("dan", "Buy", "2026-01-06T11:00"),
)


def asked(*lines, steps=(SEE, ADD, BUY), **query):
    return funnel(happened(*lines), FunnelQuery(steps=steps, **{**RANGE, **query}))


def people(*lines, **query):
    (group,) = asked(*lines, **query).groups
    return tuple(step.people for step in group.steps)


def day(*lines):
    """Lines of one person on one day: (event, clock)."""
    return tuple(("ann", name, f"2026-01-05T{clock}") for name, clock in lines)


def test_people_percentages_and_times():
    (group,) = asked(*SHOPPERS).groups
    first, second, third = group.steps
    assert [step.label for step in group.steps] == ["See", "Add", "Buy"]
    assert [step.people for step in group.steps] == [3, 2, 1]
    assert (first.percent_of_first, first.percent_of_previous) == (100, 100)
    assert second.percent_of_first == pytest.approx(200 / 3)
    assert (third.percent_of_first, third.percent_of_previous) == (pytest.approx(100 / 3), 50)
    assert (first.average_seconds, first.median_seconds) == (None, None)
    assert (second.average_seconds, second.median_seconds) == (1_200, 1_200)
    assert (third.average_seconds, third.median_seconds) == (1_200, 1_200)


def test_who_got_how_far():
    events, query = happened(*SHOPPERS), FunnelQuery(steps=(SEE, ADD, BUY), **RANGE)

    def who(**cell):
        return funnel_people(events, query, FunnelCell(**cell)).to_pylist()

    assert who(step=1) == ["ann", "bob", "cid"]
    assert who(step=2) == ["ann", "bob"]
    assert who(step=2, dropped=True) == ["cid"]
    assert who(step=3, dropped=True) == ["bob"]


def test_the_window_includes_its_last_moment():
    assert people(*day(("See", "10:00"), ("Add", "11:00")), window_seconds=HOUR) == (1, 1, 0)
    late = day(("See", "10:00"), ("Add", "11:00:00.000001"))
    assert people(*late, window_seconds=HOUR) == (1, 0, 0)


def test_every_step_must_lie_in_the_window_of_the_first():
    lines = day(("See", "10:00"), ("Add", "10:50"), ("Buy", "11:10"))
    assert people(*lines, window_seconds=HOUR) == (1, 1, 0)


def test_a_later_attempt_may_get_further():
    lines = day(("See", "10:00"), ("See", "10:40"), ("Add", "10:50"), ("Buy", "11:10"))
    (group,) = asked(*lines, window_seconds=HOUR).groups
    assert [step.people for step in group.steps] == [1, 1, 1]
    assert group.steps[1].average_seconds == 600


def test_the_earliest_of_equally_good_attempts_counts():
    lines = day(("See", "10:00"), ("See", "10:40"), ("Add", "10:50"))
    (group,) = asked(*lines, window_seconds=HOUR).groups
    assert group.steps[1].average_seconds == 3_000


# A 13:00, A 13:30, B 13:45, C 14:15, window 1 h: the peers' example of re-entry.
AGAIN = day(("See", "13:00"), ("See", "13:30"), ("Add", "13:45"), ("Buy", "14:15"))


def test_every_attempt_or_none_while_a_window_runs():
    assert people(*AGAIN, window_seconds=HOUR) == (1, 1, 1)
    assert people(*AGAIN, window_seconds=HOUR, reentry="after_window") == (1, 1, 0)


def test_an_attempt_opens_again_after_the_window():
    at_its_end = day(("See", "13:00"), ("See", "14:00"), ("Add", "14:30"))
    after_it = day(("See", "13:00"), ("See", "14:00:01"), ("Add", "14:30"))
    rule = {"window_seconds": HOUR, "reentry": "after_window"}
    assert people(*at_its_end, **rule) == (1, 0, 0)
    assert people(*after_it, **rule) == (1, 1, 0)


def test_equal_timestamps_follow_each_other_or_do_not():
    lines = day(("Add", "10:00"), ("See", "10:00"), ("Buy", "10:01"))
    assert people(*lines) == (1, 1, 1)
    assert people(*lines, ties="strictly_later") == (1, 0, 0)


def test_at_one_moment_the_first_step_comes_first():
    both = event(), event("See"), event("Add")
    # "Add" fits steps 1 and 3, "See" 1 and 2: by their last steps See comes first.
    assert people(*day(("Add", "10:00"), ("See", "10:00")), steps=both) == (1, 0, 0)
    # "Buy" fits step 2 alone, "Add" steps 1 and 3: by their first steps Add comes first.
    lines = day(("Buy", "10:00"), ("Add", "10:00"))
    assert people(*lines, steps=(ADD, BUY, ADD)) == (1, 1, 0)


def test_at_one_moment_the_list_of_steps_decides_at_last():
    # After Buy come Add, which fits steps 2, 3 and 4, and Nod, which fits 2 and 4.
    lines = day(("Nod", "10:00"), ("Add", "10:00"), ("Buy", "10:00"))
    steps = (BUY, event(), ADD, event(), event("Never"))
    assert people(*lines, steps=steps, order="strict") == (1, 1, 0, 0, 0)


def test_one_event_serves_one_step():
    assert people(*day(("See", "10:00")), steps=(SEE, SEE)) == (1, 0)
    assert people(*day(("See", "10:00"), ("See", "10:00")), steps=(SEE, SEE)) == (1, 1)


def test_any_event_as_a_step():
    assert people(*day(("Join", "09:00"), ("See", "10:00")), steps=(event(), SEE)) == (1, 1)


def test_twenty_and_fifty_steps():
    for count in (20, 50):
        steps = tuple(event(f"Step {k}") for k in range(count))
        lines = day(*((f"Step {k}", f"10:00:{k:02}") for k in range(count)))
        assert people(*lines[:-1], steps=steps) == (1,) * (count - 1) + (0,)
        assert people(*lines, steps=steps) == (1,) * count


def test_strict_allows_nothing_in_between():
    between = day(("See", "10:00"), ("Look Away", "10:05"), ("Add", "10:10"))
    assert people(*between) == (1, 1, 0)
    assert people(*between, order="strict") == (1, 0, 0)
    straight = day(("See", "10:00"), ("Add", "10:10"), ("Buy", "10:20"))
    assert people(*straight, order="strict") == (1, 1, 1)


def test_strict_sees_what_the_filter_of_the_query_leaves_out():
    lines = (
        ("ann", "See", "2026-01-05T10:00", {"app": "web"}),
        ("ann", "Add", "2026-01-05T10:01", {"app": "tv"}),
        ("ann", "Add", "2026-01-05T10:02", {"app": "web"}),
    )
    assert people(*lines, where={"app": "web"}) == (1, 1, 0)
    assert people(*lines, where={"app": "web"}, order="strict") == (1, 0, 0)


def test_unordered_counts_how_many_steps_were_done():
    lines = day(("Buy", "10:00"), ("See", "10:10"))
    (group,) = asked(*lines, order="unordered").groups
    assert [step.people for step in group.steps] == [1, 1, 0]
    assert [step.label for step in group.steps] == ["1/3", "2/3", "3/3"]
    assert {step.median_seconds for step in group.steps} == {None}
    assert people(*lines, *day(("Add", "11:00")), order="unordered") == (1, 1, 1)
    late = {"order": "unordered", "window_seconds": 1_800}
    assert people(*lines, *day(("Add", "11:00")), **late) == (1, 1, 0)


def test_unordered_steps_take_an_event_each():
    anything = (event(), SEE, ADD)
    assert people(*day(("See", "10:00")), steps=anything, order="unordered") == (1, 0, 0)
    two = day(("See", "10:00"), ("See", "10:01"))
    assert people(*two, steps=anything, order="unordered") == (1, 1, 0)
    three = (*two, *day(("Add", "10:02")))
    assert people(*three, steps=anything, order="unordered") == (1, 1, 1)


LEAVE = event("Leave")


def test_an_exclusion_between_two_steps_voids():
    gone = Exclusion(event=LEAVE, from_step=1, to_step=2)
    lines = day(("See", "10:00"), ("Leave", "10:05"), ("Add", "10:10"), ("Buy", "10:20"))
    assert people(*lines, exclusions=(gone,)) == (0, 0, 0)
    later = day(("See", "10:00"), ("Add", "10:10"), ("Leave", "10:15"), ("Buy", "10:20"))
    assert people(*later, exclusions=(gone,)) == (1, 1, 1)
    assert people(*later, exclusions=(Exclusion(event=LEAVE),)) == (0, 0, 0)
    assert people(*later, exclusions=(Exclusion(event=LEAVE, from_step=2),)) == (0, 0, 0)


def test_an_exclusion_at_the_moment_of_a_step_does_not_void():
    lines = day(("See", "10:00"), ("Leave", "10:00"), ("Add", "10:10"), ("Leave", "10:10"))
    gone = Exclusion(event=LEAVE, from_step=1, to_step=2)
    assert people(*lines, exclusions=(gone,)) == (1, 1, 0)


def test_without_the_later_step_an_exclusion_counts_to_the_end_of_the_window():
    gone = {"exclusions": (Exclusion(event=LEAVE, to_step=2),), "window_seconds": HOUR}
    assert people(*day(("See", "10:00"), ("Leave", "11:00")), **gone) == (0, 0, 0)
    assert people(*day(("See", "10:00"), ("Leave", "11:01")), **gone) == (1, 0, 0)


def test_an_exclusion_after_a_step_that_is_not_reached_is_none():
    gone = (Exclusion(event=LEAVE, from_step=2),)
    assert people(*day(("See", "10:00"), ("Leave", "10:05")), exclusions=gone) == (1, 0, 0)


def test_another_attempt_may_be_valid():
    lines = day(("See", "10:00"), ("Leave", "10:05"), ("See", "10:10"), ("Add", "10:20"))
    assert people(*lines, exclusions=(Exclusion(event=LEAVE, to_step=2),)) == (1, 1, 0)


def test_an_exclusion_in_an_unordered_funnel_counts_until_all_is_done():
    rule = {"order": "unordered", "exclusions": (Exclusion(event=LEAVE),), "steps": (SEE, ADD)}
    assert people(*day(("Add", "10:00"), ("See", "10:10"), ("Leave", "10:20")), **rule) == (1, 1)
    # The attempt that the first event opened is void; the second event opened one as well.
    assert people(*day(("Add", "10:00"), ("Leave", "10:05"), ("See", "10:10")), **rule) == (1, 0)
    assert people(*day(("Add", "10:00"), ("Leave", "10:05")), **rule) == (0, 0)


def test_steps_may_follow_after_the_range_but_not_begin_there():
    lines = (
        ("ann", "See", "2026-01-09T23:59"),
        ("ann", "Add", "2026-01-10T10:00"),
        ("bob", "See", "2026-01-10T00:00"),
    )
    assert people(*lines) == (1, 1, 0)


def test_days_are_those_of_the_timezone():
    lines = (("ann", "See", "2026-01-09T16:30"), ("bob", "See", "2026-01-09T15:30"))
    assert people(*lines) == (2, 0, 0)
    assert people(*lines, timezone="Asia/Shanghai") == (1, 0, 0)


def test_the_last_thirty_days_by_default():
    lines = (
        ("ann", "See", "2026-01-03T00:00"),
        ("bob", "See", "2026-01-02T23:59"),
        ("cid", "See", "2026-02-01T12:00"),
    )
    assert people(*lines, from_=None, to=None) == (2, 0, 0)


VISITS = day(
    ("See", "10:00"), ("Look", "10:20"), ("Add", "10:40"), ("See", "12:00"), ("Buy", "12:10")
)


def test_sessions():
    assert people(*VISITS) == (1, 1, 1)
    assert people(*VISITS, unit="session") == (2, 1, 0)
    # Without the look in between, the pause would be too long.
    assert people(*(line for line in VISITS if line[1] != "Look"), unit="session") == (2, 0, 0)
    assert people(*VISITS, unit="session", session_seconds=2 * HOUR) == (1, 1, 1)


def test_people_of_sessions_are_told_once():
    query = FunnelQuery(steps=(SEE, ADD), unit="session", **RANGE)
    assert funnel_people(happened(*VISITS), query, FunnelCell(step=1)).to_pylist() == ["ann"]


def test_an_exclusion_in_another_session_voids_nothing():
    lines = (*day(("See", "10:00")), *day(("Leave", "12:00")))
    gone = (Exclusion(event=LEAVE),)
    assert people(*lines, exclusions=gone) == (0, 0, 0)
    assert people(*lines, exclusions=gone, unit="session") == (1, 0, 0)


def test_a_property_is_held_constant():
    lines = (
        ("ann", "See", "2026-01-05T10:00", {"product": "tea"}),
        ("ann", "See", "2026-01-05T10:01", {"product": "cup"}),
        ("ann", "Add", "2026-01-05T10:02", {"product": "cup"}),
        ("ann", "Buy", "2026-01-05T10:03", {"product": "tea"}),
    )
    assert people(*lines) == (1, 1, 1)
    assert people(*lines, hold_constant="product") == (1, 1, 0)
    assert people(*lines, hold_constant="size") == (1, 1, 1)  # absent is a value like others


def test_an_unknown_event_says_so():
    answer = asked(*SHOPPERS, steps=(SEE, event("Purchace"), event("Buuy")))
    assert [step.people for step in answer.groups[0].steps] == [3, 0, 0]
    assert [note.code for note in answer.notes] == ["query.unknown_event"] * 2
    assert answer.notes[1].suggestions == ("Buy",)
    assert asked(*SHOPPERS).notes == ()


def test_nobody():
    assert people() == (0, 0, 0)
    (group,) = asked(*SHOPPERS, from_="2026-01-20", to="2026-01-21").groups
    assert [step.percent_of_first for step in group.steps] == [None, None, None]
