"""Shared by the tests of stock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from huitou.commerce import supply
from huitou.commerce.supply import Reserved
from huitou.foundation.actors import Actor
from huitou.kernel import FakeClock

KEEPER = Actor("staff", "a1", frozenset({"supply.write"}))

Reserve = Callable[..., list[Reserved]]
Receive = Callable[[str, int], None]


@pytest.fixture
def keeper() -> Actor:
    """Somebody of the staff who looks after stock."""
    return KEEPER


@pytest.fixture
def received(clock: FakeClock) -> Receive:
    """Put so many units of a variant on the shelf."""

    def receive(variant: str, quantity: int) -> None:
        supply.receive(variant, quantity, source="note-1", actor=KEEPER, clock=clock)

    return receive


@pytest.fixture
def reserve(clock: FakeClock) -> Reserve:
    """Reserve for half an hour; every holder is its own member unless another is named."""

    def reserved(
        holder: str, *lines: tuple[str, int], member: str | None = None, pool: str = ""
    ) -> list[Reserved]:
        return supply.reserve(
            holder,
            lines,
            owner=Actor("member", member or f"m-{holder}"),
            until=clock.now() + timedelta(minutes=30),
            clock=clock,
            pool=pool,
        )

    return reserved
