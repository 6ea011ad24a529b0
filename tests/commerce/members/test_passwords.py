"""Passwords: wanted by few, guessed by none."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from huitou.commerce import members
from huitou.commerce.members import stored_password
from huitou.commerce.members.models import Member
from huitou.foundation.actors import Actor
from huitou.kernel import FakeClock, InvalidInput, Overloaded, Unauthorized

GOOD = "blue lamps over the river"

pytestmark = pytest.mark.usefixtures("tables")


def sign_in(password: str, clock: FakeClock, contact: str = "ann@example.com") -> Any:
    home = members.Client("203.0.113.7")
    return members.sign_in_with_password(
        contact=contact, password=password, client=home, clock=clock
    )


def test_a_password_is_set_with_a_proof_and_ends_other_sessions(
    sign_up: Callable[..., members.SignedIn],
    prove: Callable[..., str],
    clock: FakeClock,
    home: members.Client,
) -> None:
    here = sign_up("ann@example.com")
    ann = Actor("member", here.member_id)
    clock.advance(timedelta(minutes=2))
    there = sign_up("ann@example.com")
    clock.advance(timedelta(minutes=2))
    with pytest.raises(InvalidInput) as refused:
        members.set_password(
            password=GOOD, proof="000000x", token=here.token, client=home, actor=ann, clock=clock
        )
    assert (refused.value.code, refused.value.field) == ("members.wrong_code", "proof")
    members.set_password(
        password=GOOD, proof=prove(ann), token=here.token, client=home, actor=ann, clock=clock
    )

    assert members.actor_of_token(here.token, clock=clock) == ann
    assert members.actor_of_token(there.token, clock=clock) is None
    assert sign_in(GOOD, clock).member_id == ann.id
    assert members.profile(ann.id).has_password
    assert GOOD not in Member.objects.get().password

    members.set_password(
        password=GOOD + "!", proof=GOOD, token=here.token, client=home, actor=ann, clock=clock
    )
    members.remove_password(proof=GOOD + "!", client=home, actor=ann, clock=clock)
    with pytest.raises(Unauthorized):
        sign_in(GOOD + "!", clock)


def test_a_new_member_may_bring_a_password(
    sign_up: Callable[..., members.SignedIn], clock: FakeClock
) -> None:
    signed = sign_up("ann@example.com", password=GOOD)
    assert sign_in(GOOD, clock).member_id == signed.member_id


@pytest.mark.parametrize("weak", ["", "short 1", "password123", "12345678", "x" * 129])
def test_weak_passwords_are_refused(weak: str, ann: Actor, clock: FakeClock) -> None:
    home = members.Client("203.0.113.7")
    with pytest.raises(InvalidInput) as refused:
        members.set_password(password=weak, proof="", token="", client=home, actor=ann, clock=clock)
    assert refused.value.code == "members.weak_password"


def test_nobody_learns_what_was_wrong_nor_from_the_work_that_was_done(
    sign_up: Callable[..., members.SignedIn], clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_up("ann@example.com", password=GOOD)
    sign_up("bob@example.com")
    compared: list[str] = []
    real = stored_password.check_password

    def counted(password: str, stored: str, **more: Any) -> bool:
        compared.append(stored)
        return real(password, stored, **more)

    monkeypatch.setattr(stored_password, "check_password", counted)
    told = set()
    for contact in ("ann@example.com", "bob@example.com", "nobody@example.com"):
        with pytest.raises(Unauthorized) as refused:
            sign_in("a wrong one", clock, contact)
        told.add((str(refused.value), refused.value.code))
    assert len(told) == 1
    assert len(compared) == 3
    assert len({stored.split("$")[0] for stored in compared}) == 1


@pytest.mark.parametrize("contact", ["ann@example.com", "nobody@example.com"])
def test_guessing_meets_growing_pauses_known_or_not(
    contact: str, sign_up: Callable[..., members.SignedIn], clock: FakeClock
) -> None:
    sign_up("ann@example.com", password=GOOD)
    pauses = []
    for number in range(14):
        with pytest.raises(Unauthorized):
            sign_in("a wrong one", clock, contact)
        if number >= 5:
            with pytest.raises(Overloaded) as waits:
                sign_in(GOOD, clock, contact)
            pauses.append(waits.value.retry_after)
            clock.advance(timedelta(seconds=pauses[-1]))
    assert pauses == [10, 20, 40, 80, 160, 320, 640, 900, 900]


def test_the_right_password_forgets_the_wrong_ones(
    sign_up: Callable[..., members.SignedIn], clock: FakeClock
) -> None:
    sign_up("ann@example.com", password=GOOD)
    for _ in range(3):
        for _ in range(4):
            with pytest.raises(Unauthorized):
                sign_in("a wrong one", clock)
        sign_in(GOOD, clock)


def test_a_password_is_hashed_anew_when_the_hashers_grow(
    sign_up: Callable[..., members.SignedIn], clock: FakeClock, settings_of_django: Any
) -> None:
    sign_up("ann@example.com", password=GOOD)
    settings_of_django.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.ScryptPasswordHasher",
        "django.contrib.auth.hashers.MD5PasswordHasher",
    ]
    sign_in(GOOD, clock)

    assert Member.objects.get().password.startswith("scrypt$")
