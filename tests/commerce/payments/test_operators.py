"""The lists of operators, the daily jobs, and what is known of a member."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client

from huitou.commerce import payments
from huitou.commerce.payments import models
from huitou.commerce.payments.daily import check_books, reconcile_lately
from huitou.commerce.payments.owners import PaymentsData
from huitou.foundation import accounts, privacy
from huitou.foundation.accounts.models import Account
from huitou.foundation.actors import SYSTEM, Actor
from payments_shop import ANN, PaymentsShop

TABLES = (
    models.Payment,
    models.Refund,
    models.Booking,
    models.Difference,
    models.InboxNotice,
    models.ComparedDay,
)


@pytest.fixture
def operator(shop: PaymentsShop) -> Client:
    made = accounts.create_staff(
        "olga", "correct horse battery", ["owner"], actor=SYSTEM, clock=shop.clock
    )
    client = Client(HTTP_HOST="localhost")
    client.force_login(Account.objects.get(pk=made.id))
    return client


def test_lists_are_searched_and_looked_into_but_not_changed(
    shop: PaymentsShop, operator: Client
) -> None:
    paid = shop.paid()
    shop.refund(paid, "30.00")
    models.SimulatedCharge.objects.update(minor=1)
    shop.reconcile()
    for table in TABLES:
        base = f"/admin/payments/{table._meta.model_name}/"
        row = table.objects.first()
        assert row is not None
        for path in ("", f"?q={paid.number}", f"{row.pk}/change/"):
            assert operator.get(base + path).status_code == 200, base + path
        assert operator.get(f"{base}add/").status_code == 403
        assert operator.post(f"{base}{row.pk}/delete/", {"post": "yes"}).status_code == 403


def test_the_last_two_days_are_compared_and_fees_booked(shop: PaymentsShop) -> None:
    shop.paid()
    shop.clock.advance(timedelta(days=1))
    assert reconcile_lately(clock=shop.clock) == 2
    assert [money.minor for money in payments.balance("fees")] == [60]
    shop.gateway.down = True
    assert reconcile_lately(clock=shop.clock) == 0


def test_books_that_do_not_add_up_raise_an_alert_once(shop: PaymentsShop) -> None:
    shop.paid()
    assert check_books(clock=shop.clock) == 0
    models.Charge.objects.update(asked_minor=5)
    for _ in range(2):
        assert check_books(clock=shop.clock) == 2
    assert [one.kind for one in payments.open_differences()] == ["imbalance"] * 2


def test_a_member_sees_their_payments_and_can_be_forgotten(shop: PaymentsShop) -> None:
    paid, data = shop.paid(), PaymentsData()
    assert data.export("ann") == {
        "payments": [
            {
                "number": paid.number,
                "for": "order o1",
                "gateway": "simulated",
                "amount": {"amount": "100.00", "currency": "CNY"},
                "refunded": {"amount": "0.00", "currency": "CNY"},
                "state": "captured",
                "opened_at": "2026-07-01T09:30:00+00:00",
            }
        ]
    }
    assert data.erase("ann", shop.clock) == {"payments_payment": 1}
    assert data.erase("ann", shop.clock) == {"payments_payment": 0}
    assert data.export("ann") == {}
    assert payments.payment(paid.id).owner == Actor("guest", "")
    assert payments.books_at_zero() == []
    shop.refund(paid, "100.00")  # its money can still go back
    shop.send()
    assert shop.state(paid) == "refunded"


def test_what_cannot_be_erased_names_no_shopper(shop: PaymentsShop) -> None:
    paid = shop.paid()
    with transaction.atomic():
        payments.refund(
            payment_id=paid.id,
            amount=paid.amount,
            key="r1",
            reason="late",
            actor=ANN,
            clock=shop.clock,
        )
    assert set(models.History.objects.values_list("by", flat=True)) == {"member", "system:huitou"}
    assert models.Refund.objects.get().asked_by == "member"


def test_every_table_of_payments_is_covered() -> None:
    assert [one for one in privacy.uncovered_tables() if one.startswith("payments_")] == []


def test_a_guests_payments_are_handed_over(shop: PaymentsShop) -> None:
    guest = Actor("guest", "g1")
    with transaction.atomic():
        opened = payments.open_payment(
            purpose="order",
            reference="o1",
            amount=shop.open("o2").amount,
            owner=guest,
            gateway="simulated",
            expires_at=shop.clock.now() + timedelta(hours=1),
            clock=shop.clock,
        )
    assert payments.hand_over_payments(guest_id="g1", member_id="ann") == 1
    assert payments.hand_over_payments(guest_id="g1", member_id="ann") == 0
    assert payments.owned_payment(opened.id, ANN).owner == ANN
