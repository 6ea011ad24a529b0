"""Payments over HTTP: the shopper pays, the gateway calls back, staff keep the books."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from huitou.commerce import payments
from huitou.commerce.payments import RefundScript
from huitou.commerce.payments.simulated.tables import SimulatedCharge
from huitou.foundation import accounts
from huitou.foundation.actors import SYSTEM, Actor
from huitou.foundation.clocks import clock_set
from huitou.foundation.web import bearers
from huitou.kernel import Clock
from payments_shop import PaymentsShop

_keys = itertools.count()


def _shopper(secret: str, *, clock: Clock) -> Actor | None:
    return Actor("member", secret.removeprefix("till_"))


@pytest.fixture(autouse=True)
def _at(shop: PaymentsShop, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setitem(bearers._lookups, "till_", _shopper)
    accounts.forget_leases()
    with clock_set(shop.clock):
        yield


def client(secret: str | None = None) -> Client:
    headers = {"Authorization": f"Bearer {secret}"} if secret else {}
    return Client(HTTP_HOST="localhost", headers=headers, raise_request_exception=False)


@pytest.fixture
def ann() -> Client:
    return client("till_ann")


@pytest.fixture
def clerk(shop: PaymentsShop) -> Client:
    scopes = ("payments.read", "payments.refund", "payments.reconcile")
    return client(accounts.issue_token("till", scopes, actor=SYSTEM, clock=shop.clock).secret)


def post(by: Client, path: str, body: dict[str, Any]) -> Any:
    headers = {"Idempotency-Key": f"key-{next(_keys)}"}
    return by.post(
        f"/api/v1/payments/{path}", body, content_type="application/json", headers=headers
    )


def get(by: Client, path: str) -> Any:
    return by.get(f"/api/v1/payments/{path}")


def call_back(shop: PaymentsShop, by: Client) -> list[Any]:
    return [
        by.post(
            "/api/v1/payments/callbacks/simulated",
            one.body,
            content_type="application/json",
            headers=dict(one.headers),
        )
        for one in shop.gateway.due_callbacks(shop.clock)
    ]


def test_a_shopper_pays_and_the_gateway_calls_back(shop: PaymentsShop, ann: Client) -> None:
    opened = shop.open()
    assert get(client(), "gateways").json() == ["simulated"]
    started = post(ann, f"{opened.id}/start", {})
    assert (started.status_code, started.json()) == (
        200,
        {
            "kind": "redirect",
            "url": f"/pay/simulated/{opened.number}",
            "text": "",
            "parameters": {},
        },
    )
    shop.gateway.pay(opened.number)
    (answer,) = call_back(shop, client())
    assert (answer.status_code, answer.content, answer["Content-Type"]) == (
        200,
        b"success",
        "text/plain",
    )
    assert get(ann, opened.id).json() == {
        "id": opened.id,
        "purpose": "order",
        "reference": "o1",
        "amount": {"amount": "100.00", "currency": "CNY"},
        "captured": {"amount": "100.00", "currency": "CNY"},
        "refunded": {"amount": "0.00", "currency": "CNY"},
        "gateway": "simulated",
        "state": "captured",
        "captured_at": "2026-07-01T09:30:00Z",
        "expires_at": "2026-07-01T11:30:00Z",
    }


def test_what_is_anothers_is_not_there(shop: PaymentsShop) -> None:
    opened, bob = shop.open(), client("till_bob")
    for answer in (get(bob, opened.id), post(bob, f"{opened.id}/start", {})):
        assert (answer.status_code, answer.json()["code"]) == (404, "payments.not_found")
    assert get(client(), opened.id).status_code == 401


def test_a_forged_callback_is_answered_401_and_an_unknown_gateway_404(shop: PaymentsShop) -> None:
    for gateway, status in (("simulated", 401), ("other", 404)):
        answer = client().post(
            f"/api/v1/payments/callbacks/{gateway}", b"\x00{", content_type="application/json"
        )
        assert answer.status_code == status


def test_a_callback_that_cannot_be_booked_is_answered_500_and_comes_again(
    shop: PaymentsShop,
) -> None:
    started = shop.start()
    shop.gateway.pay(started.number)
    shop.till.breaks = True
    (answer,) = call_back(shop, client())
    assert answer.status_code == 500
    assert shop.state(started) == "started"


def test_staff_refund_once_under_a_key(shop: PaymentsShop, clerk: Client, ann: Client) -> None:
    paid = shop.paid()
    wanted = {
        "amount": {"amount": "30.00", "currency": "CNY"},
        "key": "k1",
        "reason": "a scratch",
    }
    answers = [post(clerk, f"{paid.id}/refunds", wanted) for _ in range(2)]
    assert [one.status_code for one in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    (listed,) = get(clerk, f"{paid.id}/refunds").json()
    assert (listed["state"], listed["key"], listed["amount"]["amount"]) == (
        "requested",
        "staff:k1",
        "30.00",
    )
    wanted |= {"amount": {"amount": "70.01", "currency": "CNY"}, "key": "k2"}
    answer = post(clerk, f"{paid.id}/refunds", wanted)
    assert (answer.status_code, answer.json()["code"]) == (409, "payments.refund_too_large")
    assert post(ann, f"{paid.id}/refunds", wanted).status_code == 403


def test_staff_go_on_with_what_is_stuck(shop: PaymentsShop, clerk: Client) -> None:
    paid = shop.paid()
    shop.gateway.refund_scripts.append(RefundScript.ABNORMAL)
    shop.refund(paid, "100.00")
    shop.send()
    (alert,) = get(clerk, "differences").json()["items"]
    assert (alert["kind"], alert["here"]) == (
        "stuck_refund",
        {"amount": "100.00", "currency": "CNY"},
    )
    (stuck,) = payments.refunds(paid.id)
    answer = post(clerk, f"refunds/{stuck.id}/resolve", {"way": "paid_by_hand"})
    assert (answer.status_code, answer.json()["state"]) == (200, "succeeded")
    assert get(clerk, "differences").json() == {"items": [], "next": None}
    assert get(clerk, "books").json() == []


def test_staff_compare_a_day_and_resolve_what_differs(shop: PaymentsShop, clerk: Client) -> None:
    paid = shop.paid()
    SimulatedCharge.objects.update(minor=1)
    answer = post(clerk, "reconciliations", {"day": "2026-07-01", "gateway": "simulated"})
    assert answer.json() == {
        "day": "2026-07-01",
        "zone": "UTC",
        "gateway": "simulated",
        "rows": 1,
        "booked_now": 0,
        "differences": 1,
    }
    (alert,) = get(clerk, "differences?limit=1").json()["items"]
    assert (alert["kind"], alert["number"]) == ("amount_differs", paid.number)
    resolved = post(clerk, f"differences/{alert['id']}/resolve", {"note": "their mistake"})
    assert (resolved.status_code, resolved.json()["note"]) == (200, "their mistake")


def test_the_simulated_cashier(shop: PaymentsShop, ann: Client) -> None:
    started = shop.start()
    page = client().get(f"/api/v1/payments/simulated/{started.number}")
    assert (page.status_code, "100.00 CNY" in page.content.decode()) == (200, True)
    paid = client().post(f"/api/v1/payments/simulated/{started.number}")
    assert paid.status_code == 200
    assert shop.state(started) == "captured"
    assert client().post(f"/api/v1/payments/simulated/{started.number}").status_code == 409
    assert client().get("/api/v1/payments/simulated/unknown").status_code == 404


def test_the_simulated_cashier_sends_back_to_where_the_shop_wants(shop: PaymentsShop) -> None:
    opened = shop.open()
    instruction = payments.start_payment(
        payment_id=opened.id,
        actor=opened.owner,
        payer={"return_url": "/orders/1/pay"},
        clock=shop.clock,
    )
    assert instruction.url == f"/pay/simulated/{opened.number}?back=%2Forders%2F1%2Fpay"
    path = f"/api/v1/payments/simulated/{opened.number}"
    paid = client().post(f"{path}?back=%2Forders%2F1%2Fpay")
    assert (paid.status_code, paid["Location"]) == (303, "/orders/1/pay")


def test_the_simulated_cashier_sends_nobody_to_strangers(shop: PaymentsShop) -> None:
    number = shop.start().number
    paid = client().post(f"/api/v1/payments/simulated/{number}?back=//example.com")
    assert paid.status_code == 200


def test_without_the_simulated_gateway_there_is_no_cashier(shop: PaymentsShop) -> None:
    with payments.gateway_set("simulated", object()):  # type: ignore[arg-type]
        assert client().get("/api/v1/payments/simulated/1").status_code == 404
