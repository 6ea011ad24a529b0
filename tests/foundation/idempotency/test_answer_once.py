"""One key, one piece of work, one answer."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from huitou.foundation.idempotency import Answer, answer_once, fingerprint_of, forget_answers
from huitou.foundation.idempotency.models import StoredAnswer
from huitou.kernel import Conflict, FakeClock, InvalidInput

MORNING = datetime(2026, 7, 1, 9, 30, tzinfo=UTC)
PRINT = fingerprint_of("POST", "/orders", b"{}")

pytestmark = pytest.mark.usefixtures("tables")


class Work:
    """Counts how often it is done."""

    def __init__(self) -> None:
        self.done = 0

    def __call__(self) -> Answer:
        self.done += 1
        return Answer(201, f'{{"order": {self.done}}}')


@pytest.mark.parametrize("whole", [True, False])
def test_the_stored_answer_is_given_again(whole: bool) -> None:
    work, clock = Work(), FakeClock(MORNING)
    first = answer_once("ann", "k1", PRINT, work, clock=clock, whole=whole)
    again = answer_once("ann", "k1", PRINT, work, clock=clock, whole=whole)

    assert first == Answer(201, '{"order": 1}')
    assert again == Answer(201, '{"order": 1}', replayed=True)
    assert work.done == 1


def test_keys_are_each_callers_own() -> None:
    work, clock = Work(), FakeClock(MORNING)
    answer_once("ann", "k1", PRINT, work, clock=clock)
    answer_once("bob", "k1", PRINT, work, clock=clock)

    assert work.done == 2


def test_a_key_with_another_request_is_refused() -> None:
    work, clock = Work(), FakeClock(MORNING)
    answer_once("ann", "k1", PRINT, work, clock=clock)
    with pytest.raises(InvalidInput) as refused:
        answer_once("ann", "k1", fingerprint_of("POST", "/orders", b"[]"), work, clock=clock)

    assert refused.value.code == "idempotency.key_reused"
    assert work.done == 1


@pytest.mark.parametrize("whole", [True, False])
def test_work_that_fails_may_be_tried_again(whole: bool) -> None:
    def fail() -> Answer:
        raise Conflict("Sold out.", remedy="Choose another.")

    work, clock = Work(), FakeClock(MORNING)
    with pytest.raises(Conflict, match="Sold out"):
        answer_once("ann", "k1", PRINT, fail, clock=clock, whole=whole)

    assert answer_once("ann", "k1", PRINT, work, clock=clock).status == 201


def test_work_under_way_is_waited_for_and_taken_over_when_it_was_cut_off() -> None:
    clock = FakeClock(MORNING)
    StoredAnswer.objects.create(caller="ann", key="k1", fingerprint=PRINT, begun_at=clock.now())
    with pytest.raises(Conflict, match="under way") as waits:
        answer_once("ann", "k1", PRINT, Work(), clock=clock, whole=False)
    assert waits.value.retry_after == 1
    clock.advance(timedelta(seconds=61))

    assert answer_once("ann", "k1", PRINT, Work(), clock=clock, whole=False).status == 201


@pytest.mark.parametrize("key", ["", "x" * 256, "schlüssel", "a\nb"])
def test_a_key_that_cannot_be_kept_is_refused(key: str) -> None:
    with pytest.raises(InvalidInput, match="Idempotency-Key"):
        answer_once("ann", key, PRINT, Work(), clock=FakeClock(MORNING))


def test_answers_are_forgotten_after_a_week() -> None:
    clock = FakeClock(MORNING)
    answer_once("ann", "k1", PRINT, Work(), clock=clock)
    clock.advance(timedelta(days=8))

    assert forget_answers(clock=clock) == 1
