"""Somebody who signs in to the shop's pages, and the codes that they are sent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from django.test import Client

from huitou.commerce import members
from huitou.doors.shop.who import COOKIE
from huitou.foundation.actors import Actor
from huitou.kernel import FakeClock


class Letters:
    """Keeps the codes that are sent, by whom they are for."""

    def __init__(self) -> None:
        self.codes: dict[str, str] = {}
        self.sent = 0

    def send(self, message: members.CodeMessage) -> None:
        self.codes[message.to.value] = message.code
        self.sent += 1


@contextmanager
def letters_kept() -> Iterator[Letters]:
    """Codes come here instead of to people."""
    letters = Letters()
    before = {kind: members.register_sender(kind, letters) for kind in ("email", "phone")}
    try:
        yield letters
    finally:
        for kind, sender in before.items():
            members.register_sender(kind, sender)


def sign_in(
    browser: Client, letters: Letters, clock: FakeClock, contact: str = "ann@example.com"
) -> Actor:
    """The member who has the contact, signed in with a code through the pages."""
    sent = browser.post("/sign-in", {"contact": contact})
    assert sent.status_code == 303, sent.content.decode()
    code = letters.codes[members.way_of(contact).value]
    done = browser.post("/sign-in/code", {"code": code})
    assert done.status_code == 303, done.content.decode()
    actor = members.actor_of_token(browser.cookies[COOKIE].value, clock=clock)
    assert actor is not None
    return actor


def key_in(page: str) -> str:
    """The idempotency key of the page's form."""
    found = re.search(r'name="idempotency_key" value="([^"]+)"', page)
    assert found is not None
    return found[1]
