"""Time, identifiers and errors."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huitou.kernel import (
    FakeClock,
    HuitouError,
    InvalidInput,
    NotFound,
    SystemClock,
    from_micros,
    new_id,
    to_micros,
)

START = datetime(2026, 11, 11, 0, 0, tzinfo=timezone(timedelta(hours=8)))


@given(moment=st.datetimes(datetime(1971, 1, 1), datetime(2286, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001
def test_micros_are_exact(moment: datetime) -> None:
    assert from_micros(to_micros(moment)) == moment


def test_a_moment_without_a_timezone_is_refused() -> None:
    with pytest.raises(ValueError, match="no timezone"):
        to_micros(datetime(2026, 1, 1))  # noqa: DTZ001


def test_the_fake_clock_moves_only_forward_and_only_when_told() -> None:
    clock = FakeClock(START)
    assert clock.now() == clock.now() == START
    clock.advance(timedelta(hours=1))
    assert clock.micros() == to_micros(START) + 3_600_000_000
    with pytest.raises(ValueError, match="not turned back"):
        clock.advance(timedelta(seconds=-1))


def test_the_system_clock_tells_one_time() -> None:
    clock = SystemClock()
    assert abs(to_micros(clock.now()) - clock.micros()) < 1_000_000


def test_ids_sort_by_the_moment_they_were_made() -> None:
    clock = FakeClock(START)
    made = []
    for _ in range(50):
        made.append(new_id(clock))
        clock.advance(timedelta(microseconds=1))
    assert made == sorted(made)
    assert len(set(made)) == 50


def test_an_id_is_a_version_7_uuid_of_its_millisecond() -> None:
    parsed = uuid.UUID(new_id(FakeClock(START), random_bits=lambda bits: 2**bits - 1))
    assert parsed.version == 7
    assert parsed.variant == uuid.RFC_4122
    assert parsed.int >> 80 == int(START.timestamp() * 1000)


def test_every_error_has_a_code_a_status_and_a_remedy() -> None:
    kinds = HuitouError.__subclasses__()
    assert len({kind.default_code for kind in kinds}) == len(kinds) == 9
    assert all(400 <= kind.status < 600 for kind in kinds)
    error = NotFound("No source 'web'.", remedy="List them.", field="source")
    assert str(error) == "No source 'web'. List them."
    assert error.as_dict() == {
        "code": "not_found",
        "message": "No source 'web'.",
        "remedy": "List them.",
        "field": "source",
    }
    assert InvalidInput("x", remedy="y", code="z.w").as_dict()["code"] == "z.w"
