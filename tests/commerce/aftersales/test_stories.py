"""From the application to the money, in verbs."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction

import pytest

from aftersales_desk import CLERK, Desk, kept, said
from huitou.commerce import aftersales, orders, payments, supply
from huitou.commerce.payments import RefundScript
from huitou.foundation import audit
from huitou.foundation.actors import Actor
from huitou.kernel import Clock, Conflict, Forbidden, NotFound
from orders_shop import ANN, BOB, yuan


def test_a_return_ends_when_the_money_has_arrived(desk: Desk) -> None:
    order = desk.delivered(A=3)
    case = desk.apply(order, units={"A": 3}, text="too many")
    assert (case.state, case.asked, kept()) == ("requested", yuan(30), (3, 3000))

    desk.come_back(case)
    done = desk.inspect(case, to_stock={desk.line(order).id: 3})
    assert (done.state, done.refund, kept()) == ("refunding", yuan(30), (0, 0))
    assert (desk.line(order).refunded_quantity, desk.line(order).refunded) == (3, yuan(30))
    assert desk.shop.level("A") == (100, 0)

    desk.money_moves()
    assert (desk.state(case), desk.refunded(order)) == ("completed", yuan(30))
    assert payments.books_at_zero() == []
    assert said() == [
        "Return Requested",
        "Return Agreed",
        "Return Sent",
        "Return Received",
        "Return Completed",
    ]
    assert desk.history(case)[-1] == ("completed", "system:huitou")
    actions = [entry.action for entry in audit.entries(subject=case.id)]
    assert actions == ["aftersales.inspect", "aftersales.receive_goods", "aftersales.agree"]


def test_units_that_are_not_shipped_are_dropped_for_their_money(desk: Desk) -> None:
    order = desk.paid(A=2, B=1)
    case = desk.apply(order, "refund_only", "changed_mind", units={"A": 1})
    assert desk.agree(case).state == "refunding"
    line = desk.line(order)
    assert (line.dropped, line.refunded, desk.shop.level("A")) == (1, yuan(10), (100, 1))
    desk.money_moves()
    assert (desk.state(case), desk.refunded(order)) == ("completed", yuan(10))


def test_the_last_unit_before_shipping_takes_the_delivery_with_it(desk: Desk) -> None:
    order = desk.paid(A=2)
    first = desk.apply(order, "refund_only", "changed_mind", units={"A": 1})
    desk.agree(first)
    second = desk.apply(order, "refund_only", "changed_mind", units={"A": 1})
    assert (first.delivery, second.delivery) == (yuan(0), yuan(8))
    desk.agree(second)
    desk.money_moves()
    assert desk.refunded(order) == yuan(28)
    assert desk.shop.look(order).state == "cancelled"


def test_goods_shipped_before_the_answer_are_not_dropped(desk: Desk) -> None:
    order = desk.paid(A=1)
    case = desk.apply(order, "refund_only", "changed_mind", units={"A": 1})
    desk.shop.ship(order)
    with pytest.raises(Conflict) as error:
        desk.agree(case)
    assert error.value.code == "aftersales.already_shipped"
    desk.clock.advance(timedelta(hours=48))
    assert (desk.run(), desk.state(case)) == (1, "refused")
    assert desk.refunded(order) == yuan(0)


def test_an_exchange_takes_new_goods_from_the_shelf(desk: Desk) -> None:
    order = desk.delivered(A=2)
    case = desk.apply(order, "exchange", "damaged", units={"A": 1})
    desk.come_back(case)
    assert desk.inspect(case).state == "replacing"
    done = aftersales.complete_exchange(
        case.id, carrier="SF", number="N1", actor=CLERK, clock=desk.clock
    )
    assert (done.state, done.new_number, kept()) == ("completed", "N1", (0, 0))
    assert desk.shop.level("A") == (97, 0)
    assert desk.refunded(order) == yuan(0)
    # The new one can be faulty, too.
    assert desk.apply(order, units={"A": 2}, reason="faulty").asked == yuan(28)


def exchanged(desk: Desk, order: orders.OrderSeen, *, to_stock: bool) -> str:
    """One unit, which can be sold again or not; the holder of the new one."""
    case = desk.apply(order, "exchange", "damaged", units={"A": 1})
    desk.come_back(case)
    desk.inspect(case, to_stock={desk.line(order).id: 1} if to_stock else None)
    aftersales.complete_exchange(case.id, carrier="SF", number="N1", actor=CLERK, clock=desk.clock)
    return f"exchange:{case.id}"


def came_back(desk: Desk, holder: str) -> tuple[int, int]:
    """How many units were shipped for a holder, and came back."""
    (row,) = supply.reservations(holder)
    return row.shipped, row.returned


def test_exchanged_goods_come_back_for_the_exchange(desk: Desk) -> None:
    order = desk.delivered(A=2)
    new = exchanged(desk, order, to_stock=True)
    newer = exchanged(desk, order, to_stock=False)
    own = f"order:{order.id}"
    assert (came_back(desk, own), came_back(desk, new)) == ((2, 1), (1, 0))
    assert desk.shop.level("A") == (97, 0)

    last = desk.apply(order, units={"A": 2}, reason="faulty")
    desk.come_back(last)
    desk.inspect(last, to_stock={desk.line(order).id: 2})
    assert [came_back(desk, one) for one in (own, new, newer)] == [(2, 1), (1, 1), (1, 1)]
    assert desk.shop.level("A") == (99, 0)
    assert supply.reconcile() == []
    entries = supply.entries(desk.shop.variants["A"])
    assert {one.reference for one in entries if last.id in one.source} == {new, newer}


def test_more_units_than_the_exchange_sent_come_back_for_the_order(desk: Desk) -> None:
    order = desk.delivered(A=3)
    new = exchanged(desk, order, to_stock=False)
    case = desk.apply(order, units={"A": 3}, reason="faulty")
    desk.come_back(case)
    desk.inspect(case, to_stock={desk.line(order).id: 3})
    assert (came_back(desk, new), came_back(desk, f"order:{order.id}")) == ((1, 1), (3, 2))
    assert desk.shop.level("A") == (99, 0)


def test_a_repair_comes_back_and_gives_no_money(desk: Desk) -> None:
    case = desk.apply(desk.delivered(A=1), "repair", "faulty", units={"A": 1})
    desk.come_back(case)
    desk.inspect(case)
    done = aftersales.complete_repair(
        case.id, carrier="SF", number="N1", actor=CLERK, clock=desk.clock
    )
    assert (done.state, done.refund) == ("completed", None)


def test_a_part_of_the_price_and_none_of_the_delivery(desk: Desk) -> None:
    order = desk.delivered(A=2)
    case = desk.apply(order, units={"A": 2}, reason="faulty")
    assert (case.asked, case.delivery) == (yuan(28), yuan(8))
    desk.come_back(case)
    amounts = {desk.line(order).id: 1500}
    done = desk.inspect(case, "partly", amounts=amounts, reason="one was used")
    assert done.refund == yuan(15)
    desk.money_moves()
    assert (desk.state(case), desk.refunded(order)) == ("completed", yuan(15))


def test_refused_goods_go_to_the_platform(desk: Desk) -> None:
    order = desk.delivered(A=1)
    case = desk.apply(order, units={"A": 1})
    desk.come_back(case)
    assert desk.inspect(case, "refused", reason="worn for a week").state == "refused"
    aftersales.escalate(case.id, reason="I did not wear it", actor=ANN, clock=desk.clock)
    with pytest.raises(Forbidden):
        aftersales.decide(case.id, "refund", reason="no", actor=BOB, clock=desk.clock)
    done = aftersales.decide(
        case.id, "uphold", reason="the photographs agree", actor=CLERK, clock=desk.clock
    )
    assert (done.state, done.refund) == ("refunding", yuan(10))


def test_the_platform_can_close_a_case_and_take_it_up_again(desk: Desk) -> None:
    order = desk.delivered(A=1)
    case = desk.apply(order, units={"A": 1})
    aftersales.refuse(case.id, reason="not ours", actor=CLERK, clock=desk.clock)
    aftersales.escalate(case.id, reason="it is yours", actor=ANN, clock=desk.clock)
    closed = aftersales.decide(case.id, "refuse", reason="not ours", actor=CLERK, clock=desk.clock)
    assert (closed.state, kept()) == ("closed", (0, 0))
    again = aftersales.reopen(case.id, reason="a new photograph", actor=CLERK, clock=desk.clock)
    assert (again.state, kept()) == ("escalated", (1, 1000))
    upheld = aftersales.decide(case.id, "uphold", reason="ours", actor=CLERK, clock=desk.clock)
    assert upheld.state == "agreed"


def test_a_closed_case_whose_units_are_gone_stays_closed(desk: Desk) -> None:
    order = desk.delivered(A=1)
    case = desk.apply(order, units={"A": 1})
    desk.agree(case)
    desk.clock.advance(timedelta(days=7))
    desk.run()
    assert desk.state(case) == "closed"
    desk.apply(order, units={"A": 1}, reason="faulty")
    with pytest.raises(Conflict) as error:
        aftersales.reopen(case.id, reason="again", actor=CLERK, clock=desk.clock)
    assert error.value.code == "aftersales.nothing_left"


def test_a_refund_that_fails_arrives_later_under_its_one_number(desk: Desk) -> None:
    order = desk.delivered(A=1)
    case = desk.apply(order, units={"A": 1})
    desk.come_back(case)
    desk.shop.gateway.refund_scripts.append(RefundScript.ABNORMAL)
    desk.inspect(case)
    desk.money_moves(1)
    assert desk.state(case) == "refund_failed"
    number = _number(desk.look(case).refund_key)

    retried = aftersales.retry_refund(case.id, actor=CLERK, clock=desk.clock)
    assert retried.state == "refunding"
    desk.money_moves()
    assert (desk.state(case), desk.refunded(order)) == ("completed", yuan(10))
    assert _number(desk.look(case).refund_key) == number
    assert [state for state, _ in desk.history(case)][-4:] == [
        "refunding",
        "refund_failed",
        "refunding",
        "completed",
    ]
    assert payments.books_at_zero() == []


def test_a_refund_that_was_given_up_is_asked_for_anew(desk: Desk) -> None:
    order = desk.delivered(A=2)
    case = desk.apply(order, units={"A": 1})
    desk.come_back(case)
    desk.shop.gateway.refund_scripts.append(RefundScript.ABNORMAL)
    desk.inspect(case)
    desk.money_moves(1)
    stuck = payments.refund_of(desk.look(case).refund_key)
    assert stuck is not None
    payments.resolve_refund(refund_id=stuck.id, way="give_up", actor=CLERK, clock=desk.clock)
    aftersales.retry_refund(case.id, actor=CLERK, clock=desk.clock)
    desk.money_moves()
    assert desk.look(case).refund_key == f"return:{case.id}:2"
    assert (desk.state(case), desk.refunded(order)) == ("completed", yuan(10))


def test_promotions_are_undone_in_proportion(desk: Desk) -> None:
    taken: list[int] = []

    def points(facts: aftersales.CaseFacts, fraction: Fraction, clock: Clock) -> None:
        taken.append(int(100 * (facts.before + fraction)) - int(100 * facts.before))

    aftersales.register_reverser("points", points)
    order = desk.delivered(A=3)
    for _ in range(3):
        case = desk.apply(order, units={"A": 1})
        desk.come_back(case)
        desk.inspect(case)
    assert (taken, sum(taken)) == ([33, 33, 34], 100)


def test_a_reverser_that_fails_takes_the_decision_back(desk: Desk) -> None:
    def broken(facts: aftersales.CaseFacts, fraction: Fraction, clock: Clock) -> None:
        raise RuntimeError("no points")

    order = desk.delivered(A=1)
    case = desk.apply(order, units={"A": 1})
    desk.come_back(case)
    aftersales.register_reverser("points", broken)
    with pytest.raises(RuntimeError):
        desk.inspect(case)
    assert (desk.state(case), desk.line(order).refunded) == ("received", yuan(0))
    assert payments.refund_of(f"return:{case.id}") is None


def test_nobody_touches_what_is_anothers(desk: Desk) -> None:
    order = desk.delivered(A=1)
    case = desk.apply(order, units={"A": 1})
    for verb in (aftersales.withdraw,):
        with pytest.raises(NotFound):
            verb(case.id, actor=BOB, clock=desk.clock)
    with pytest.raises(NotFound):
        aftersales.case_of(BOB, case.id)
    with pytest.raises(NotFound):
        aftersales.apply(
            order.id, "return", {"x": 1}, reason="no_reason", actor=BOB, clock=desk.clock
        )
    with pytest.raises(Forbidden):
        aftersales.agree(case.id, actor=ANN, clock=desk.clock)
    assert aftersales.list_cases(BOB) == []
    assert [seen.id for seen in aftersales.list_cases(ANN)] == [case.id]


def test_a_withdrawn_case_leaves_its_units_to_the_next(desk: Desk) -> None:
    order = desk.delivered(A=1)
    case = desk.apply(order, units={"A": 1})
    with pytest.raises(Conflict) as error:
        desk.apply(order, units={"A": 1})
    assert error.value.code == "aftersales.nothing_left"
    assert aftersales.withdraw(case.id, actor=ANN, clock=desk.clock).state == "withdrawn"
    assert desk.apply(order, units={"A": 1}).state == "requested"


def test_thirds_of_a_price_with_one_fen_over(desk: Desk) -> None:
    """Three units for 29.99: 9.99, 9.99 and 10.01 go back."""
    desk.shop.sell("C", "10.00")
    order = _with_discount(desk, minor=1, C=3)
    amounts = []
    for _ in range(3):
        case = desk.apply(order, units={"C": 1})
        desk.come_back(case)
        amounts.append(desk.inspect(case).refund)
    assert amounts == [yuan("9.99"), yuan("9.99"), yuan("10.01")]
    assert desk.line(order, "C").refunded == yuan("29.99")


def _with_discount(desk: Desk, *, minor: int, **units: int) -> orders.OrderSeen:
    from huitou.commerce.orders import adjust

    def one_off(asked: orders.AdjusterInput) -> tuple[orders.Adjustment, ...]:
        return (orders.Adjustment("fen", {"en": "1 fen off"}, (minor,)),)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(adjust, "_adjusters", {})
        orders.register_adjuster("fen", orders.COUPON, one_off, bound_by_floor=False)
        return desk.delivered(**units)


def _number(key: str) -> str:
    found = payments.refund_of(key)
    assert found is not None
    return found.number


def test_a_preview_is_what_the_case_asks_for_and_keeps_nothing(desk: Desk) -> None:
    order = desk.delivered(A=3)
    line = desk.line(order).id

    def preview(units: int, reason: str, actor: Actor = ANN) -> aftersales.CasePreview:
        return aftersales.preview_case(
            order.id, "return", {line: units}, reason=reason, actor=actor, clock=desk.clock
        )

    assert preview(2, "no_reason").total == yuan(20)
    whole = preview(3, "faulty")
    assert [(one.line.id, one.quantity, one.amount) for one in whole.lines] == [(line, 3, yuan(30))]
    assert (whole.delivery, whole.total) == (yuan(8), yuan(38))
    assert kept() == (0, 0)
    asked = desk.apply(order, reason="faulty", units={"A": 3}).asked
    assert asked == yuan(38)
    with pytest.raises(Conflict):
        preview(1, "no_reason")
    with pytest.raises(NotFound):
        preview(1, "no_reason", BOB)


def test_what_a_shopper_can_do_with_a_case_follows_its_state(desk: Desk) -> None:
    case = desk.apply(desk.delivered(A=1), units={"A": 1})

    def possible(later: timedelta = timedelta(0)) -> tuple[bool, bool, bool, bool]:
        found = aftersales.possible_moves(desk.look(case), at=desk.clock.now() + later)
        return found.withdraw, found.send_back, found.escalate, found.add_evidence

    assert possible() == (True, False, False, True)
    assert possible(timedelta(hours=48)) == (False, False, False, False)
    desk.agree(case)
    assert possible() == (True, True, False, True)
    desk.send_back(case)
    assert possible() == (False, False, False, True)
    aftersales.receive_goods(case.id, actor=CLERK, clock=desk.clock)
    desk.inspect(case, "refused", reason="it is worn")
    assert possible() == (True, False, True, True)
    aftersales.withdraw(case.id, actor=ANN, clock=desk.clock)
    assert possible() == (False, False, False, False)
