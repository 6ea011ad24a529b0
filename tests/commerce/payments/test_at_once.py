"""Many at once: real threads on PostgreSQL."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connections, transaction

from huitou.commerce import payments
from huitou.commerce.payments import CallbackScript
from huitou.commerce.payments.models import Charge, Payment, Refund
from huitou.commerce.payments.simulated.tables import SimulatedRefund
from huitou.foundation.actors import SYSTEM
from huitou.kernel import HuitouError
from own_database import on_postgresql
from payments_shop import ANN, PaymentsShop, balances, yuan

pytestmark = pytest.mark.skipif(
    not on_postgresql(), reason="SQLite lets one writer in at a time; threads prove nothing there"
)
MANY = 20


def together(work: Callable[[int], object], count: int = MANY) -> Counter[str]:
    """What came of `work(0)`, `work(1)`, .. begun at the same moment: `done`, or an error's code;
    any other exception is raised here.
    """
    gate = threading.Barrier(count)
    came: list[str] = []
    broken: list[BaseException] = []

    def run(place: int) -> None:
        try:
            gate.wait()
            work(place)
            came.append("done")
        except HuitouError as error:
            came.append(error.code)
        except BaseException as error:
            broken.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if broken:
        raise broken[0]
    return Counter(came)


def captured_once(shop: PaymentsShop) -> None:
    assert Charge.objects.filter(accepted=True).count() == 1
    assert balances() == {"gateway:simulated": 10000, "held:order": -10000}
    assert payments.books_at_zero() == []


def test_sspanel_uim_2336_a_storm_of_one_notice_is_booked_once(shop: PaymentsShop) -> None:
    started = shop.start()
    shop.gateway.pay(started.number)
    (callback,) = shop.gateway.due_callbacks(shop.clock)
    came = together(lambda _: shop.receive(callback.headers, callback.body))
    assert came == {"done": MANY}
    assert shop.till.told == [("captured", "o1")]
    captured_once(shop)


def test_medusa_16097_twenty_payments_of_one_order_capture_once(shop: PaymentsShop) -> None:
    """Every transaction is a real one, with an id of its own; one is kept, 19 go back."""
    started = shop.start()
    for _ in range(MANY):
        shop.gateway.pay(started.number, whatever_its_state=True)
    callbacks = list(shop.gateway.due_callbacks(shop.clock))
    came = together(lambda place: shop.receive(callbacks[place].headers, callbacks[place].body))
    assert came == {"done": MANY}
    assert Charge.objects.count() == MANY
    together(lambda _: shop.send(), count=4)
    assert Counter(Refund.objects.values_list("state", flat=True)) == {"succeeded": MANY - 1}
    assert SimulatedRefund.objects.count() == MANY - 1
    captured_once(shop)


def test_spree_13938_callbacks_queries_and_closes_make_one_payment(shop: PaymentsShop) -> None:
    started = shop.start()
    shop.gateway.pay(started.number)
    (callback,) = shop.gateway.due_callbacks(shop.clock)
    shop.clock.advance(timedelta(seconds=30))
    ways: list[Callable[[], object]] = [
        lambda: shop.receive(callback.headers, callback.body),
        lambda: payments.poll_payments(clock=shop.clock),
        lambda: payments.close_payment(payment_id=started.id, clock=shop.clock),
        lambda: shop.reconcile(),
    ]
    together(lambda place: ways[place % 4]())
    assert shop.till.told == [("captured", "o1")]
    assert Charge.objects.count() == 1
    shop.reconcile()
    assert balances()["held:order"] == -10000
    assert payments.open_differences() == []


def test_opened_by_twenty_it_is_one_payment(shop: PaymentsShop) -> None:
    assert together(lambda _: shop.open()) == {"done": MANY}
    assert Payment.objects.count() == 1
    together(lambda _: shop.start())
    (row,) = Payment.objects.all()
    assert row.state == "started"


def test_yudao_late_payment_a_close_and_a_payment_meet(shop: PaymentsShop) -> None:
    """Whoever is first: the order is paid, or the money is on its way back; never both."""
    started = [shop.start(f"o{place}") for place in range(MANY // 2)]

    def meet(place: int) -> None:
        one = started[place // 2]
        if place % 2:
            payments.close_payment(payment_id=one.id, clock=shop.clock)
        else:
            shop.gateway.pay(one.number, whatever_its_state=True, callback=CallbackScript(copies=0))

    together(meet)
    shop.reconcile()
    shop.send()
    for one in started:
        charge = Charge.objects.get(payment_id=one.id)
        assert shop.state(one) == ("captured" if charge.accepted else "refunded")
    assert payments.books_at_zero() == []


def test_medusa_16097_refunds_at_once_never_exceed_what_came(shop: PaymentsShop) -> None:
    paid = shop.paid()
    came = together(lambda place: shop.refund(paid, "30.00", key=f"r{place}"))
    assert came == {"done": 3, "payments.refund_too_large": MANY - 3}
    together(lambda _: shop.send(), count=4)
    assert payments.payment(paid.id).refunded == yuan(90)
    assert balances() == {"gateway:simulated": 1000, "held:order": -1000}
    assert payments.books_at_zero() == []


def test_v2board_374_one_refund_asked_for_by_twenty_is_paid_once(shop: PaymentsShop) -> None:
    paid = shop.paid()
    assert together(lambda _: shop.refund(paid, "30.00")) == {"done": MANY}
    together(lambda _: shop.send(), count=8)
    assert Refund.objects.count() == SimulatedRefund.objects.count() == 1
    assert payments.payment(paid.id).refunded == yuan(30)


def test_a_refund_and_a_second_notice_do_not_lock_each_other_out(shop: PaymentsShop) -> None:
    """Both lock the payment before anything else."""
    started = shop.start()
    for _ in range(MANY):
        shop.gateway.pay(started.number, whatever_its_state=True)
    callbacks = list(shop.gateway.due_callbacks(shop.clock))
    shop.receive(callbacks[0].headers, callbacks[0].body)

    def either(place: int) -> None:
        if place % 2:
            shop.receive(callbacks[place].headers, callbacks[place].body)
            return
        with transaction.atomic():
            (payment,) = payments.lock_payments("order", "o1")
            payments.refund(
                payment_id=payment.id,
                amount=yuan(5),
                key=f"r{place}",
                reason="does not fit",
                actor=SYSTEM,
                clock=shop.clock,
            )

    assert together(either) == {"done": MANY}
    assert payments.books_at_zero() == []
    assert payments.payment(started.id).owner == ANN
