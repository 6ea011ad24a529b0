"""Goods and money that go back: by the unit, by the day, and not for what is excluded."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from huitou.commerce import orders
from huitou.commerce.orders import AdjusterInput, Adjustment, adjust, spread
from shop_callers import Shopper
from shop_story import ShopStory, yuan


def asks(order: Any, line: Any, kind: str, reason: str, quantity: int = 1) -> dict[str, Any]:
    """What a shopper sends to ask for something."""
    return {
        "order_id": order["id"],
        "kind": kind,
        "reason": reason,
        "lines": [{"line_id": line["id"], "quantity": quantity}],
    }


def no_reason(shopper: Shopper, order: Any) -> Any:
    """What is said about a return without a reason, of the first line."""
    line = shopper.get(f"/aftersales/orders/{order['id']}/possible")[0]
    return next(one for one in line["actions"] if one["ground"] == "no_reason")


@pytest.fixture
def _one_yuan_off(monkeypatch: pytest.MonkeyPatch) -> None:
    def off(asked: AdjusterInput) -> tuple[Adjustment, ...]:
        label = {"en": "1 yuan off", "zh-hans": "减1元"}
        return (Adjustment("one-off", label, spread(100, asked.lines, asked.currency)),)

    monkeypatch.setattr(adjust, "_adjusters", {})
    orders.register_adjuster("story", orders.FULL_REDUCTION, off)


@pytest.mark.usefixtures("_one_yuan_off")
def test_three_units_go_back_one_by_one_to_the_last_fen(shop: ShopStory) -> None:
    # Given three units for 29 yuan, which no fen divides by three, delivered
    shop.sells("GREEN", "10.00", stock=5)
    ann = shop.guest()
    order = ann.orders(GREEN=3)
    assert (order["discount"], order["total"]) == (yuan("1.00"), yuan("37.00"))
    ann.pays(order)
    shop.operator.delivers(order)
    (line,) = ann.sees(order)["lines"]
    assert line["total"] == yuan("29.00")

    # When she asks for the money of one after another, all damaged
    amounts = []
    for _ in range(3):
        case = ann.post("/aftersales/cases", asks(order, line, "refund_only", "damaged"))
        shop.operator.post(f"/aftersales/cases/{case['id']}/agree")
        shop.money_moves()
        done = ann.get(f"/aftersales/cases/{case['id']}")
        assert done["state"] == "completed"
        amounts.append((done["refund"]["amount"], done["delivery"]["amount"]))
        if len(amounts) == 2:
            assert ann.payment(order)["state"] == "partly_refunded"
            assert shop.report() == (1, 2900, 1932, 968)

    # Then the last one takes what is left over, and the delivery, and it is all that she paid
    assert amounts == [("9.66", "0.00"), ("9.66", "0.00"), ("17.68", "8.00")]
    payment = ann.payment(order)
    assert (payment["state"], payment["refunded"]) == ("refunded", yuan("37.00"))
    (line,) = ann.sees(order)["lines"]
    assert (line["refunded_quantity"], line["refunded"]) == (3, yuan("29.00"))

    # And nobody gets her a fen more
    again = asks(order, line, "refund_only", "damaged")
    assert ann.refused("POST", "/aftersales/cases", again) == (409, "aftersales.nothing_left")
    more = {"amount": yuan("0.01"), "key": "k", "reason": "kindness"}
    path = f"/payments/{order['payment_id']}/refunds"
    assert shop.operator.refused("POST", path, more) == (409, "payments.refund_elsewhere")
    kind = {
        "lines": [{"line_id": line["id"], "amount": yuan("0.01")}],
        "key": "k",
        "reason": "nice",
    }
    path = f"/orders/{order['id']}/refunds"
    assert shop.operator.refused("POST", path, kind) == (409, "orders.refund_too_much")

    # And the log has each part, the report none of it any more, and the goods stay with her
    parts = [(said["revenue"], said["shipping"]) for said in shop.said("Order Refunded")]
    assert parts == [(9.66, 0), (9.66, 0), (9.68, 8)]
    assert shop.report() == (0, 2900, 2900, 0)
    assert shop.level("GREEN") == (2, 0)
    shop.books_agree(gateway=-22, fees=22)  # 0.6 % of 37.00, which the gateway keeps


def test_a_return_within_seven_days(shop: ShopStory) -> None:
    # Given two units that were received
    shop.sells("GREEN", "10.00", stock=5)
    ann = shop.guest()
    order = ann.orders(GREEN=2)
    ann.pays(order)
    shop.operator.delivers(order)
    received = ann.post(f"/orders/{order['id']}/receipt")
    assert received["received_at"].startswith("2026-07-02T")

    # When, in the last second of the seventh day after, she asks what is possible, asks for one
    # unit, and sends it back: three calls
    possible = no_reason(ann, order)
    assert (possible["quantity"], possible["most"]) == (2, yuan("20.00"))
    until = datetime.fromisoformat(possible["until"])
    assert until.isoformat() == "2026-07-09T16:00:00+00:00"  # midnight in Shanghai
    _wait_until(shop, until - timedelta(seconds=2))
    (line,) = ann.sees(order)["lines"]
    case = ann.post("/aftersales/cases", asks(order, line, "return", "no_reason"))
    path = f"/aftersales/cases/{case['id']}"
    assert (case["state"], case["asked"], case["delivery"]) == (
        "requested",
        yuan("10.00"),
        yuan("0.00"),
    )
    assert shop.operator.post(f"{path}/agree")["state"] == "agreed"
    parcel = {"carrier": "SF", "number": "R1"}
    assert ann.post(f"{path}/send-back", parcel)["state"] == "sent_back"

    # Then no money goes before the goods have come
    shop.money_moves()
    assert shop.refunds(order) == []

    # When they come, as good as new
    assert shop.operator.post(f"{path}/receive")["state"] == "received"
    found = {"found": "ok", "to_stock": [{"line_id": line["id"], "quantity": 1}]}
    assert shop.operator.post(f"{path}/inspect", found)["state"] == "refunding"
    shop.money_moves()

    # Then the unit is in stock again and its money back, the rest is hers and the shop's
    assert ann.get(path)["state"] == "completed"
    assert shop.refunds(order) == [("succeeded", "10.00")]
    assert shop.level("GREEN") == (4, 0)
    assert ann.state(order) == "received"
    assert shop.names() == [
        "Order Completed",
        "Order Shipped",
        "Order Delivered",
        "Order Received",
        "Return Requested",
        "Return Agreed",
        "Return Sent",
        "Return Received",
        "Order Refunded",
        "Return Completed",
    ]
    (said,) = shop.said("Return Completed")
    assert (said["kind"], said["reason"], said["total"]) == ("return", "no_reason", 10)
    assert shop.report() == (1, 2000, 1000, 1000)
    shop.books_agree(gateway=1783, held=-1800, fees=17)


def test_no_return_after_seven_days(shop: ShopStory) -> None:
    # Given a unit that was received
    shop.sells("GREEN", "10.00", stock=5)
    ann = shop.guest()
    order = ann.orders(GREEN=1)
    ann.pays(order)
    shop.operator.delivers(order)
    ann.post(f"/orders/{order['id']}/receipt")
    (line,) = ann.sees(order)["lines"]

    # When the seven days have passed
    until = datetime.fromisoformat(no_reason(ann, order)["until"])
    _wait_until(shop, until)

    # Then it is refused, and the order page says so before
    possible = no_reason(ann, order)
    assert (possible["quantity"], possible["why_not"]["code"]) == (0, "time_over")
    wanted = asks(order, line, "return", "no_reason")
    assert ann.refused("POST", "/aftersales/cases", wanted) == (409, "aftersales.time_over")
    assert ann.get("/aftersales/cases")["items"] == []

    # And what does not work can be returned for another week
    faulty = asks(order, line, "return", "faulty")
    assert ann.post("/aftersales/cases", faulty)["asked"] == yuan("18.00")
    assert shop.report() == (1, 1000, 0, 1000)
    shop.books_agree(gateway=1789, held=-1800, fees=11)


@pytest.mark.parametrize("confirmed", [True, False])
def test_an_excluded_category(shop: ShopStory, confirmed: bool) -> None:
    # Given a cake, of a category that is not taken back, and a shopper who confirms that or not
    cakes = shop.new_category("Cakes")
    policy = {"no_reason_return": False, "reason": "fresh"}
    shop.operator.does("PUT", f"/catalogue/staff/categories/{cakes}/return-policy", policy)
    shop.sells("CAKE", "30.00", stock=5, category=cakes)
    ann = shop.guest()
    order = ann.orders(CAKE=1)
    (line,) = ann.sees(order)["lines"]
    assert (line["no_reason_return"], line["no_return_reason"]) == (False, "fresh")
    exclusions = {"order_id": order["id"], "line_ids": [line["id"]]}
    if confirmed:
        ann.post("/aftersales/exclusions", exclusions)
    ann.pays(order)
    late = ann.refused("POST", "/aftersales/exclusions", exclusions)
    assert late == (409, "aftersales.confirmed_too_late")
    shop.operator.delivers(order)

    # When she wants to give it back the same day
    wanted = asks(order, line, "return", "no_reason")

    # Then what she confirmed holds, and what nobody told her does not
    if confirmed:
        assert no_reason(ann, order)["why_not"]["code"] == "excluded"
        assert ann.refused("POST", "/aftersales/cases", wanted) == (409, "aftersales.excluded")
    else:
        assert ann.post("/aftersales/cases", wanted)["state"] == "requested"
    assert shop.refunds(order) == []
    shop.books_agree(gateway=3777, held=-3800, fees=23)


def _wait_until(shop: ShopStory, moment: datetime) -> None:
    shop.clock.advance(moment - shop.clock.now())
    shop.works()


def test_goodwill_leaves_room_for_the_rest(shop: ShopStory) -> None:
    # Given a paid order of two units of 10.00
    shop.sells("GREEN", "10.00", stock=5)
    ann = shop.guest()
    order = ann.orders(GREEN=2)
    ann.pays(order)
    (line,) = ann.sees(order)["lines"]

    # When staff give 1.00 back for a scratch
    kind = {
        "lines": [{"line_id": line["id"], "amount": yuan("1.00")}],
        "key": "k",
        "reason": "scratch",
    }
    path = f"/orders/{order['id']}/refunds"
    assert shop.operator.post(path, kind)["state"] == "paid"
    (line,) = ann.sees(order)["lines"]
    assert (line["refunded_quantity"], line["refunded"]) == (0, yuan("1.00"))

    # Then the order can still be cancelled, all that is left goes back, and the report knows both
    ann.cancels(order)
    shop.works()
    payment = ann.payment(order)
    assert (payment["state"], payment["refunded"]) == ("refunded", payment["captured"])
    assert shop.level("GREEN") == (5, 0)
    parts = [(said["revenue"], said["shipping"]) for said in shop.said("Order Refunded")]
    assert parts == [(1.0, 0), (19.0, 8)]
    assert shop.report()[0] == 0
