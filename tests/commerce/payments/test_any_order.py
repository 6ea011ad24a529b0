"""Whatever shoppers, gateway, staff and jobs do, in whichever order: the books hold."""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Callable
from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from huitou.commerce import payments
from huitou.commerce.payments import CallbackScript, RefundScript
from huitou.commerce.payments.models import Charge
from huitou.commerce.payments.rules import (
    PAYMENT_MOVES,
    REFUND_MOVES,
    poll_after,
    retry_after,
)
from huitou.kernel import HuitouError
from payments_shop import PaymentsShop

_references = itertools.count()

Deed = Callable[[PaymentsShop, str], object]


def _number(reference: str) -> str:
    return payments.payments_of("order", reference)[0].number


def _pay(copies: int, amount: str | None = None) -> Deed:
    def pay(shop: PaymentsShop, reference: str) -> None:
        shop.gateway.pay(
            _number(reference),
            amount=None if amount is None else shop.open("x" + reference, amount).amount,
            callback=CallbackScript(copies=copies),
            whatever_its_state=True,
        )

    return pay


def _refund(amount: str) -> Deed:
    def refund(shop: PaymentsShop, reference: str) -> None:
        found = payments.payments_of("order", reference)[0]
        shop.refund(found, amount, key=f"{reference}:{amount}")

    return refund


def _script(script: RefundScript) -> Deed:
    return lambda shop, _: shop.gateway.refund_scripts.append(script)


DEEDS: dict[str, Deed] = {
    "start": lambda shop, reference: shop.start(reference),
    "pay": _pay(1),
    "pay, told twice": _pay(2),
    "pay, not told": _pay(0),
    "pay too little": _pay(1, "1.00"),
    "close": lambda shop, reference: payments.close_payment(
        payment_id=payments.payments_of("order", reference)[0].id, clock=shop.clock
    ),
    "refuse": lambda shop, reference: shop.till.refuses.add(reference),
    "refund 30": _refund("30.00"),
    "refund 80": _refund("80.00"),
    "will be refused": _script(RefundScript.REFUSE),
    "will pend": _script(RefundScript.PEND_THEN_FAIL),
    "will not be answered": _script(RefundScript.ANSWER_LOST),
    "poll": lambda shop, _: payments.poll_payments(clock=shop.clock),
    "send": lambda shop, _: shop.send(),
    "post": lambda shop, _: shop.post(),
    "compare": lambda shop, _: shop.reconcile(),
    "wait": lambda shop, _: shop.clock.advance(timedelta(minutes=7)),
    "down": lambda shop, _: setattr(shop.gateway, "down", True),
    "up": lambda shop, _: setattr(shop.gateway, "down", False),
}


@given(st.lists(st.sampled_from(sorted(DEEDS)), min_size=3, max_size=14))
@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_in_whichever_order(shop: PaymentsShop, names: list[str]) -> None:
    reference = f"o{next(_references)}"
    shop.gateway.down = False
    shop.start(reference)
    for name in names:
        with contextlib.suppress(HuitouError):  # what is not possible is refused in words
            DEEDS[name](shop, reference)
        assert payments.books_at_zero() == [], name
    shop.gateway.down = False
    shop.gateway.refund_scripts.clear()
    shop.settle(rounds=4)

    assert payments.books_at_zero() == []
    assert payments.open_differences() == []
    charges = Charge.objects.filter(payment__reference=reference)
    assert charges.filter(accepted=True).count() <= 1
    for charge in charges:
        assert charge.refunded_minor == charge.asked_minor
        assert charge.accepted or charge.refunded_minor == charge.minor


def test_every_state_is_one_that_can_be_moved_from() -> None:
    for moves in (PAYMENT_MOVES, REFUND_MOVES):
        assert {after for afters in moves.values() for after in afters} <= moves.keys()


def test_pauses_grow_up_to_an_hour() -> None:
    assert [poll_after(times).total_seconds() for times in (0, 1, 2, 50)] == [30, 60, 120, 3600]
    assert [retry_after(times).total_seconds() for times in (1, 2, 3, 50)] == [60, 120, 240, 3600]
