"""Money that nobody wants goes back, whatever way it came."""

from __future__ import annotations

from datetime import timedelta

import pytest

from huitou.commerce import payments
from huitou.commerce.payments import CallbackScript, PaymentFacts
from huitou.commerce.payments.models import Charge
from huitou.kernel import Money
from payments_shop import PaymentsShop, balances, yuan


def all_went_back(shop: PaymentsShop, payment: PaymentFacts) -> None:
    shop.send()
    assert shop.state(payment) == "refunded"
    assert {one.state for one in payments.refunds(payment.id)} == {"succeeded"}
    assert payments.payment(payment.id).captured == yuan(0)
    assert balances() == {}
    assert payments.books_at_zero() == []


def test_yudao_late_payment_is_refunded_not_kept(shop: PaymentsShop) -> None:
    """A success that comes for a cancelled order is acknowledged there as a duplicate: kept."""
    started = shop.start()
    payments.close_payment(payment_id=started.id, clock=shop.clock)
    assert shop.state(started) == "closed"

    shop.gateway.pay(started.number, whatever_its_state=True)
    shop.post()

    assert shop.state(started) == "captured_late"
    assert shop.till.told == []
    (asked,) = payments.refunds(started.id)
    assert (asked.amount, asked.unwanted, asked.state) == (yuan(100), True, "requested")
    assert balances() == {"gateway:simulated": 10000, "refunding": -10000}
    all_went_back(shop, started)
    assert shop.till.told == []


def test_yudao_late_payment_whose_callback_is_lost_is_found_by_the_statement(
    shop: PaymentsShop,
) -> None:
    started = shop.start()
    payments.close_payment(payment_id=started.id, clock=shop.clock)
    shop.gateway.pay(started.number, callback=CallbackScript(copies=0), whatever_its_state=True)
    assert shop.post() == 0
    assert [one.booked_now for one in shop.reconcile()] == [0, 1]
    assert shop.state(started) == "captured_late"
    shop.send()
    assert shop.state(started) == "refunded"
    assert payments.open_differences() == []


def test_what_the_receiver_refuses_goes_back(shop: PaymentsShop) -> None:
    shop.till.refuses.add("o1")
    paid = shop.paid()
    assert paid.state == "captured_late"
    assert Charge.objects.get().reason == "cancelled"
    all_went_back(shop, paid)


@pytest.mark.parametrize("amount", ["99.99", "100.01"])
def test_another_amount_goes_back_whole(shop: PaymentsShop, amount: str) -> None:
    started = shop.start()
    shop.gateway.pay(started.number, amount=yuan(amount))
    shop.post()
    assert shop.state(started) == "captured_late"
    assert shop.till.told == []
    all_went_back(shop, started)
    assert shop.open().id != started.id  # and the thing can be paid anew


def test_another_currency_goes_back_whole(shop: PaymentsShop) -> None:
    started = shop.start()
    shop.gateway.pay(started.number, amount=Money.parse("100.00", "USD"))
    shop.post()
    all_went_back(shop, started)


def test_paid_twice_the_second_goes_back(shop: PaymentsShop) -> None:
    paid = shop.paid()
    shop.gateway.pay(paid.number, whatever_its_state=True)
    shop.post()
    shop.send()

    assert shop.state(paid) == "captured"
    assert [one.amount for one in payments.refunds(paid.id)] == [yuan(100)]
    assert shop.till.told == [("captured", "o1")]
    assert balances() == {"gateway:simulated": 10000, "held:order": -10000}
    assert payments.books_at_zero() == []


def test_paid_twice_and_late_both_go_back(shop: PaymentsShop) -> None:
    started = shop.start()
    payments.close_payment(payment_id=started.id, clock=shop.clock)
    for _ in range(2):
        shop.gateway.pay(started.number, whatever_its_state=True)
    shop.post()
    all_went_back(shop, started)


def test_paid_while_it_is_closed_is_a_capture(shop: PaymentsShop) -> None:
    started = shop.start()
    shop.gateway.pay(started.number, callback=CallbackScript(copies=0))
    closed = payments.close_payment(payment_id=started.id, clock=shop.clock)
    assert closed.state == "captured"
    assert shop.till.told == [("captured", "o1")]


def test_a_close_that_was_cut_off_is_ended_by_polling(shop: PaymentsShop) -> None:
    started = shop.start()
    shop.gateway.down = True
    with pytest.raises(payments.GatewayUnreachable):
        payments.close_payment(payment_id=started.id, clock=shop.clock)
    assert shop.state(started) == "closing"
    assert payments.poll_payments(clock=shop.clock) == 0
    shop.gateway.down = False
    shop.clock.advance(timedelta(minutes=2))
    assert payments.poll_payments(clock=shop.clock) == 1
    assert shop.state(started) == "closed"


def test_a_receiver_that_breaks_leaves_nothing_and_is_asked_again(shop: PaymentsShop) -> None:
    shop.till.breaks = True
    started = shop.start()
    shop.gateway.pay(started.number)
    assert shop.post() == 0
    assert shop.state(started) == "started"
    assert balances() == {}

    shop.till.breaks = False
    shop.clock.advance(timedelta(seconds=15))
    assert shop.post() == 1
    assert shop.state(started) == "captured"
