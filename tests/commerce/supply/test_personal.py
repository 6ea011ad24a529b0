"""What stock knows of a member, and what is left of it after an erasure."""

from __future__ import annotations

import pytest

from huitou.commerce import supply
from huitou.commerce.supply.models import Hold, StockOwner
from huitou.commerce.supply.personal import StockData
from huitou.foundation import privacy
from huitou.kernel import FakeClock

pytestmark = pytest.mark.usefixtures("tables")


def test_a_member_sees_what_was_kept_for_them_and_can_be_forgotten(
    received, reserve, clock: FakeClock
) -> None:
    received("v1", 10)
    reserve("o1", ("v1", 2), member="m1")
    reserve("o2", ("v1", 1), member="m2")
    data = StockData()

    assert data.export("m1") == {
        "reservations": [
            {
                "for": "o1",
                "made_at": "2026-07-01T09:30:00+00:00",
                "state": "held",
                "lines": [{"variant_id": "v1", "quantity": 2}],
            }
        ]
    }
    assert data.erase("m1", clock) == {"supply_owner": 1, "supply_hold": 1}
    assert data.erase("m1", clock) == {"supply_owner": 0, "supply_hold": 0}
    assert data.export("m1") == {}
    assert set(Hold.objects.values_list("holder", "member_id")) == {("o1", None), ("o2", "m2")}
    assert [row.owner for row in StockOwner.objects.all()] == ["member:m2"]
    assert supply.reconcile() == []


def test_nothing_that_stays_names_a_shopper(received, reserve) -> None:
    received("v1", 10)
    reserve("o1", ("v1", 2), member="m1")
    assert supply.entries("v1")[0].actor == "member"
    assert supply.hold_history("o1")[0].actor == "member"


def test_every_table_of_stock_is_covered() -> None:
    assert [table for table in privacy.uncovered_tables() if table.startswith("supply_")] == []
