"""The counts behind the drivers against loops over lists, on random lives."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from huitou.engine.analytics.drivers.ask import drivers
from huitou.engine.analytics.drivers.query import DriversQuery
from huitou.engine.analytics.query.events import EventFilter
from toy_events import happened

BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
AS_OF = BEGIN + timedelta(days=12)
QUERY = {"days": 2, "outcome_from_days": 3, "outcome_to_days": 5, "min_people": 1}

lives = st.lists(
    st.tuples(st.sampled_from("abcdef"), st.sampled_from("SXY"), st.integers(0, 24)),
    min_size=1,
    max_size=40,
)


def plain(events):
    """By action: people by (times up to 3, came back)."""
    tables = {name: {} for name in "SXY"}
    for person in sorted({who for who, _, _ in events}):
        own = [(name, half) for who, name, half in events if who == person]
        starts = [half for name, half in own if name == "S"]
        if not starts or min(starts) / 2 + 5 > 12:
            continue
        entry = min(starts)
        back = any(6 <= half - entry < 10 for _, half in own)
        for name, table in tables.items():
            times = sum(one == name and 0 <= half - entry < 4 for one, half in own)
            key = (min(times, 3), back)
            table[key] = table.get(key, 0) + 1
    return tables


@settings(deadline=None, max_examples=40)
@given(lives)
def test_every_count_is_that_of_plain_loops(events):
    lines = [
        (who, name, (BEGIN + timedelta(days=half / 2)).isoformat()) for who, name, half in events
    ]
    actions = tuple(map(EventFilter, "SXY"))
    answer = drivers(
        happened(*lines, as_of=AS_OF),
        DriversQuery(start=EventFilter("S"), actions=actions, **QUERY),
    )
    expected = plain(events)
    for driver in answer.drivers:
        table = expected[driver.action.event]
        doses = [
            (
                table.get((times, True), 0) + table.get((times, False), 0),
                table.get((times, True), 0),
            )
            for times in range(4)
        ]
        assert [(one.people, one.returned) for one in driver.doses] == doses
        assert driver.with_people == sum(people for people, _ in doses[1:])
    for few in answer.too_few:
        table = expected[few.action.event]
        did = sum(count for (times, _), count in table.items() if times)
        assert (few.with_people, few.without_people) == (did, sum(table.values()) - did)
    assert answer.people == sum(expected["S"].values())
