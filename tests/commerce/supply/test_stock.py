"""Goods come in, are counted, come back, and are set aside; the ledger says all of it."""

from __future__ import annotations

import logging

import pytest
from django.db import DatabaseError, connection, transaction

from huitou.commerce import supply
from huitou.commerce.supply import Difference, Level, SoldOut
from huitou.commerce.supply.models import StockBalance, StockEntry
from huitou.foundation import audit
from huitou.foundation.actors import SYSTEM, Actor
from huitou.kernel import Conflict, FakeClock, Forbidden, InvalidInput, NotFound

pytestmark = pytest.mark.usefixtures("tables")


def test_a_delivery_counts_once(keeper: Actor, clock: FakeClock) -> None:
    for _ in range(2):
        level = supply.receive("once-1", 10, source="note-1", actor=keeper, clock=clock)
    assert level == Level("once-1", "", 10, 0)
    supply.receive("once-2", 4, source="note-1", actor=keeper, clock=clock)
    with pytest.raises(Conflict) as error:
        supply.receive("once-1", 11, source="note-1", actor=keeper, clock=clock)
    assert error.value.code == "supply.source_reused"

    assert supply.available(["once-1", "once-2"]) == {"once-1": 10, "once-2": 4}
    (noted,) = audit.entries(subject="once-1")
    assert (noted.action, noted.actor) == ("supply.receive", "staff:a1")
    assert noted.detail == {"quantity": 10, "source": "note-1", "supplier": None}


def test_the_shelf_is_counted(received, keeper: Actor, clock: FakeClock) -> None:
    received("v1", 10)
    for _ in range(2):
        level = supply.adjust(
            "v1", count=7, reason="counted", source="count-1", actor=keeper, clock=clock
        )
    assert level.on_hand == 7
    supply.adjust("v1", delta=-2, reason="broken", source="b-1", actor=keeper, clock=clock)
    supply.adjust("v1", delta=1, reason="found", source="f-1", actor=keeper, clock=clock)

    moved = supply.entries("v1")
    assert [(row.kind, row.delta_on_hand, row.reference) for row in moved] == [
        ("adjusted", 1, "found"),
        ("adjusted", -2, "broken"),
        ("adjusted", -3, "counted"),
        ("received", 10, ""),
    ]
    assert supply.entries("v1", before=moved[1].number, limit=1) == [moved[2]]
    assert supply.reconcile() == []


def test_a_count_cannot_be_below_what_is_promised(
    received, reserve, keeper: Actor, clock: FakeClock
) -> None:
    received("v1", 10)
    reserve("o1", ("v1", 4))
    for correction in ({"count": 3}, {"delta": -7}):
        with pytest.raises(Conflict) as error:
            supply.adjust("v1", reason="x", source="s", actor=keeper, clock=clock, **correction)
        assert error.value.code == "supply.below_reserved"
    assert supply.levels() == [Level("v1", "", 10, 4)]


@pytest.mark.parametrize(
    "correction",
    [{}, {"count": 1, "delta": 1}, {"count": -1}, {"delta": 0.5}, {"count": 10_000_001}],
)
def test_a_correction_that_makes_no_sense(correction, keeper: Actor, clock: FakeClock) -> None:
    with pytest.raises(InvalidInput):
        supply.adjust("v1", reason="x", source="s", actor=keeper, clock=clock, **correction)
    assert supply.levels() == []


def test_medusa_16575_no_more_comes_back_than_went_out(
    received, reserve, keeper: Actor, clock: FakeClock
) -> None:
    received("v1", 10)
    reserve("o1", ("v1", 4))
    supply.commit("o1", clock=clock)

    def back(quantity: int, source: str) -> Level:
        return supply.take_back(
            "v1", quantity, source=source, holder="o1", actor=keeper, clock=clock
        )

    assert back(3, "return-1") == back(3, "return-1") == Level("v1", "", 9, 0)
    with pytest.raises(Conflict) as error:
        back(2, "return-2")
    assert error.value.code == "supply.more_than_shipped"
    assert back(1, "return-2").on_hand == 10
    assert [row.returned for row in supply.reservations("o1")] == [4]
    assert supply.reconcile() == []


@pytest.mark.parametrize("kind", ["member", "staff"])
def test_stock_is_changed_by_those_who_may(kind, clock: FakeClock) -> None:
    nobody = Actor(kind, "x")
    for verb in (
        lambda: supply.receive("v1", 1, source="s", actor=nobody, clock=clock),
        lambda: supply.adjust("v1", count=1, reason="x", source="s", actor=nobody, clock=clock),
        lambda: supply.carve("v1", "p", 1, source="s", actor=nobody, clock=clock),
        lambda: supply.return_rest("v1", "p", source="s", actor=nobody, clock=clock),
    ):
        with pytest.raises(Forbidden):
            verb()
    assert supply.levels() == []


