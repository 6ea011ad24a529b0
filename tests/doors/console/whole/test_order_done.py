"""What is done with an order and its cases, through the rooms' verbs."""

from __future__ import annotations

from huitou.commerce import aftersales
from huitou.foundation import audit
from huitou.foundation.actors import Actor
from orders_shop import yuan
from whole_desk import STREET, Hired, Trade, read, send

TABS = ("", "?show=money", "?show=aftersales", "?show=history")
REASON = "packing the parcel of today"
_READER = Actor("staff", "reader", frozenset({"aftersales.read"}))


def test_a_parcel_is_shipped_and_arrives(trade: Trade, hired: Hired) -> None:
    operator = hired("operator")
    place = trade.order(trade.second)
    (line,) = trade.shop.detail(trade.second).lines
    asks = read(operator, f"{place}/do/ship")
    assert f'name="units-{line.id}"' in asks
    parcel = {"carrier": "SF", "tracking_number": "SF-2"}
    wrong = send(operator, f"{place}/do/ship", **parcel, **{f"units-{line.id}": "two"})
    assert wrong.status_code == 422
    assert "whole number" in wrong.content.decode()
    none = send(operator, f"{place}/do/ship", **parcel, **{f"units-{line.id}": "0"})
    assert none.status_code == 422
    assert trade.shop.look(trade.second).state == "paid"
    done = send(operator, f"{place}/do/ship", **parcel, **{f"units-{line.id}": "1"})
    assert (done.status_code, done["Location"]) == (303, place)
    (shipment,) = trade.shop.detail(trade.second).shipments
    assert "It has arrived" in read(operator, place)
    assert send(operator, f"{place}/do/delivered?of={shipment.id}").status_code == 303
    assert send(operator, f"{place}/do/receive").status_code == 303
    assert trade.shop.look(trade.second).state == "received"


def test_a_form_that_is_sent_twice_is_done_once(trade: Trade, hired: Hired) -> None:
    operator = hired("operator")
    place = f"{trade.order(trade.first)}/do/refund"
    (line,) = trade.shop.detail(trade.first).lines
    key = "k" * 22
    form = {"idempotency_key": key, f"amount-{line.id}": "5", "reason": "a scratch"}
    sent = [operator.post(place, form) for _ in range(2)]
    assert [one.status_code for one in sent] == [303, 303]
    assert trade.shop.detail(trade.first).lines[0].refunded == yuan(5)
    assert "a scratch" in read(operator, trade.order(trade.first) + "?show=money")


def test_what_cannot_be_given_back_is_said_at_its_field(trade: Trade, hired: Hired) -> None:
    operator = hired("operator")
    place = f"{trade.order(trade.first)}/do/refund"
    (line,) = trade.shop.detail(trade.first).lines
    for amount, reason in (("five", "a scratch"), ("5", ""), ("9999", "a scratch")):
        refused = send(operator, place, **{f"amount-{line.id}": amount, "reason": reason})
        assert refused.status_code == 422
        assert 'class="error"' in refused.content.decode() or 'role="alert"' in (
            refused.content.decode()
        )
    assert not trade.shop.detail(trade.first).lines[0].refunded


def test_an_order_is_cancelled_with_a_reason(trade: Trade, hired: Hired) -> None:
    agent = hired("support")
    place = trade.order(trade.second)
    assert send(agent, f"{place}/do/cancel", reason="she called").status_code == 303
    assert trade.shop.look(trade.second).state == "cancelled"
    page = read(agent, place)
    assert "step-failed" in page
    # What was received cannot be cancelled, and the form says so.
    refused = send(agent, f"{trade.order(trade.first)}/do/cancel", reason="she called")
    assert refused.status_code == 422


def test_a_case_goes_all_its_way(trade: Trade, hired: Hired) -> None:
    operator = hired("operator")
    place = f"{trade.order(trade.first)}/case"
    of = f"?of={trade.case.id}"
    assert send(operator, f"{place}/agree{of}").status_code == 303
    assert send(operator, f"{place}/agree{of}").status_code == 422  # it was done before
    assert send(operator, f"{place}/came{of}").status_code == 303
    assert "units to be sold again" in read(operator, f"{place}/inspect{of}")
    line = trade.case.lines[0].line_id
    less = {"found": "partly", f"amount-{line}": "30", f"stock-{line}": "1", "reason": ""}
    assert send(operator, f"{place}/inspect{of}", **less).status_code == 422
    done = send(operator, f"{place}/inspect{of}", **{**less, "reason": "worn"})
    assert done["Location"] == f"{trade.order(trade.first)}?show=aftersales"
    case = aftersales.case_of(_READER, trade.case.id).case
    assert (case.state, case.refund) == ("refunding", yuan(30))


def test_a_case_is_refused_and_decided(trade: Trade, hired: Hired) -> None:
    agent = hired("support")
    place = f"{trade.order(trade.first)}/case"
    of = f"?of={trade.case.id}"
    assert send(agent, f"{place}/refuse{of}", reason="").status_code == 422
    assert send(agent, f"{place}/refuse{of}", reason="it was used").status_code == 303
    aftersales.escalate(trade.case.id, reason="it was not", actor=trade.ann, clock=trade.shop.clock)
    assert "The platform&#x27;s word" in read(agent, f"{place}/decide{of}")
    assert send(agent, f"{place}/decide{of}", reason="fair").status_code == 422
    decided = send(agent, f"{place}/decide{of}", verdict="refund", reason="fair")
    assert decided.status_code == 303
    case = aftersales.case_of(_READER, trade.case.id).case
    assert (case.state, case.refund) == ("refunding", yuan(60))


def test_staff_open_a_case_for_who_called(trade: Trade, hired: Hired) -> None:
    agent = hired("support")
    place = f"{trade.order(trade.first)}/do/case"
    (line,) = trade.shop.detail(trade.first).lines
    asked = {"kind": "refund_only", "reason": "faulty", "text": "she called"}
    assert send(agent, place, **asked).status_code == 422
    assert send(agent, place, **asked, **{f"units-{line.id}": "1"}).status_code in (303, 422)


def test_the_address_and_the_slip_are_shown_for_a_reason(trade: Trade, hired: Hired) -> None:
    agent = hired("support")
    for place in ("reveal", "slip"):
        address = f"{trade.order(trade.first)}/{place}"
        assert STREET not in read(agent, address)
        assert agent.post(address, {"reason": "-"}).status_code == 422
        shown = agent.post(address, {"reason": REASON})
        assert "1 Nanjing Road" in shown.content.decode()
        assert shown["Cache-Control"] == "no-store"
    entries = audit.entries(subject=trade.first.id, limit=2)
    assert [one.action for one in entries] == ["personal.reveal"] * 2
    assert hired("analyst").post(f"{trade.order(trade.first)}/reveal").status_code == 403
