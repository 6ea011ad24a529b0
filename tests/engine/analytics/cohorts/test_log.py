"""The same people from a table in hand and from a log, in which one person has several ids."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from huitou.engine.analytics.query.cohort import (
    AllOf,
    CohortRule,
    FirstTime,
    InSequence,
    Not,
    Performed,
    PerformedTimes,
    Regularly,
    Restarted,
    Span,
    Stopped,
    TraitIs,
)
from huitou.engine.analytics.query.events import event
from huitou.engine.analytics.source.opened import events_of_log, events_of_table
from huitou.engine.events import EventLog, EventRow, events_table
from huitou.kernel import to_micros

JUNE_1 = Span(from_="2026-06-01", to="2026-06-01")
JUNE_2 = Span(from_="2026-06-02", to="2026-06-02")
JUNE_3 = Span(from_="2026-06-03", to="2026-06-03")
VIEW, BUY = event("Product Viewed"), event("Order Completed")

RULES: list[tuple[CohortRule, list[str]]] = [
    (Performed(VIEW), ["ann", "bob"]),
    (PerformedTimes(VIEW, ">=", 3), ["ann"]),
    (PerformedTimes(VIEW, "<", 2), ["bob", "cookie-3"]),
    (FirstTime(BUY, JUNE_2), ["ann"]),
    (InSequence((VIEW, BUY), 86_400), ["ann"]),
    (Regularly(VIEW, "day", 3, 3, span=Span(to="2026-06-03")), ["ann"]),
    (Stopped(VIEW, JUNE_1, JUNE_2), ["bob"]),
    (Restarted(BUY, JUNE_2, JUNE_1, JUNE_3), ["ann"]),
    (TraitIs("plan", "=", "pro"), ["ann"]),
    (Not(Performed(VIEW)), ["cookie-3"]),
    (AllOf((Performed(VIEW), Not(TraitIs("plan", "set")))), ["bob"]),
]


def row(number: int, name: str | None, day: int, **given: Any) -> EventRow:
    values: dict[str, Any] = dict.fromkeys(EventRow.__struct_fields__)
    at = to_micros(datetime(2026, 6, day, 12, number, tzinfo=UTC))
    values.update(message_id=f"m{number:02}", type="track", event=name, source="test")
    return EventRow(**{**values, "timestamp": at, "received_at": at, **given})


@pytest.fixture
def log(tmp_path: Path) -> EventLog:
    """Ann browses with two cookies before she says who she is, and an operator merges what she
    did as "annie"; Bob says his plan with a cookie of his own.
    """
    log = EventLog.open(tmp_path / "home")
    log.append(
        events_table(
            [
                row(1, "Product Viewed", 1, anonymous_id="cookie-1"),
                row(2, "Product Viewed", 2, anonymous_id="cookie-2"),
                row(3, "Order Completed", 2, user_id="ann"),
                row(4, None, 2, type="identify", user_id="ann", anonymous_id="cookie-1"),
                row(5, None, 2, type="identify", user_id="ann", anonymous_id="cookie-2"),
                row(6, "Product Viewed", 3, user_id="annie"),
                row(7, None, 3, type="identify", user_id="annie", traits='{"plan":"pro"}'),
                row(8, "Order Completed", 3, anonymous_id="cookie-2"),
                row(9, "Product Viewed", 1, user_id="bob"),
                row(10, "Page Viewed", 2, anonymous_id="cookie-3"),
            ]
        )
    )
    log.merge_people("ann", "annie", operator="test", reason="the same address")
    return log


@pytest.mark.parametrize(("rule", "people"), RULES, ids=lambda value: type(value).__name__)
def test_merged_people_are_one(
    log: EventLog, members: Any, rule: CohortRule, people: list[str]
) -> None:
    assert members(events_of_log(log), rule) == people


def test_a_table_of_the_log_gives_the_same(log: EventLog, members: Any) -> None:
    from_log = events_of_log(log)
    table: pa.Table = from_log.query(lambda events, _: events)
    in_hand = events_of_table(table, as_of=from_log.as_of.moment)
    for rule, people in RULES:
        assert members(in_hand, rule) == people


def test_an_older_version_knows_only_what_was_known(log: EventLog, members: Any) -> None:
    before = events_of_log(log).as_of.version
    log.append(events_table([row(20, "Order Completed", 3, user_id="bob")]))
    assert members(events_of_log(log), Performed(BUY)) == ["ann", "bob"]
    assert members(events_of_log(log, before), Performed(BUY)) == ["ann"]
