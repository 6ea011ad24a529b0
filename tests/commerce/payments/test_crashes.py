"""Killed between any two steps, the jobs bring the books to zero, and the shopper can go on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from huitou.commerce import payments
from huitou.commerce.payments import RefundScript, SimulatedGateway
from huitou.commerce.payments.models import Charge, Payment, Refund
from huitou.commerce.payments.simulated.tables import SimulatedOrder, SimulatedRefund
from huitou.foundation.actors import SYSTEM
from payments_shop import ANN, PaymentsShop

REMOTE = ("create", "query", "close", "refund", "query_refund", "statement")


class Killed(BaseException):
    """The process has ended; nothing in it catches this."""


class Killer:
    """Ends the process at the given step: a statement of the database, or either side of a call of
    the gateway.
    """

    def __init__(self, step: int) -> None:
        self.left = step
        self.struck = False

    def step(self) -> None:
        self.left -= 1
        if self.left == 0:
            self.struck = True
            raise Killed

    def __call__(self, execute: Callable[..., Any], *statement: Any) -> Any:
        self.step()
        return execute(*statement)

    def around(self, gateway: SimulatedGateway) -> SimulatedGateway:
        for name in REMOTE:
            setattr(gateway, name, self._watched(getattr(SimulatedGateway, name), gateway))
        return gateway

    def _watched(self, method: Callable[..., Any], gateway: SimulatedGateway) -> Any:
        def watched(*args: Any) -> Any:
            self.step()
            answer = method(gateway, *args)
            self.step()
            return answer

        return watched


def buy_and_bring_back(shop: PaymentsShop, reference: str) -> None:
    """What a shopper and the shop do, and do again after a crash."""
    payment = shop.open(reference)
    if payment.state in ("new", "started"):
        payments.start_payment(payment_id=payment.id, actor=ANN, clock=shop.clock)
        if SimulatedOrder.objects.filter(number=payment.number, state="unpaid").exists():
            shop.gateway.pay(payment.number)
        shop.post()
        payments.poll_payments(clock=shop.clock)
    shop.refund(payment, "30.00", key=f"r:{reference}")
    shop.send()
    shop.post()


def pay_too_late(shop: PaymentsShop, reference: str) -> None:
    """The shopper pays what was closed a moment ago."""
    known = payments.payments_of("order", reference)
    payment = known[0] if known else shop.open(reference)
    if payment.state in ("new", "started"):
        payments.start_payment(payment_id=payment.id, actor=ANN, clock=shop.clock)
    payments.close_payment(payment_id=payment.id, clock=shop.clock, actor=SYSTEM)
    if SimulatedOrder.objects.filter(number=payment.number).exclude(state="paid").exists():
        shop.gateway.pay(payment.number, whatever_its_state=True)
    shop.post()
    shop.send()
    shop.post()


def jobs(shop: PaymentsShop) -> None:
    for _ in range(2):
        shop.clock.advance(timedelta(minutes=20))
        payments.poll_payments(clock=shop.clock)
        shop.send()
        shop.post()


@pytest.mark.parametrize(
    "script",
    [
        RefundScript.SUCCEED,
        pytest.param(RefundScript.PEND_THEN_SUCCEED, marks=pytest.mark.slow),
    ],
)
@pytest.mark.parametrize("story", [buy_and_bring_back, pay_too_late])
def test_killed_at_any_step(
    shop: PaymentsShop,
    story: Callable[[PaymentsShop, str], None],
    script: RefundScript,
) -> None:
    step, plain = 0, shop.gateway
    while True:
        step += 1
        killer = Killer(step)
        gateway = killer.around(SimulatedGateway(clock=shop.clock))
        gateway.refund_scripts.append(script)
        shop.gateway = gateway
        with payments.gateway_set("simulated", gateway):
            try:
                with connection.execute_wrapper(killer):
                    story(shop, f"o{step}")
            except Killed:
                pass
        shop.gateway = plain
        if not killer.struck:
            break
        jobs(shop)
        assert payments.books_at_zero() == [], f"killed at step {step}"
        story(shop, f"o{step}")
        jobs(shop)
        assert_ended_well(f"o{step}", late=story is pay_too_late)
    assert step > 60
    jobs(shop)
    assert_all_ended_well(shop)


def assert_ended_well(reference: str, *, late: bool) -> None:
    """One payment, its money captured once, its refund paid out once."""
    (payment,) = Payment.objects.filter(purpose="order", reference=reference)
    (charge,) = Charge.objects.filter(payment=payment)
    (refund,) = Refund.objects.filter(payment=payment)
    assert charge.accepted is not late
    assert payment.state == ("refunded" if late else "partly_refunded")
    assert (refund.state, refund.minor) == ("succeeded", 10000 if late else 3000)
    assert SimulatedRefund.objects.get(charge__number=payment.number).number == refund.number


def assert_all_ended_well(shop: PaymentsShop) -> None:
    shop.reconcile()
    assert payments.open_differences() == []
    assert payments.books_at_zero() == []
    kept = Charge.objects.filter(accepted=False).exclude(refunded_minor=10000)
    assert not kept.exists()
