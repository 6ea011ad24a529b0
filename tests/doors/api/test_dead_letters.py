"""Facts on their way."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from huitou.foundation import audit, facts
from huitou.foundation.facts import handlers
from huitou.kernel import FakeClock


@pytest.fixture
def dead(send: Any, clock: FakeClock) -> list[str]:
    """A fact that a room gives up; the list is what the room has heard since."""
    heard: list[str] = []

    def deaf(fact: facts.Heard, clock: Any) -> None:
        if clock.now() < broken_until:
            raise ValueError("the room is closed")
        heard.append(fact.id)

    broken_until = clock.now() + timedelta(days=1)
    facts.hear("Room Closed", "deaf", deaf)
    facts.say_fact("Room Closed", {}, clock=clock, member_id="m1", key="closed:1")
    for _ in range(10):
        facts.deliver_facts(clock=clock)
        clock.advance(timedelta(hours=1))
    yield heard
    handlers._handlers.pop("Room Closed")


def test_a_dead_letter_is_seen_and_tried_again(
    send: Any, clock: FakeClock, dead: list[str]
) -> None:
    (letter,) = send("GET", "/facts/dead-letters").json()["items"]
    assert (letter["handler"], letter["message_id"]) == ("deaf", "closed:1")
    assert send("GET", "/facts").json()["to_hear"] == 0
    clock.advance(timedelta(days=1))
    path = f"/facts/dead-letters/{letter['hearing']}/revive"
    assert [send("POST", path, key="k1").status_code for _ in range(2)] == [204, 204]
    assert facts.deliver_facts(clock=clock) == 1
    assert dead == ["closed:1"]
    entry = audit.entries()[0]
    assert (entry.action, entry.subject) == ("facts.revive", str(letter["hearing"]))
    assert send("GET", "/facts/dead-letters").json() == {"items": [], "next": None}


@pytest.mark.parametrize(
    ("which", "status"), [("0", 400), ("9", 404), (f"{2**63}", 400), ("x", 400)]
)
def test_there_is_no_such_letter(send: Any, which: str, status: int) -> None:
    answer = send("POST", f"/facts/dead-letters/{which}/revive", key="k1")
    assert answer.status_code == status
