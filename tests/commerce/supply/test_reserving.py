"""Reserve, extend, release, commit: what is promised is kept, and no more is promised."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from huitou.commerce import supply
from huitou.commerce.supply import Level, SoldOut
from huitou.foundation.actors import Actor
from huitou.foundation.jobs.scheduling import _registry
from huitou.kernel import Conflict, FakeClock, HuitouError, InvalidInput, NotFound

pytestmark = pytest.mark.usefixtures("tables")


@pytest.fixture(autouse=True)
def shelf(tables, received):
    received("v1", 10)
    received("v2", 3)
    yield
    assert supply.reconcile() == []


def levels() -> dict[str, tuple[int, int]]:
    return {row.variant_id: (row.on_hand, row.reserved) for row in supply.levels()}


def code_of(error: pytest.ExceptionInfo[HuitouError]) -> str:
    return error.value.code


def test_what_is_reserved_cannot_be_had_by_others(reserve):
    (held,) = reserve("o1", ("v1", 8))

    assert (held.holder, held.variant_id, held.quantity, held.open) == ("o1", "v1", 8, 8)
    assert held.state == "held"
    assert supply.available(["v1", "v2", "v9"]) == {"v1": 2, "v2": 3, "v9": 0}
    with pytest.raises(SoldOut) as error:
        reserve("o2", ("v1", 3))
    assert error.value.left == {"v1": 2}
    assert code_of(error) == "supply.sold_out"


def test_all_lines_or_none(reserve):
    with pytest.raises(SoldOut) as error:
        reserve("o1", ("v1", 1), ("v2", 4), ("v9", 1))

    assert error.value.left == {"v2": 3, "v9": 0}
    assert "v2 (3 left), v9 (0 left)" in error.value.message
    assert levels() == {"v1": (10, 0), "v2": (3, 0)}
    assert supply.reservations("o1") == []


def test_medusa_16569_a_variant_in_two_lines_is_counted_as_one_sum(reserve):
    with pytest.raises(SoldOut):
        reserve("o1", ("v2", 2), ("v2", 2))
    (held,) = reserve("o1", ("v2", 2), ("v2", 1))
    assert held.quantity == 3


def test_shopxo_38_reserving_twice_for_a_holder_reserves_once(reserve):
    first = reserve("o1", ("v1", 2), ("v2", 1))
    again = reserve("o1", ("v2", 1), ("v1", 2))

    assert again == first
    assert levels() == {"v1": (10, 2), "v2": (3, 1)}


@pytest.mark.parametrize("lines", [[("v1", 3)], [("v1", 2), ("v2", 1)], [("v2", 2)]])
def test_a_holder_cannot_reserve_something_else(reserve, lines):
    reserve("o1", ("v1", 2))
    with pytest.raises(Conflict) as error:
        reserve("o1", *lines)
    assert code_of(error) == "supply.other_lines"


def test_a_holder_belongs_to_its_owner(reserve):
    reserve("o1", ("v1", 2), member="m1")
    with pytest.raises(Conflict) as error:
        reserve("o1", ("v1", 2), member="m2")
    assert code_of(error) == "supply.other_lines"


def test_macrozheng_mall_353_a_released_hold_is_given_back_once(reserve, clock: FakeClock):
    reserve("o1", ("v1", 8))
    supply.release("o1", why="cancelled", clock=clock)
    (row,) = supply.release("o1", why="cancelled again", clock=clock)

    assert (row.state, row.released, row.open) == ("released", 8, 0)
    assert levels()["v1"] == (10, 0)
    moves = supply.hold_history("o1")
    assert [(move.state, move.why) for move in moves] == [("held", ""), ("released", "cancelled")]
    with pytest.raises(Conflict) as error:
        reserve("o1", ("v1", 8))
    assert code_of(error) == "supply.released"


def test_macrozheng_mall_885_what_is_shipped_leaves_both_numbers(reserve, clock: FakeClock):
    reserve("o1", ("v1", 8), ("v2", 3))
    supply.commit("o1", clock=clock)
    rows = supply.commit("o1", clock=clock)

    assert [(row.state, row.shipped) for row in rows] == [("committed", 8), ("committed", 3)]
    assert levels() == {"v1": (2, 0), "v2": (0, 0)}
    with pytest.raises(Conflict) as error:
        supply.release("o1", why="cancelled", clock=clock)
    assert code_of(error) == "supply.committed"


def test_saleor_543_a_cancelled_order_is_not_shipped(reserve, clock: FakeClock):
    reserve("o1", ("v1", 8))
    supply.release("o1", why="cancelled", clock=clock)
    with pytest.raises(Conflict) as error:
        supply.commit("o1", clock=clock)
    assert code_of(error) == "supply.released"
    assert levels()["v1"] == (10, 0)


def test_an_order_is_shipped_in_parts_and_the_rest_is_given_back(reserve, clock: FakeClock):
    reserve("o1", ("v1", 5), ("v2", 2))
    for _ in range(2):  # the second one is a repeat
        rows = supply.commit("o1", lines=[("v1", 3)], source="parcel-1", clock=clock)
    assert [(row.shipped, row.open, row.state) for row in rows] == [(3, 2, "held"), (0, 2, "held")]

    supply.release("o1", lines=[("v1", 1)], source="refund-1", why="refunded", clock=clock)
    supply.commit("o1", lines=[("v2", 2)], source="parcel-2", clock=clock)
    rows = supply.release("o1", why="the rest is not wanted", clock=clock)

    assert [(row.shipped, row.released) for row in rows] == [(3, 2), (2, 0)]
    assert {row.state for row in rows} == {"committed"}
    assert levels() == {"v1": (7, 0), "v2": (1, 0)}
    (again, _) = supply.commit("o1", lines=[("v1", 3)], source="parcel-1", clock=clock)
    assert again.shipped == 3


def test_no_more_is_taken_out_than_is_held(reserve, clock: FakeClock):
    reserve("o1", ("v1", 5))
    supply.commit("o1", lines=[("v1", 3)], source="p1", clock=clock)
    with pytest.raises(Conflict) as error:
        supply.commit("o1", lines=[("v1", 3)], source="p2", clock=clock)
    assert code_of(error) == "supply.more_than_held"
    with pytest.raises(Conflict) as error:
        supply.commit("o1", lines=[("v1", 2)], source="p1", clock=clock)
    assert code_of(error) == "supply.source_reused"
    assert levels()["v1"] == (7, 2)


def test_a_part_needs_a_business_key(reserve, clock: FakeClock):
    reserve("o1", ("v1", 5))
    with pytest.raises(InvalidInput):
        supply.commit("o1", lines=[("v1", 1)], clock=clock)


def test_what_ran_out_is_given_up(reserve, clock: FakeClock):
    reserve("o1", ("v1", 8))
    clock.advance(timedelta(minutes=29))
    assert supply.expire_reservations(clock=clock) == 0
    clock.advance(timedelta(minutes=1))
    assert supply.expire_reservations(clock=clock) == 1
    assert supply.expire_reservations(clock=clock) == 0

    assert supply.reservations("o1")[0].state == "expired"
    assert levels()["v1"] == (10, 0)
    for late in (
        lambda: supply.extend("o1", until=None, clock=clock),
        lambda: supply.commit("o1", clock=clock),
        lambda: reserve("o1", ("v1", 8)),
    ):
        with pytest.raises(Conflict) as error:
            late()
        assert code_of(error) == "supply.expired"


def test_vendure_1738_a_paid_order_keeps_its_stock(reserve, clock: FakeClock):
    reserve("o1", ("v1", 8))
    supply.extend("o1", until=None, clock=clock)
    (row,) = supply.reservations("o1")
    assert row.expires_at is None
    clock.advance(timedelta(days=400))
    assert supply.expire_reservations(clock=clock) == 0
    assert levels()["v1"] == (10, 8)


def test_a_hold_that_must_be_kept_is_asked_about_later(reserve, clock: FakeClock, monkeypatch):
    monkeypatch.setattr("huitou.commerce.supply.keeping._keepers", [])
    asked = []
    supply.keep_alive(lambda holder: asked.append(holder) or holder == "o1")
    reserve("o1", ("v1", 2))
    reserve("o2", ("v1", 2))
    clock.advance(timedelta(hours=1))

    assert supply.expire_reservations(clock=clock) == 1
    assert supply.expire_reservations(clock=clock) == 0
    assert asked == ["o1", "o2"]
    clock.advance(timedelta(minutes=10))
    assert supply.expire_reservations(clock=clock) == 0
    assert levels()["v1"] == (10, 2)


def test_the_oldest_are_given_up_first(reserve, clock: FakeClock):
    for holder in ("o1", "o2", "o3"):
        reserve(holder, ("v1", 1))
        clock.advance(timedelta(minutes=1))
    clock.advance(timedelta(hours=1))
    assert supply.expire_reservations(clock=clock, limit=2) == 2
    assert supply.reservations("o3")[0].state == "held"


def test_dujiao_next_105_one_shopper_cannot_freeze_all_stock(reserve, received):
    received("v3", 1000)
    for number in range(5):
        reserve(f"o{number}", ("v1", 1), member="greedy")
    with pytest.raises(Conflict) as error:
        reserve("o6", ("v1", 1), member="greedy")
    assert code_of(error) == "supply.too_many_open"
    with pytest.raises(Conflict) as error:
        reserve("big", ("v3", 201), member="m2")
    assert code_of(error) == "supply.too_many_open"

    reserve("o7", ("v1", 1), member="modest")
    reserve("full", ("v3", 200), member="m2")
    with pytest.raises(Conflict):
        reserve("more", ("v1", 1), member="m2")


def test_what_is_paid_or_given_back_does_not_count(reserve, received, clock, monkeypatch):
    monkeypatch.setattr("huitou.commerce.supply.keeping._keepers", [lambda holder: holder == "o0"])
    for number in range(5):
        reserve(f"o{number}", ("v1", 1), member="m")
    reserve("o5", ("v1", 1), member="m")
    supply.extend("o1", until=None, clock=clock)
    reserve("o6", ("v1", 1), member="m")
    supply.release("o2", why="cancelled", clock=clock)
    reserve("o7", ("v1", 1), member="m")
    with pytest.raises(Conflict):
        reserve("o8", ("v1", 1), member="m")


def test_what_is_kept_for_good_asks_no_cap(reserve, settings_of, clock: FakeClock):
    settings_of(SUPPLY_OPEN_HOLDS=1)
    reserve("o1", ("v1", 1), member="m")
    with pytest.raises(Conflict):
        reserve("o2", ("v1", 1), member="m")
    owner = Actor("member", "m")
    supply.reserve("exchange:1", [("v1", 1)], owner=owner, until=None, clock=clock)
    clock.advance(timedelta(days=400))
    supply.expire_reservations(clock=clock)

    assert supply.reservations("exchange:1")[0].state == "held"


def test_guests_have_a_cap_of_their_own(clock: FakeClock, settings_of):
    settings_of(SUPPLY_OPEN_HOLDS=1)
    until = clock.now() + timedelta(minutes=5)
    for kind in ("guest", "member"):
        owner = Actor(kind, "x")
        supply.reserve(f"{kind}-1", [("v1", 1)], owner=owner, until=until, clock=clock)
        with pytest.raises(Conflict):
            supply.reserve(f"{kind}-2", [("v1", 1)], owner=owner, until=until, clock=clock)


@pytest.fixture
def settings_of(monkeypatch):
    from django.conf import settings

    def put(**values):
        for name, value in values.items():
            monkeypatch.setattr(settings, name, value, raising=False)

    return put


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ([], "supply.bad_lines"),
        ([("v1", 1)] * 201, "supply.bad_lines"),
        ([("v1", 0)], "supply.bad_quantity"),
        ([("v1", -1)], "supply.bad_quantity"),
        ([("v1", 1.5)], "supply.bad_quantity"),
        ([("v1", True)], "supply.bad_quantity"),
        ([("v1", 10_000_000), ("v1", 1)], "supply.bad_quantity"),
        ([("", 1)], "supply.bad_variant_id"),
        ([("v" * 37, 1)], "supply.bad_variant_id"),
    ],
)
def test_lines_that_make_no_sense(reserve, lines, code):
    with pytest.raises(InvalidInput) as error:
        reserve("o1", *lines)
    assert code_of(error) == code


def test_a_hold_ends_in_the_future(clock: FakeClock):
    with pytest.raises(InvalidInput):
        supply.reserve(
            "o1", [("v1", 1)], owner=Actor("member", "m"), until=clock.now(), clock=clock
        )


def test_an_unknown_holder(clock: FakeClock):
    for verb in (
        lambda: supply.extend("o9", until=None, clock=clock),
        lambda: supply.release("o9", why="x", clock=clock),
        lambda: supply.commit("o9", clock=clock),
    ):
        with pytest.raises(NotFound):
            verb()
    assert supply.levels(["v1"]) == [Level("v1", "", 10, 0)]


def test_an_order_costs_a_bounded_number_of_questions(reserve, clock: FakeClock):
    with CaptureQueriesContext(connection) as asked:
        reserve("o1", ("v1", 1), ("v2", 1))
    assert len([q for q in asked if "SAVEPOINT" not in q["sql"]]) <= 9


def test_supply_runs_what_it_must_by_itself():
    turns = {"supply.expire", "supply.certificates", "supply.books"}
    assert turns <= set(_registry)
