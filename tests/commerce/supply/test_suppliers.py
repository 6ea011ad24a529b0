"""Suppliers, and the papers without which they deliver nothing."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection

from huitou.commerce import supply
from huitou.commerce.supply import Paper, SupplierRow
from huitou.foundation import audit
from huitou.foundation.actors import Actor
from huitou.kernel import Conflict, FakeClock, Forbidden, InvalidInput, NotFound

pytestmark = pytest.mark.usefixtures("tables")

TODAY = date(2026, 7, 1)
LICENCE = Paper("L-1", date(2025, 7, 1), date(2026, 7, 10))


@pytest.fixture
def farm(tables, keeper: Actor, clock: FakeClock) -> str:
    row = supply.add_supplier("绿源农场", contact="王经理 13800000000", actor=keeper, clock=clock)
    return row.id


def deliver(farm: str, source: str, keeper: Actor, clock: FakeClock) -> None:
    supply.receive("v1", 1, source=source, supplier_id=farm, actor=keeper, clock=clock)


def test_a_contact_is_encrypted_masked_and_revealed_with_a_reason(
    farm: str, keeper: Actor, clock: FakeClock
) -> None:
    assert supply.list_suppliers() == [SupplierRow(farm, "绿源农场", "王•••", "active")]
    with connection.cursor() as cursor:
        cursor.execute("SELECT contact FROM supply_supplier")
        assert "王" not in cursor.fetchone()[0]
    with pytest.raises(Forbidden):
        supply.reveal_contact(farm, reason="late delivery", actor=keeper, clock=clock)
    curious = Actor("staff", "a2", frozenset({"personal.reveal"}))
    seen = supply.reveal_contact(farm, reason="late delivery", actor=curious, clock=clock)
    assert seen == "王经理 13800000000"
    assert audit.entries(actor="staff:a2")[0].detail == {
        "what": "supply.contact",
        "why": "late delivery",
    }


def test_names_are_unique_and_can_change(farm: str, keeper: Actor, clock: FakeClock) -> None:
    with pytest.raises(Conflict) as error:
        supply.add_supplier(" 绿源农场 ", actor=keeper, clock=clock)
    assert error.value.code == "supply.supplier_exists"
    row = supply.change_supplier(farm, name="绿源", actor=keeper, clock=clock)
    assert row == SupplierRow(farm, "绿源", "王•••", "active")


def test_a_suspended_supplier_delivers_nothing(farm: str, keeper: Actor, clock: FakeClock) -> None:
    def become(state: str) -> None:
        supply.set_supplier_state(farm, state, why="complaints", actor=keeper, clock=clock)

    become("suspended")
    with pytest.raises(Conflict) as error:
        deliver(farm, "n1", keeper, clock)
    assert error.value.code == "supply.supplier_inactive"
    become("active")
    deliver(farm, "n1", keeper, clock)
    become("closed")
    with pytest.raises(Conflict) as error:
        become("active")
    assert error.value.code == "supply.bad_state"
    assert supply.available(["v1"]) == {"v1": 1}


def test_an_expired_paper_stops_deliveries_until_it_is_renewed(
    farm: str, keeper: Actor, clock: FakeClock
) -> None:
    paper = supply.add_certificate(farm, "food licence", LICENCE, actor=keeper, clock=clock)
    assert paper.state == "expiring"
    deliver(farm, "n1", keeper, clock)
    clock.advance(timedelta(days=9))  # the last day on which it is good
    deliver(farm, "n2", keeper, clock)
    clock.advance(timedelta(days=1))
    with pytest.raises(Conflict) as error:
        deliver(farm, "n3", keeper, clock)
    assert error.value.code == "supply.certificate_expired"
    assert "food licence" in error.value.message

    again = Paper("L-2", date(2026, 7, 11), date(2027, 7, 10))
    renewed = supply.renew_certificate(paper.id, again, actor=keeper, clock=clock)
    assert (renewed.kind, renewed.mandatory, renewed.state) == ("food licence", True, "valid")
    deliver(farm, "n3", keeper, clock)
    assert [row.number for row in supply.certificates_of(farm)] == ["L-2", "L-1"]


def test_a_revoked_paper_counts_no_more(farm: str, keeper: Actor, clock: FakeClock) -> None:
    paper = supply.add_certificate(farm, "food licence", LICENCE, actor=keeper, clock=clock)
    for _ in range(2):
        supply.revoke_certificate(paper.id, why="forged", actor=keeper, clock=clock)
    with pytest.raises(Conflict) as error:
        deliver(farm, "n1", keeper, clock)
    assert error.value.code == "supply.certificate_expired"
    moves = [(move.state, move.why) for move in supply.certificate_history(paper.id)]
    assert moves == [("expiring", ""), ("revoked", "forged")]


def test_a_paper_that_is_not_mandatory_stops_nothing(
    farm: str, keeper: Actor, clock: FakeClock
) -> None:
    old = Paper("A", date(2020, 1, 1), date(2021, 1, 1))
    supply.add_certificate(farm, "award", old, mandatory=False, actor=keeper, clock=clock)
    deliver(farm, "n1", keeper, clock)


def test_the_daily_look_warns_and_expires_by_the_day_of_the_shop(
    farm: str, keeper: Actor, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.conf import settings

    monkeypatch.setattr(settings, "SHOP_TIMEZONE", "Asia/Shanghai")
    for number, days in (("A", 31), ("B", 1)):
        paper = Paper(number, TODAY, TODAY + timedelta(days=days))
        supply.add_certificate(farm, "licence", paper, actor=keeper, clock=clock)
    assert supply.mark_certificates(clock=clock) == []

    late = FakeClock(datetime(2026, 7, 2, 16, 0, tzinfo=UTC))  # the third of July in Shanghai
    marked = {row.number: row.state for row in supply.mark_certificates(clock=late)}
    assert marked == {"A": "expiring", "B": "expired"}
    assert supply.mark_certificates(clock=late) == []


@pytest.mark.parametrize(
    ("paper", "code"),
    [
        (Paper("", TODAY, TODAY), "supply.bad_number"),
        (Paper("L", date(2026, 7, 2), date(2027, 7, 2)), "supply.bad_issued"),
        (Paper("L", TODAY, date(2026, 6, 30)), "supply.bad_expires"),
        (Paper("L-1", TODAY, TODAY), "supply.certificate_exists"),
    ],
)
def test_papers_that_make_no_sense(
    farm: str, paper: Paper, code: str, keeper: Actor, clock: FakeClock
) -> None:
    supply.add_certificate(farm, "licence", LICENCE, actor=keeper, clock=clock)
    with pytest.raises((InvalidInput, Conflict)) as error:
        supply.add_certificate(farm, "licence", paper, actor=keeper, clock=clock)
    assert error.value.code == code


def test_who_delivers_a_variant(farm: str, keeper: Actor, clock: FakeClock) -> None:
    deliver(farm, "n1", keeper, clock)
    for _ in range(2):
        supply.link_variant(farm, "v2", actor=keeper, clock=clock)
    assert [row.id for row in supply.suppliers_of("v1")] == [farm]
    assert [row.id for row in supply.suppliers_of("v2")] == [farm]
    for _ in range(2):
        supply.unlink_variant(farm, "v2", actor=keeper, clock=clock)
    assert supply.suppliers_of("v2") == []
    assert len(audit.entries(subject=farm)) == 3


def test_what_is_not_there(keeper: Actor, clock: FakeClock) -> None:
    for verb in (
        lambda: deliver("x", "n1", keeper, clock),
        lambda: supply.certificates_of("x"),
        lambda: supply.change_supplier("x", actor=keeper, clock=clock),
        lambda: supply.revoke_certificate("x", why="y", actor=keeper, clock=clock),
    ):
        with pytest.raises(NotFound):
            verb()
    assert supply.levels() == []


def test_papers_that_need_a_look_are_listed_over_all_suppliers(
    farm: str, keeper: Actor, clock: FakeClock
) -> None:
    paper = supply.add_certificate(farm, "licence", LICENCE, actor=keeper, clock=clock)
    assert supply.list_certificates(["expired"]) == []
    (found,) = supply.list_certificates(["expiring", "expired"])
    assert (found.id, found.supplier_id) == (paper.id, farm)
    assert supply.list_certificates(["expiring"], after=found.id) == []
