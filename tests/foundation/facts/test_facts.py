"""Facts: said with their change, shipped once, heard once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction

from huitou.foundation import facts
from huitou.foundation.event_log import open_log
from huitou.foundation.facts import handlers
from huitou.foundation.facts.deliver import MOST_ATTEMPTS
from huitou.foundation.facts.models import Fact
from huitou.kernel import FakeClock, NotFound

MORNING = datetime(2026, 7, 1, 9, 30, tzinfo=UTC)

pytestmark = pytest.mark.usefixtures("tables")


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(MORNING)


@pytest.fixture(autouse=True)
def _own_handlers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handlers, "_handlers", {})


def say(clock: FakeClock, key: str | None = None, event: str = "Cart Viewed") -> None:
    facts.say_fact(event, {}, clock=clock, member_id="ann", key=key)


def shipped() -> list[tuple[Any, ...]]:
    events = open_log(settings.HOME).snapshot().duckdb()
    columns = ("message_id", "event", "person_id", "source", "timestamp")
    rows = events.select(*columns).to_pyarrow().to_pylist()
    return sorted(tuple(row.values()) for row in rows if row["message_id"].startswith("test:"))


def test_a_fact_reaches_the_log_once_whatever_happens_between(clock: FakeClock) -> None:
    say(clock, "test:1")
    facts.ship_facts(clock=clock)
    Fact.objects.update(shipped_at=None)  # killed after the append, before the mark
    facts.ship_facts(clock=clock)

    assert shipped() == [("test:1", "Cart Viewed", "ann", "shop", MORNING)]
    assert facts.waiting().to_ship == 0


def test_one_business_key_is_one_fact(clock: FakeClock) -> None:
    say(clock, "cart:1")
    say(clock, "cart:1")

    assert Fact.objects.count() == 1


def test_a_change_that_is_taken_back_says_nothing(clock: FakeClock) -> None:
    with transaction.atomic():
        say(clock)
        transaction.set_rollback(True)

    assert facts.waiting() == facts.Waiting(0, 0, None)


def test_what_the_log_would_not_take_is_a_mistake_of_the_caller(clock: FakeClock) -> None:
    with pytest.raises(ValueError, match="order_id"):
        facts.say_fact("Order Completed", {}, clock=clock, member_id="ann")
    with pytest.raises(ValueError, match="nobody"):
        facts.say_fact("Cart Viewed", {}, clock=clock)


def test_a_handler_hears_a_fact_once(clock: FakeClock) -> None:
    heard: list[facts.Heard] = []
    facts.hear("Cart Viewed", "test.note", lambda fact, _: heard.append(fact))
    say(clock, "cart:1")
    say(clock, "sign:1", "Signed In")

    assert facts.deliver_facts(clock=clock) == 2
    Fact.objects.update(heard_at=None)  # killed before the mark
    facts.deliver_facts(clock=clock)

    assert heard == [facts.Heard("cart:1", "Cart Viewed", "ann", None, MORNING, {})]


def test_a_handler_that_fails_is_tried_again_later_and_its_rows_are_taken_back(
    clock: FakeClock,
) -> None:
    calls: list[datetime] = []

    def fail_once(fact: facts.Heard, clock: Any) -> None:
        calls.append(clock.now())
        if fact.event == "Cart Viewed":
            facts.say_fact("Signed In", {}, clock=clock, member_id="bob", key="from-handler")
        if len(calls) == 1:
            raise RuntimeError("not yet")

    facts.hear("Cart Viewed", "test.fail", fail_once)
    say(clock)
    assert facts.deliver_facts(clock=clock) == 0
    assert not Fact.objects.filter(message_id="from-handler").exists()
    facts.deliver_facts(clock=clock)
    assert len(calls) == 1
    clock.advance(timedelta(seconds=5))
    facts.deliver_facts(clock=clock)

    assert len(calls) == 2
    assert Fact.objects.filter(message_id="from-handler").count() == 1
    assert facts.waiting().to_hear == 0


def test_a_handler_that_keeps_failing_leaves_a_dead_letter_that_can_be_revived(
    clock: FakeClock,
) -> None:
    broken = True

    def handler(fact: facts.Heard, clock: Any) -> None:
        if broken:
            raise RuntimeError("the cupboard is locked")

    facts.hear("Cart Viewed", "test.broken", handler)
    say(clock, "cart:1")
    for _ in range(MOST_ATTEMPTS):
        facts.deliver_facts(clock=clock)
        clock.advance(timedelta(hours=1))

    (letter,) = facts.dead_letters()
    assert (letter.handler, letter.message_id) == ("test.broken", "cart:1")
    assert "the cupboard is locked" in letter.error
    assert facts.waiting().to_hear == 0

    broken = False
    facts.revive_letter(letter.hearing, clock=clock)
    assert facts.deliver_facts(clock=clock) == 1
    assert facts.dead_letters() == []
    with pytest.raises(NotFound):
        facts.revive_letter(letter.hearing, clock=clock)


def test_what_is_done_is_forgotten_after_a_week_but_for_dead_letters(clock: FakeClock) -> None:
    def handler(fact: facts.Heard, clock: Any) -> None:
        raise RuntimeError

    facts.hear("Signed In", "test.broken", handler)
    say(clock, "cart:1")
    say(clock, "sign:1", "Signed In")
    for _ in range(MOST_ATTEMPTS):
        facts.deliver_facts(clock=clock)
        clock.advance(timedelta(hours=1))
    facts.ship_facts(clock=clock)
    clock.advance(timedelta(days=8))
    say(clock, "cart:2")
    facts.forget_facts(clock=clock)

    assert {fact.message_id for fact in Fact.objects.all()} == {"sign:1", "cart:2"}
