"""Refunds on their way: refused, pending, lost on the way, stuck."""

from __future__ import annotations

from datetime import timedelta

import pytest

from huitou.commerce import payments
from huitou.commerce.payments import Faults, PaymentFacts, RefundScript
from huitou.commerce.payments.models import History
from huitou.commerce.payments.rules import MOST_REFUND_ATTEMPTS
from huitou.commerce.payments.simulated.tables import SimulatedRefund
from huitou.foundation import audit
from huitou.kernel import Conflict, Forbidden
from payments_shop import ANN, CLERK, PaymentsShop, balances, yuan


@pytest.fixture
def paid(shop: PaymentsShop) -> PaymentFacts:
    return shop.paid()


def script(shop: PaymentsShop, *scripts: RefundScript) -> None:
    shop.gateway.refund_scripts.extend(scripts)


def only(paid: PaymentFacts) -> payments.RefundFacts:
    (found,) = payments.refunds(paid.id)
    return found


def test_a_refused_refund_is_sent_again_with_the_same_number(
    shop: PaymentsShop, paid: PaymentFacts
) -> None:
    script(shop, RefundScript.REFUSE, RefundScript.REFUSE)
    asked = shop.refund(paid, "100.00")
    shop.send()
    assert (only(paid).state, only(paid).attempts) == ("failed", 1)
    assert shop.send() == 0  # not sooner than after a minute
    shop.clock.advance(timedelta(minutes=1))
    shop.send()
    shop.clock.advance(timedelta(minutes=2))
    shop.send()
    assert (only(paid).state, only(paid).number, only(paid).attempts) == (
        "succeeded",
        asked.number,
        3,
    )
    assert SimulatedRefund.objects.count() == 1
    assert balances() == {}


def test_a_pending_refund_is_settled_by_its_notice(shop: PaymentsShop, paid: PaymentFacts) -> None:
    script(shop, RefundScript.PEND_THEN_SUCCEED)
    shop.refund(paid, "100.00")
    shop.send()
    assert only(paid).state == "sent"
    shop.clock.advance(timedelta(minutes=5))
    assert shop.post() == 1
    assert only(paid).state == "succeeded"


def test_a_pending_refund_that_fails_is_sent_again(shop: PaymentsShop, paid: PaymentFacts) -> None:
    script(shop, RefundScript.PEND_THEN_FAIL, RefundScript.SUCCEED)
    shop.refund(paid, "100.00")
    shop.settle()
    states = History.objects.filter(refund_id=only(paid).id).order_by("id")
    assert [row.after for row in states] == ["requested", "sent", "failed", "sent", "succeeded"]
    assert balances() == {"fees": 60, "gateway:simulated": -60}
    assert shop.till.told == [("captured", "o1"), ("refunded", "o1")]


def test_an_answer_that_is_lost_is_asked_for_not_paid_again(
    shop: PaymentsShop, paid: PaymentFacts
) -> None:
    script(shop, RefundScript.ANSWER_LOST)
    shop.refund(paid, "100.00")
    assert shop.send() == 0
    assert only(paid).state == "sent"
    shop.clock.advance(timedelta(minutes=1))
    assert shop.send() == 1
    assert only(paid).state == "succeeded"
    assert SimulatedRefund.objects.get().tries == 1


@pytest.fixture
def stuck(shop: PaymentsShop, paid: PaymentFacts) -> payments.RefundFacts:
    script(shop, RefundScript.ABNORMAL)
    shop.refund(paid, "100.00")
    shop.send()
    return only(paid)


def test_an_abnormal_refund_waits_for_a_person(
    shop: PaymentsShop, stuck: payments.RefundFacts
) -> None:
    assert stuck.state == "abnormal"
    (difference,) = payments.open_differences()
    assert (difference.kind, difference.number) == ("stuck_refund", stuck.number)
    assert shop.till.told[-1] == ("failed", "o1")
    shop.settle()
    assert shop.till.told[-1] == ("failed", "o1")
    assert payments.books_at_zero() == []


def test_a_person_sends_it_again(
    shop: PaymentsShop, paid: PaymentFacts, stuck: payments.RefundFacts
) -> None:
    payments.resolve_refund(refund_id=stuck.id, way="send_again", actor=CLERK, clock=shop.clock)
    assert payments.open_differences() == []
    shop.send()
    assert (only(paid).state, only(paid).number) == ("succeeded", stuck.number)


