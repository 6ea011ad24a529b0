"""Both sides have a clock, to the microsecond."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from aftersales_desk import CLERK, Desk, kept
from huitou.commerce import aftersales, orders, payments
from huitou.commerce.aftersales.models import ConfirmedExclusion
from huitou.kernel import Conflict
from orders_shop import ANN, yuan
from orders_shop import CLERK as KEEPER

TICK = timedelta(microseconds=1)


def test_a_seller_who_does_not_answer_in_48_hours_has_agreed(desk: Desk) -> None:
    case = desk.apply(desk.delivered(A=1), units={"A": 1})
    desk.clock.advance(timedelta(hours=48) - TICK)
    assert (desk.run(), desk.state(case)) == (0, "requested")
    desk.clock.advance(TICK)
    with pytest.raises(Conflict) as error:  # too late to refuse, whether or not the job ran
        aftersales.refuse(case.id, reason="late", actor=CLERK, clock=desk.clock)
    assert error.value.code == "aftersales.time_over"
    assert (desk.run(), desk.state(case)) == (1, "agreed")
    assert desk.history(case)[-1] == ("agreed", "system:huitou")


def test_a_silent_seller_pays_what_was_never_shipped(desk: Desk) -> None:
    order = desk.paid(A=1)
    case = desk.apply(order, "refund_only", "changed_mind", units={"A": 1})
    desk.clock.advance(timedelta(hours=48))
    assert (desk.run(), desk.state(case)) == (1, "refunding")
    desk.money_moves()
    assert (desk.state(case), desk.refunded(order)) == ("completed", yuan(18))


def test_a_shopper_who_does_not_send_back_in_7_days_has_given_up(desk: Desk) -> None:
    case = desk.apply(desk.delivered(A=1), units={"A": 1})
    desk.agree(case)
    desk.clock.advance(timedelta(days=7) - TICK)
    assert (desk.run(), desk.state(case), kept()) == (0, "agreed", (1, 1000))
    desk.clock.advance(TICK)
    assert (desk.run(), desk.state(case), kept()) == (1, "closed", (0, 0))


def test_goods_that_are_not_inspected_in_7_days_are_refunded(desk: Desk) -> None:
    order = desk.delivered(A=1)
    case = desk.apply(order, units={"A": 1})
    desk.come_back(case)
    desk.clock.advance(timedelta(days=7) - TICK)
    assert desk.run() == 0
    desk.clock.advance(TICK)
    assert (desk.run(), desk.state(case)) == (1, "refunding")
    assert desk.shop.level("A") == (99, 0)  # nobody has looked whether it can be sold
    desk.money_moves()
    assert (desk.state(case), desk.refunded(order)) == ("completed", yuan(10))


def test_a_lost_parcel_goes_to_the_platform_and_may_still_come(desk: Desk) -> None:
    case = desk.apply(desk.delivered(A=1), units={"A": 1})
    desk.agree(case)
    desk.send_back(case)
    desk.clock.advance(timedelta(days=15))
    assert (desk.run(), desk.state(case)) == (1, "escalated")
    came = aftersales.receive_goods(case.id, actor=CLERK, clock=desk.clock)
    assert came.state == "received"


def test_a_parcel_that_stays_lost_can_be_upheld(desk: Desk) -> None:
    case = desk.apply(desk.delivered(A=1), units={"A": 1})
    desk.agree(case)
    desk.send_back(case)
    desk.clock.advance(timedelta(days=15))
    desk.run()
    done = aftersales.decide(
        case.id, "uphold", reason="the carrier lost it", actor=CLERK, clock=desk.clock
    )
    assert (done.state, done.refund) == ("refunding", yuan(10))


def test_one_case_that_cannot_go_on_does_not_hold_up_the_others(desk: Desk) -> None:
    stuck = desk.apply(desk.delivered(A=1), "refund_only", "faulty", units={"A": 1})
    other = desk.apply(desk.delivered(B=1), units={"B": 1})
    order_id = stuck.order_id
    payment = next(iter(payments.payments_of("order", order_id)))
    with transaction.atomic():
        payments.refund(
            payment_id=payment.id,
            amount=payment.captured,
            key="by-hand",
            reason="goodwill",
            actor=CLERK,
            clock=desk.clock,
        )
    desk.clock.advance(timedelta(hours=48))
    assert (desk.run(), desk.state(stuck), desk.state(other)) == (1, "requested", "agreed")


def test_seven_days_from_delivery_while_receipt_is_not_confirmed(desk: Desk) -> None:
    """Delivered on the first of July, in a shop that counts in UTC: until the eighth is over."""
    order = desk.delivered(A=1)
    end = desk.clock.now().replace(hour=0, minute=0) + timedelta(days=8)
    desk.clock.advance(end - desk.clock.now() - TICK)
    (line,) = aftersales.possible_actions(order.id, actor=ANN, clock=desk.clock)
    assert _action(line, "return", "no_reason").until == end
    assert desk.apply(order, units={"A": 1}).state == "requested"


def test_after_seven_days_only_faults_count(desk: Desk) -> None:
    order = desk.delivered(A=1)
    end = desk.clock.now().replace(hour=0, minute=0) + timedelta(days=8)
    desk.clock.advance(end - desk.clock.now())
    with pytest.raises(Conflict) as error:
        desk.apply(order, units={"A": 1})
    assert error.value.code == "aftersales.time_over"
    (line,) = aftersales.possible_actions(order.id, actor=ANN, clock=desk.clock)
    over, fault = _action(line, "return", "no_reason"), _action(line, "return", "fault")
    assert over.why_not == aftersales.WHY_NOT["time_over"]
    assert (over.quantity, over.until) == (0, end)
    assert (fault.quantity, fault.most, fault.why_not) == (1, yuan(10), None)


def test_a_confirmed_receipt_starts_the_clock_and_time_alone_does_not(desk: Desk) -> None:
    confirmed, waited = desk.delivered(A=1), desk.delivered(A=1)
    desk.clock.advance(timedelta(days=5))
    orders.confirm_receipt(ANN, confirmed.id, clock=desk.clock)
    desk.clock.advance(timedelta(days=5))
    assert desk.apply(confirmed, units={"A": 1}).state == "requested"
    desk.clock.advance(timedelta(days=5))
    assert orders.confirm_overdue(clock=desk.clock) == 1
    with pytest.raises(Conflict) as error:
        desk.apply(waited, units={"A": 1})
    assert error.value.code == "aftersales.time_over"


def test_when_time_alone_took_a_parcel_as_received_the_clock_starts_with_it(desk: Desk) -> None:
    """Promised for the fourth of July; taken as received when the nineteenth is over."""
    order = desk.paid(A=2)
    desk.shop.ship(order)
    end = datetime(2026, 7, 20, tzinfo=UTC)
    desk.clock.advance(end - desk.clock.now() - TICK)
    (line,) = aftersales.possible_actions(order.id, actor=ANN, clock=desk.clock)
    assert _action(line, "return", "no_reason").why_not == aftersales.WHY_NOT["not_received_yet"]
    assert _action(line, "refund_only", "not_received").until is None
    desk.clock.advance(TICK)
    assert orders.confirm_overdue(clock=desk.clock) == 1

    (line,) = aftersales.possible_actions(order.id, actor=ANN, clock=desk.clock)
    assert _action(line, "return", "no_reason").until == end + timedelta(days=8)
    # Who still waits for it may say so, as long as one may say that what came is broken.
    missing = _action(line, "refund_only", "not_received")
    assert (missing.quantity, missing.until) == (2, end + timedelta(days=16))
    desk.clock.advance(timedelta(days=8) - TICK)
    assert desk.apply(order, units={"A": 1}).state == "requested"
    desk.clock.advance(timedelta(days=8) + TICK)
    with pytest.raises(Conflict) as error:
        desk.apply(order, "refund_only", "not_received", units={"A": 1})
    assert error.value.code == "aftersales.time_over"


def test_a_parcel_that_is_noted_late_counts_from_its_arrival(desk: Desk) -> None:
    order = desk.paid(A=1)
    desk.shop.ship(order)
    desk.clock.advance(timedelta(days=30))
    assert orders.confirm_overdue(clock=desk.clock) == 1
    desk.clock.advance(timedelta(days=30))
    (parcel,) = desk.shop.detail(order).shipments
    orders.mark_delivered(CLERK, parcel.id, clock=desk.clock)
    assert desk.apply(order, units={"A": 1}).state == "requested"
    with pytest.raises(Conflict) as error:
        desk.apply(order, "refund_only", "not_received", units={"A": 1})
    assert error.value.code == "aftersales.nothing_left"


def test_an_excluded_category_needs_the_shoppers_consent(desk: Desk) -> None:
    from huitou.commerce import catalogue

    catalogue.set_return_policy(
        desk.shop.category,
        no_reason_return=False,
        reason="fresh",
        actor=KEEPER,
        clock=desk.clock,
    )
    asked, silent = desk.shop.ordered(A=1), desk.shop.ordered(B=1)
    aftersales.confirm_exclusions(asked.id, [desk.line(asked).id], actor=ANN, clock=desk.clock)
    for order in (asked, silent):
        desk.shop.paid(order)
        desk.shop.ship(order, f"SF-{order.id}")
        orders.confirm_receipt(ANN, order.id, clock=desk.clock)
    with pytest.raises(Conflict) as error:
        desk.apply(asked, units={"A": 1})
    assert error.value.code == "aftersales.excluded"
    assert desk.apply(asked, units={"A": 1}, reason="damaged").state == "requested"
    assert desk.apply(silent, units={"B": 1}).state == "requested"
    with pytest.raises(Conflict) as late:
        aftersales.confirm_exclusions(
            silent.id, [desk.line(silent, "B").id], actor=ANN, clock=desk.clock
        )
    assert late.value.code == "aftersales.confirmed_too_late"
    assert ConfirmedExclusion.objects.count() == 1


def test_everything_that_can_be_asked_for_before_shipping(desk: Desk) -> None:
    order = desk.paid(A=2)
    (line,) = aftersales.possible_actions(order.id, actor=ANN, clock=desk.clock)
    possible = [(one.kind, one.ground) for one in line.actions if one.why_not is None]
    assert possible == [("refund_only", "before_shipping")]
    codes = {one.why_not.code for one in line.actions if one.why_not is not None}
    assert (line.units_left, codes) == (2, {"not_shipped"})


def _action(line: aftersales.LineActions, kind: str, ground: str) -> aftersales.PossibleAction:
    return next(one for one in line.actions if (one.kind, one.ground) == (kind, ground))
