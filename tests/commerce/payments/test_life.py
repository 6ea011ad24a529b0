"""A payment from its opening to the money's return."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction

from huitou.commerce import payments
from huitou.foundation.actors import Actor
from huitou.kernel import Conflict, InvalidInput, NotFound
from payments_shop import ANN, CLERK, PaymentsShop, balances, yuan


def test_open_start_pay(shop: PaymentsShop) -> None:
    opened = shop.open()
    assert (opened.state, opened.amount, opened.owner) == ("new", yuan(100), ANN)
    assert len(opened.number) == 32
    assert opened.number.isalnum()

    how = payments.start_payment(payment_id=opened.id, actor=ANN, clock=shop.clock)
    assert how.kind == "redirect"
    assert how.url.endswith(opened.number)

    shop.gateway.pay(opened.number)
    assert shop.post() == 1

    paid = payments.payment(opened.id)
    assert (paid.state, paid.captured, paid.captured_at) == (
        "captured",
        yuan(100),
        shop.clock.now(),
    )
    assert shop.till.told == [("captured", "o1")]
    assert balances() == {"gateway:simulated": 10000, "held:order": -10000}
    assert payments.books_at_zero() == []


def test_opened_again_it_is_the_same_payment(shop: PaymentsShop) -> None:
    assert shop.open() == shop.open()
    started = shop.start()
    assert shop.open() == started
    with pytest.raises(Conflict) as caught:
        shop.open(amount="99.00")
    assert caught.value.code == "payments.other_under_way"


def test_a_payment_that_was_not_started_is_replaced(shop: PaymentsShop) -> None:
    first = shop.open()
    shop.clock.advance(timedelta(seconds=1))
    second = shop.open(amount="99.00")
    assert first.id != second.id
    assert shop.state(first) == "closed"
    assert [one.id for one in payments.payments_of("order", "o1")] == [first.id, second.id]


def test_started_again_it_answers_the_same(shop: PaymentsShop) -> None:
    opened = shop.open()
    answers = [
        payments.start_payment(payment_id=opened.id, actor=ANN, clock=shop.clock) for _ in range(2)
    ]
    assert answers[0] == answers[1]


def test_a_payment_is_its_owners(shop: PaymentsShop) -> None:
    opened = shop.open()
    for stranger in (Actor("member", "bob"), Actor("guest", "ann")):
        with pytest.raises(NotFound):
            payments.owned_payment(opened.id, stranger)
        with pytest.raises(NotFound):
            payments.start_payment(payment_id=opened.id, actor=stranger, clock=shop.clock)
    assert payments.owned_payment(opened.id, CLERK) == opened


@pytest.mark.parametrize("amount", ["0", "-1.00", "99999999999999.99"])
def test_an_amount_is_above_zero(shop: PaymentsShop, amount: str) -> None:
    with pytest.raises(InvalidInput):
        shop.open(amount=amount)


def test_what_is_over_is_not_started(shop: PaymentsShop) -> None:
    opened = shop.open()
    shop.clock.advance(timedelta(hours=2))
    with pytest.raises(Conflict):
        payments.start_payment(payment_id=opened.id, actor=ANN, clock=shop.clock)
    assert payments.expire_payments(clock=shop.clock) == 1
    assert shop.state(opened) == "closed"


def test_a_part_goes_back_then_the_rest(shop: PaymentsShop) -> None:
    paid = shop.paid()
    asked = shop.refund(paid, "30.00")
    assert (asked.state, asked.unwanted, asked.amount) == ("requested", False, yuan(30))
    assert balances() == {
        "gateway:simulated": 10000,
        "held:order": -7000,
        "refunding": -3000,
    }
    assert shop.send() == 1
    (done,) = payments.refunds(paid.id)
    assert (done.state, done.number) == ("succeeded", asked.number)
    assert shop.state(paid) == "partly_refunded"

    shop.refund(paid, "70.00", key="r2")
    shop.send()
    assert payments.payment(paid.id).refunded == yuan(100)
    assert shop.state(paid) == "refunded"
    assert shop.till.told[1:] == [("refunded", "o1")] * 2
    assert balances() == {}
    assert payments.books_at_zero() == []


def test_a_refund_is_asked_once_under_its_key_and_never_for_too_much(shop: PaymentsShop) -> None:
    paid = shop.paid()
    assert shop.refund(paid, "60.00") == shop.refund(paid, "60.00")
    with pytest.raises(Conflict) as caught:
        shop.refund(paid, "50.00")
    assert caught.value.code == "payments.refund_key_reused"
    with pytest.raises(Conflict) as caught:
        shop.refund(paid, "40.01", key="r2")
    assert caught.value.code == "payments.refund_too_large"
    shop.refund(paid, "40.00", key="r2")
    assert len(payments.refunds(paid.id)) == 2


def test_a_refund_belongs_into_the_callers_transaction(shop: PaymentsShop) -> None:
    paid = shop.paid()
    with transaction.atomic():
        shop.refund(paid, "60.00")
        transaction.set_rollback(True)
    assert payments.refunds(paid.id) == []
    assert payments.books_at_zero() == []
    with pytest.raises(RuntimeError, match="transaction"):
        payments.refund(
            payment_id=paid.id, amount=yuan(1), key="k", reason="r", actor=ANN, clock=shop.clock
        )


def test_nothing_was_paid_nothing_goes_back(shop: PaymentsShop) -> None:
    with pytest.raises(Conflict) as caught:
        shop.refund(shop.start(), "1.00")
    assert caught.value.code == "payments.nothing_paid"


def test_the_gateway_is_never_called_inside_a_transaction(shop: PaymentsShop) -> None:
    opened = shop.open()
    with transaction.atomic(), pytest.raises(RuntimeError, match="transaction"):
        payments.start_payment(payment_id=opened.id, actor=ANN, clock=shop.clock)
    with transaction.atomic(), pytest.raises(RuntimeError, match="transaction"):
        shop.gateway.query(opened.number)
    assert shop.state(opened) == "new"
