"""Events that were kept aside are mended and sent again."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.test import override_settings

from huitou.engine.events import EventLog, decide, open_segment, quarantine_table
from huitou.foundation import audit
from huitou.foundation.actors import Actor
from huitou.foundation.event_log import open_log
from huitou.foundation.mending import kept_aside, mend_event, raw_event
from huitou.kernel import FakeClock, Forbidden, InvalidInput, NotFound, to_micros

pytestmark = pytest.mark.usefixtures("tables")

CAME = datetime(2026, 7, 1, 9, tzinfo=UTC)
KEEPER = Actor("staff", "a1", frozenset({"sources.read", "sources.write"}))
BROKEN = {"type": "track", "event": "Order Completed", "userId": "ann", "messageId": "m1"}


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(CAME + timedelta(hours=1))


@pytest.fixture
def log(tmp_path: Path):
    with override_settings(HOME=tmp_path):
        yield open_log(tmp_path)


def keep(log: EventLog, *events: object) -> None:
    body = json.dumps({"batch": events}).encode()
    outcome = decide(
        open_segment(body, route="batch"),
        source="web",
        received_at=to_micros(CAME),
        new_id=lambda: "made",
    )
    log.keep_aside(quarantine_table(outcome.decided.quarantined))


def test_a_mended_event_is_in_the_log_as_if_it_had_come_so(log: EventLog, clock: FakeClock) -> None:
    keep(log, BROKEN)
    (kept,) = kept_aside(KEEPER)
    assert (kept.message_id, kept.source, kept.reason) == ("m1", "web", "missing_property")
    raw = json.loads(raw_event("m1", actor=KEEPER, clock=clock).raw)
    mended = json.dumps(raw | {"properties": {"order_id": "o1", "total": 5}})
    for _ in range(2):
        assert mend_event("m1", mended, actor=KEEPER, clock=clock) == "m1"
    (event,) = log.newest().to_pylist()
    assert (event["event"], event["source"], event["user_id"]) == ("Order Completed", "web", "ann")
    assert event["received_at"] == CAME
    actions = [entry.action for entry in audit.entries(subject="m1")]
    assert actions == ["events.mend", "events.mend", "events.open"]


def test_one_that_is_still_broken_is_refused_and_says_why(log: EventLog, clock: FakeClock) -> None:
    keep(log, BROKEN)
    with pytest.raises(InvalidInput) as error:
        mend_event("m1", json.dumps(BROKEN), actor=KEEPER, clock=clock)
    assert (error.value.code, error.value.field) == ("events.missing_property", "raw")
    assert "order_id" in error.value.message
    assert log.newest().num_rows == 0


@pytest.mark.parametrize("text", ["{", "[1]", "NaN", "x" * 70_000])
def test_what_is_no_object_is_refused(log: EventLog, clock: FakeClock, text: str) -> None:
    keep(log, BROKEN)
    with pytest.raises(InvalidInput) as error:
        mend_event("m1", text, actor=KEEPER, clock=clock)
    assert error.value.code == "events.bad_json"


def test_only_who_may_looks_and_mends(log: EventLog, clock: FakeClock) -> None:
    keep(log, BROKEN)
    reader = Actor("staff", "a2", frozenset({"sources.read"}))
    with pytest.raises(Forbidden):
        raw_event("m1", actor=reader, clock=clock)
    with pytest.raises(Forbidden):
        kept_aside(Actor("staff", "a3"))
    with pytest.raises(NotFound):
        raw_event("m2", actor=KEEPER, clock=clock)


def test_a_folder_without_a_log_has_kept_nothing_aside(tmp_path: Path) -> None:
    with override_settings(HOME=tmp_path / "new"):
        assert kept_aside(KEEPER) == []