def test_a_person_pays_it_by_hand(
    shop: PaymentsShop, paid: PaymentFacts, stuck: payments.RefundFacts
) -> None:
    payments.resolve_refund(refund_id=stuck.id, way="paid_by_hand", actor=CLERK, clock=shop.clock)
    assert only(paid).state == "succeeded"
    assert shop.state(paid) == "refunded"
    assert balances() == {"bank": -10000, "gateway:simulated": 10000}
    assert payments.books_at_zero() == []
    assert audit.entries(subject=paid.id)[0].action == "payments.resolve_refund"


def test_given_up_its_amount_may_be_refunded_again(
    shop: PaymentsShop, paid: PaymentFacts, stuck: payments.RefundFacts
) -> None:
    payments.resolve_refund(refund_id=stuck.id, way="give_up", actor=CLERK, clock=shop.clock)
    assert balances() == {"gateway:simulated": 10000, "held:order": -10000}
    with pytest.raises(Conflict):
        payments.resolve_refund(refund_id=stuck.id, way="give_up", actor=CLERK, clock=shop.clock)
    shop.refund(paid, "100.00", key="r2")
    assert payments.books_at_zero() == []


def test_money_that_nobody_accepted_cannot_be_given_up(shop: PaymentsShop) -> None:
    shop.till.refuses.add("o2")
    script(shop, RefundScript.ABNORMAL)
    paid = shop.paid("o2")
    shop.send()
    with pytest.raises(Conflict) as caught:
        payments.resolve_refund(
            refund_id=only(paid).id, way="give_up", actor=CLERK, clock=shop.clock
        )
    assert caught.value.code == "payments.not_ours"


def test_only_staff_with_the_permission_go_on_with_it(
    shop: PaymentsShop, paid: PaymentFacts, stuck: payments.RefundFacts
) -> None:
    with pytest.raises(Forbidden):
        payments.resolve_refund(refund_id=stuck.id, way="give_up", actor=ANN, clock=shop.clock)
    with pytest.raises(Forbidden):
        payments.refund_by_staff(
            payment_id=paid.id, amount=yuan(1), key="k", reason="r", actor=ANN, clock=shop.clock
        )


def test_one_that_fails_again_and_again_waits_for_a_person(
    shop: PaymentsShop, paid: PaymentFacts
) -> None:
    script(shop, *[RefundScript.REFUSE] * MOST_REFUND_ATTEMPTS)
    shop.refund(paid, "100.00")
    shop.settle(rounds=MOST_REFUND_ATTEMPTS + 1)
    assert (only(paid).state, only(paid).attempts) == ("abnormal", MOST_REFUND_ATTEMPTS)


def test_one_that_pends_for_a_week_waits_for_a_person(
    shop: PaymentsShop, paid: PaymentFacts
) -> None:
    shop.gateway.faults = Faults(pending=timedelta(days=30))
    script(shop, RefundScript.PEND_THEN_SUCCEED)
    shop.refund(paid, "100.00")
    shop.send()
    shop.clock.advance(timedelta(days=7, minutes=1))
    shop.send()
    assert only(paid).state == "abnormal"
    shop.clock.advance(timedelta(days=30))
    shop.post()
    assert only(paid).state == "succeeded"  # by its notice, without the person after all
    assert payments.open_differences() == []


def test_a_gateway_that_is_away_delays_refunds_and_loses_none(
    shop: PaymentsShop, paid: PaymentFacts
) -> None:
    shop.gateway.down = True
    shop.refund(paid, "100.00")
    assert shop.send() == 0
    shop.gateway.down = False
    shop.clock.advance(timedelta(hours=1))
    assert shop.send() == 1
    assert only(paid).state == "succeeded"


def test_whatever_happens_to_refunds_each_is_paid_once_or_shown(shop: PaymentsShop) -> None:
    shop.gateway.faults = Faults(
        lose=0.3,
        duplicate=0.3,
        delay=0.3,
        refuse=0.2,
        pend_then_succeed=0.2,
        pend_then_fail=0.2,
        answer_lost=0.1,
        abnormal=0.1,
    )
    paid = [shop.paid(f"o{place}") for place in range(10)]
    shop.settle(rounds=2)
    for one in paid:
        shop.refund(one, "100.00", key=one.id)
    shop.settle()
    refunds = [only(one) for one in paid]
    assert {one.state for one in refunds} <= {"succeeded", "abnormal"}
    shown = {one.number for one in payments.open_differences()}
    assert shown == {one.number for one in refunds if one.state == "abnormal"}
    assert payments.books_at_zero() == []