def test_medusa_16502_a_pool_is_carved_out_of_the_free_stock(
    received, reserve, keeper: Actor, clock: FakeClock
) -> None:
    received("v1", 10)
    reserve("o1", ("v1", 3))
    with pytest.raises(SoldOut) as error:
        supply.carve("v1", "flash", 8, source="flash-1", actor=keeper, clock=clock)
    assert error.value.left == {"v1": 7}
    for _ in range(2):
        level = supply.carve("v1", "flash", 5, source="flash-1", actor=keeper, clock=clock)
    assert level == Level("v1", "flash", 5, 0)
    assert supply.levels() == [Level("v1", "", 5, 3), Level("v1", "flash", 5, 0)]

    reserve("f1", ("v1", 4), pool="flash")
    with pytest.raises(SoldOut) as error:
        reserve("f2", ("v1", 2), pool="flash")
    assert error.value.left == {"v1": 1}
    with pytest.raises(SoldOut):
        reserve("f3", ("v1", 1), pool="other")
    assert supply.available(["v1"], pool="flash") == {"v1": 1}
    assert supply.available(["v1"]) == {"v1": 2}
    assert supply.reconcile() == []


def test_what_is_left_of_a_pool_goes_back(
    received, reserve, keeper: Actor, clock: FakeClock
) -> None:
    received("v1", 10)
    supply.carve("v1", "flash", 5, source="flash-1", actor=keeper, clock=clock)
    reserve("f1", ("v1", 2), pool="flash")
    reserve("f2", ("v1", 1), pool="flash")
    supply.commit("f2", clock=clock)
    for _ in range(2):
        level = supply.return_rest("v1", "flash", source="end", actor=keeper, clock=clock)
    assert level == Level("v1", "flash", 2, 2)
    assert supply.available(["v1"]) == {"v1": 7}

    supply.release("f1", why="unpaid", clock=clock)
    supply.return_rest("v1", "flash", source="end-2", actor=keeper, clock=clock)
    assert supply.levels() == [Level("v1", "", 9, 0), Level("v1", "flash", 0, 0)]
    assert supply.reconcile() == []
    with pytest.raises(NotFound):
        supply.return_rest("v1", "other", source="end", actor=keeper, clock=clock)


def test_saleor_544_the_database_itself_refuses_to_oversell(received) -> None:
    received("v1", 10)
    for values in ({"reserved": 11}, {"reserved": -1}, {"on_hand": -1}):
        with pytest.raises(DatabaseError), transaction.atomic():
            StockBalance.objects.filter(id="v1").update(**values)


@pytest.mark.parametrize(
    "change", ["UPDATE supply_entry SET delta_on_hand = 9", "DELETE FROM supply_entry"]
)
def test_the_database_refuses_to_change_the_ledger(received, change: str) -> None:
    received("v1", 10)
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(change)
    assert StockEntry.objects.get().delta_on_hand == 10


def test_a_balance_that_somebody_edited_is_found(received, reserve) -> None:
    received("v1", 10)
    received("v2", 5)
    reserve("o1", ("v1", 4))
    StockBalance.objects.filter(id="v1").update(on_hand=12, reserved=1)
    assert supply.reconcile() == [
        Difference("v1", "", "on_hand", 12, 10),
        Difference("v1", "", "reserved", 1, 4),
        Difference("v1", "", "held", 1, 4),
    ]


def test_the_daily_look_says_it_in_the_log(
    received, clock: FakeClock, caplog: pytest.LogCaptureFixture, monkeypatch
) -> None:
    monkeypatch.setattr(logging.getLogger("huitou"), "propagate", True)
    received("v1", 10)
    assert supply.check_books(clock=clock) == 0
    StockBalance.objects.filter(id="v1").update(on_hand=12)
    assert supply.check_books(clock=clock) == 1
    (said,) = {record.getMessage() for record in caplog.records}
    assert "what='on_hand', in_balance=12, in_books=10" in said


def test_balances_are_listed_behind_one(received) -> None:
    for variant in ("v1", "v2", "v3"):
        received(variant, 1)
    assert [row.variant_id for row in supply.levels(after="v1", limit=1)] == ["v2"]
    assert [row.variant_id for row in supply.levels(["v3", "v9"])] == ["v3"]


def test_huitou_itself_may_do_anything(clock: FakeClock) -> None:
    supply.receive("v1", 1, source="s", actor=SYSTEM, clock=clock)
    assert supply.entries("v1")[0].actor == "system:huitou"


def test_what_runs_low_is_counted_and_listed(received, reserve) -> None:
    for variant, units in (("low-a", 5), ("low-b", 6), ("low-c", 1)):
        received(variant, units)
    reserve("order-low", ("low-c", 1))
    assert supply.count_low() == (1, 1)
    assert [(one.variant_id, one.available) for one in supply.low_levels()] == [
        ("low-a", 5),
        ("low-c", 0),
    ]
    first = supply.low_levels(limit=1)[0]
    assert [one.variant_id for one in supply.low_levels(after=first.id)] == ["low-c"]
