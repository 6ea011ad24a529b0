"""A letter box that all codes go to, and a member who signed up through it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from huitou.commerce import members
from huitou.commerce.members import guests, stored_password
from huitou.foundation.actors import Actor
from huitou.kernel import FakeClock

HOME = members.Client("203.0.113.7", "Firefox on Linux")


class LetterBox:
    """A registered sender that keeps what it is given."""

    def __init__(self) -> None:
        self.letters: list[members.CodeMessage] = []

    def send(self, message: members.CodeMessage) -> None:
        self.letters.append(message)

    @property
    def code(self) -> str:
        """The newest code."""
        return self.letters[-1].code


@pytest.fixture
def letters() -> Iterator[LetterBox]:
    box = LetterBox()
    before = {kind: members.register_sender(kind, box) for kind in ("email", "phone")}
    yield box
    for kind, sender in before.items():
        members.register_sender(kind, sender)


@pytest.fixture(autouse=True)
def _no_other_rooms(monkeypatch: pytest.MonkeyPatch) -> None:
    """What other rooms do with a guest who signs in is for their own tests."""
    monkeypatch.setattr(guests, "_hooks", [])


SignUp = Callable[..., members.SignedIn]


@pytest.fixture
def sign_up(letters: LetterBox, clock: FakeClock) -> SignUp:
    """Sign in with a new code; makes the member if there is none."""

    def sign_in(contact: str, **more: object) -> members.SignedIn:
        members.request_code(contact=contact, client=HOME, clock=clock)
        return members.sign_in_with_code(
            contact=contact, code=letters.code, client=HOME, clock=clock, **more
        )

    return sign_in


@pytest.fixture
def ann(sign_up: SignUp) -> Actor:
    """A member with the e-mail address ann@example.com."""
    return Actor("member", sign_up("ann@example.com").member_id)


@pytest.fixture
def home() -> members.Client:
    return HOME


@pytest.fixture
def prove(letters: LetterBox, clock: FakeClock) -> Callable[..., str]:
    """A code sent to the member's own contact."""

    def code(actor: Actor, kind: str = "email") -> str:
        members.request_proof(kind=kind, client=HOME, actor=actor, clock=clock)
        return letters.code

    return code


@pytest.fixture
def settings_of_django() -> Iterator[Any]:
    """Django's settings, as they were after the test."""
    from django.test.utils import override_settings

    class Changed:
        def __setattr__(self, name: str, value: Any) -> None:
            changed = override_settings(**{name: value})
            changed.enable()
            enabled.append(changed)

    enabled: list[Any] = []
    yield Changed()
    for changed in reversed(enabled):
        changed.disable()


@pytest.fixture(autouse=True)
def _quick_hashes(settings_of_django: Any) -> None:
    """Django's own hasher takes a third of a second on purpose. The hash that nobody has is made
    once in a process, maybe by a test of another folder and by Django's own hasher.
    """
    stored_password._nobodys.cache_clear()
    settings_of_django.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
