"""Many at once, in threads of their own on PostgreSQL."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections

from huitou.commerce import supply
from huitou.commerce.supply import SoldOut
from huitou.foundation.actors import Actor
from huitou.kernel import Conflict, FakeClock, HuitouError
from own_database import on_postgresql

pytestmark = [
    pytest.mark.usefixtures("committed"),
    pytest.mark.skipif(not on_postgresql(), reason="threads that write need PostgreSQL"),
]

THREADS = 16


def at_once(works: Sequence[Callable[[], object]]) -> list[object]:
    """What each work answers, or the expected error that it raises; each thread does its share."""
    answers: list[object] = [None] * len(works)

    def share(first: int) -> None:
        for number in range(first, len(works), THREADS):
            try:
                answers[number] = works[number]()
            except HuitouError as error:
                answers[number] = error
        connections.close_all()

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(share, range(THREADS)))
    return answers


def on_shelf() -> tuple[int, int]:
    (level,) = supply.levels(["v1"])
    return level.on_hand, level.reserved


def test_macrozheng_mall_185_200_buyers_for_50_units(received, reserve, clock: FakeClock) -> None:
    received("v1", 50)
    answers = at_once([lambda n=n: reserve(f"o{n}", ("v1", 1)) for n in range(200)])

    won = [answer for answer in answers if isinstance(answer, list)]
    lost = [answer for answer in answers if isinstance(answer, SoldOut)]
    assert (len(won), len(lost)) == (50, 150)
    assert on_shelf() == (50, 50)
    holders = [rows[0].holder for rows in won]
    at_once([lambda h=h: supply.release(h, why="x", clock=clock) for h in holders[:25]])
    clock.advance(timedelta(hours=1))
    counted = at_once([lambda: supply.expire_reservations(clock=clock) for _ in range(4)])

    assert sum(counted) == 25
    assert on_shelf() == (50, 0)
    assert supply.reconcile() == []


def test_medusa_16569_buyers_who_repeat_themselves_reserve_once(received, reserve) -> None:
    received("v1", 50)
    answers = at_once([lambda n=n: reserve(f"o{n % 8}", ("v1", 2)) for n in range(64)])

    assert all(isinstance(answer, list) for answer in answers)
    assert len({answer[0].id for answer in answers}) == 8
    assert on_shelf() == (50, 16)
    assert supply.reconcile() == []


def test_dujiao_next_105_the_cap_holds_at_once(received, reserve) -> None:
    received("v1", 50)
    answers = at_once([lambda n=n: reserve(f"o{n}", ("v1", 1), member="m") for n in range(32)])

    refused = [answer for answer in answers if isinstance(answer, Conflict)]
    assert {error.code for error in refused} == {"supply.too_many_open"}
    assert len(refused) == 27
    assert on_shelf() == (50, 5)


def test_lines_in_opposite_order_do_not_wait_for_each_other_in_a_circle(received, reserve) -> None:
    variants = [f"v{n}" for n in range(8)]
    for variant in variants:
        received(variant, 1000)

    def basket(n: int) -> object:
        lines = [(variant, 1) for variant in variants]
        random.Random(n).shuffle(lines)
        return reserve(f"o{n}", *lines)

    answers = at_once([lambda n=n: basket(n) for n in range(60)])
    assert all(isinstance(answer, list) for answer in answers)
    assert {level.reserved for level in supply.levels()} == {60}


def test_vendure_4930_reserve_expire_ship_release_and_move_at_once(
    received, reserve, keeper: Actor, clock: FakeClock
) -> None:
    received("v1", 60)
    received("v2", 60)
    supply.carve("v1", "flash", 10, source="c", actor=keeper, clock=clock)
    for n in range(24):
        reserve(f"o{n}", ("v1", 1), ("v2", 1))
    clock.advance(timedelta(hours=1))
    works: list[Callable[[], object]] = []
    for n in range(24):
        works += [
            lambda n=n: supply.commit(f"o{n}", clock=clock),
            lambda n=n: supply.release(f"o{n}", why="late", clock=clock),
            lambda n=n: reserve(f"new{n}", ("v2", 1), ("v1", 1)),
            lambda n=n: supply.carve("v1", "flash", 1, source=f"c{n}", actor=keeper, clock=clock),
        ]
    works += [lambda: supply.expire_reservations(clock=clock) for _ in range(4)]
    works += [
        lambda n=n: supply.return_rest("v1", "flash", source=f"r{n}", actor=keeper, clock=clock)
        for n in range(4)
    ]
    random.Random(7).shuffle(works)
    answers = at_once(works)

    unexpected = [
        answer
        for answer in answers
        if isinstance(answer, HuitouError)
        and answer.code
        not in ("supply.sold_out", "supply.released", "supply.committed", "supply.expired")
    ]
    assert unexpected == []
    assert supply.reconcile() == []
    for n in range(24):
        (state,) = {row.state for row in supply.reservations(f"o{n}")}
        assert state in ("committed", "released", "expired")
        assert len(supply.hold_history(f"o{n}")) == 2


def test_a_delivery_that_is_sent_twice_at_once_counts_once(
    received, keeper: Actor, clock: FakeClock
) -> None:
    def receive() -> object:
        return supply.receive("v1", 5, source="note-9", actor=keeper, clock=clock)

    levels = at_once([receive] * 12)
    assert {level.on_hand for level in levels} == {5}
    assert supply.reconcile() == []
