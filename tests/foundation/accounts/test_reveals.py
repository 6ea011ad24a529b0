"""Personal data is shown for a reason, and that is noted."""

from __future__ import annotations

import pytest

from huitou.foundation import accounts, audit
from huitou.foundation.actors import Actor
from huitou.kernel import FakeClock, Forbidden, InvalidInput, NotFound

SUPPORT = Actor("staff", "a1", accounts.ROLES["support"])

pytestmark = pytest.mark.usefixtures("tables")


def test_who_saw_what_and_why_is_noted(clock: FakeClock) -> None:
    shown = accounts.reveal(
        SUPPORT, "members.phone", "m1", " parcel  is lost ", lambda: "13800138000", clock=clock
    )

    assert shown == "13800138000"
    (entry,) = audit.entries()
    assert (entry.actor, entry.action, entry.subject) == ("staff:a1", "personal.reveal", "m1")
    assert entry.detail == {"what": "members.phone", "why": "parcel is lost"}


@pytest.mark.parametrize("reason", ["", "why", "     ", "12345", "x" * 201])
def test_without_a_reason_nothing_is_read(clock: FakeClock, reason: str) -> None:
    read: list[int] = []
    with pytest.raises(InvalidInput):
        accounts.reveal(SUPPORT, "x", "m1", reason, lambda: str(read.append(1)), clock=clock)
    assert (read, audit.entries()) == ([], [])


def test_without_the_permission_nothing_is_read(clock: FakeClock) -> None:
    analyst = Actor("staff", "a2", accounts.ROLES["analyst"])
    with pytest.raises(Forbidden):
        accounts.reveal(analyst, "x", "m1", "curious", lambda: "secret", clock=clock)
    assert audit.entries() == []


def test_what_is_not_there_is_not_noted(clock: FakeClock) -> None:
    def absent() -> str:
        raise NotFound("No.", remedy="No.")

    with pytest.raises(NotFound):
        accounts.reveal(SUPPORT, "x", "m1", "parcel is lost", absent, clock=clock)
    assert audit.entries() == []
