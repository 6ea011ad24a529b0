"""The routes of orders, over HTTP: from the basket to the doorstep."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import pytest
from django.test import Client, override_settings
from jsonschema import Draft202012Validator

from huitou.commerce import catalogue, members, orders, supply
from huitou.doors.api import api
from huitou.foundation import accounts
from huitou.foundation.actors import SYSTEM
from huitou.foundation.clocks import clock_set
from huitou.kernel import FakeClock
from orders_shop import CLERK, HOME, OrdersShop, yuan


class Browser:
    """Sends JSON with a new key, and somebody's token."""

    def __init__(self, token: str) -> None:
        self.client, self.token = Client(), token

    def __call__(self, method: str, path: str, body: Any = None, key: str = "") -> Any:
        return self.client.generic(
            method,
            f"/api/v1{path}",
            data=b"" if body is None else json.dumps(body),
            content_type="application/json",
            headers={
                "host": "127.0.0.1",
                "idempotency-key": key or str(uuid.uuid4()),
                "authorization": f"Bearer {self.token}",
            },
        )


@pytest.fixture(autouse=True)
def at_the_clock(shop: OrdersShop, clock: FakeClock) -> Iterator[None]:
    accounts.forget_leases()
    shop.sell("GREEN", 10)
    with clock_set(clock):
        yield


@pytest.fixture
def guest(shop: OrdersShop, clock: FakeClock) -> Browser:
    return Browser(members.begin_guest(clock=clock).token)


@pytest.fixture
def staff(shop: OrdersShop, clock: FakeClock) -> Browser:
    scopes = ["orders.read", "orders.ship", "orders.cancel", "orders.write", "personal.reveal"]
    return Browser(accounts.issue_token("erp", scopes, actor=SYSTEM, clock=clock).secret)


def placed(guest: Browser, shop: OrdersShop, quantity: int = 2) -> Any:
    body = {"variant_id": shop.variants["GREEN"], "quantity": quantity}
    assert guest("POST", "/basket/lines", body).status_code == 200
    quote = guest("POST", "/orders/quote", {"destination": asdict(HOME)}).json()
    wanted = {
        "destination": asdict(HOME),
        "fingerprint": quote["fingerprint"],
        "gateway": "simulated",
    }
    return guest("POST", "/orders", wanted, key=f"place-{quantity}")


def test_from_the_basket_to_the_doorstep(guest: Browser, staff: Browser, shop: OrdersShop) -> None:
    answer = placed(guest, shop)
    assert answer.status_code == 201
    order = answer.json()
    assert (order["state"], order["total"]) == (
        "awaiting_payment",
        {"amount": "28.00", "currency": "CNY"},
    )
    assert guest("GET", "/basket").json()["lines"] == []
    shop.gateway.pay(shop.number_of(orders.order_of(CLERK, order["id"]).order))
    shop.post()

    path = f"/orders/{order['id']}"
    detail = guest("GET", path).json()
    assert detail["order"]["state"] == "paid"
    assert detail["destination"] == asdict(HOME)
    assert detail["lines"][0]["total"]["amount"] == "20.00"
    assert staff("GET", path).json()["destination"]["street"] == "***"
    revealed = staff("POST", f"{path}/reveal", {"reason": "to pack the parcel"})
    assert revealed.json()["destination"]["street"] == "1 Nanjing Road"

    parcel = {"carrier": "SF", "tracking_number": "SF1"}
    assert guest("POST", f"{path}/shipments", parcel).status_code == 403
    assert staff("POST", f"{path}/shipments", parcel).json()["state"] == "shipped"
    (sent,) = guest("GET", path).json()["shipments"]
    assert sent["lines"] == [{"line_id": detail["lines"][0]["id"], "quantity": 2}]
    arrived = staff("POST", f"/shipments/{sent['id']}/delivered").json()
    assert (arrived["state"], arrived["promise_kept"]) == ("delivered", True)
    assert guest("POST", f"{path}/receipt").json()["state"] == "received"
    late = guest("POST", f"{path}/cancel", {})
    assert (late.status_code, late.json()["code"]) == (409, "orders.wrong_state")
    by_number = guest("GET", f"/orders/by-number/{order['number']}").json()
    assert [(move["after"], move["actor"]) for move in by_number["history"]][-3:] == [
        ("shipped", "staff"),  # a program of theirs
        ("delivered", "staff"),
        ("received", "guest"),
    ]


def test_how_many_are_left_is_told_only_if_they_are_few(guest: Browser, shop: OrdersShop) -> None:
    shop.sell("FEW", 10, stock=10)
    shop.sell("MANY", 10, stock=11)
    for sku in ("FEW", "MANY"):
        body = {"variant_id": shop.variants[sku], "quantity": 11}
        guest("POST", "/basket/lines", body)
    assert guest("GET", "/basket").json()["lines"][1]["problem"] is None
    body = {"quantity": 12}
    changed = guest("PUT", f"/basket/lines/{shop.variants['MANY']}", body).json()
    quote = guest("POST", "/orders/quote", {"destination": asdict(HOME)}).json()
    few, many = (
        {"variant_id": shop.variants[sku], "code": "orders.short", **said}
        for sku, said in (
            ("FEW", {"message": "10 are left.", "available": 10}),
            ("MANY", {"message": "There are fewer than you want.", "available": None}),
        )
    )
    assert [line["problem"] for line in changed["lines"]] == [few, many]
    assert quote["problems"] == [few, many]

    with override_settings(ORDERS={"tell_left": 3}):
        told = {line["problem"]["message"] for line in guest("GET", "/basket").json()["lines"]}
    assert told == {"There are fewer than you want."}


def test_nor_does_an_order_that_is_refused_tell(guest: Browser, shop: OrdersShop) -> None:
    shop.sell("FEW", 10, stock=9)
    for sku in ("FEW", "GREEN"):
        body = {"variant_id": shop.variants[sku], "quantity": 99}
        guest("POST", "/basket/lines", body)
    supply.adjust(
        shop.variants["GREEN"],
        count=98,
        reason="counted",
        source="c1",
        actor=CLERK,
        clock=shop.clock,
    )
    quote = guest("POST", "/orders/quote", {"destination": asdict(HOME)}).json()
    wanted = {"fingerprint": quote["fingerprint"], "gateway": "simulated"}
    refused = guest("POST", "/orders", wanted | {"destination": asdict(HOME)}, key="short")
    assert (refused.status_code, refused.json()["code"]) == (409, "supply.sold_out")
    said = refused.json()["message"]
    assert f"{shop.variants['GREEN']} (fewer than you want)" in said
    assert "98 left" not in said
    assert f"{shop.variants['FEW']} (9 left)" in said


def test_a_basket_over_http(guest: Browser, shop: OrdersShop) -> None:
    green = shop.variants["GREEN"]
    guest("POST", "/basket/lines", {"variant_id": green})
    changed = guest("PUT", f"/basket/lines/{green}", {"quantity": 5}).json()
    assert changed["lines"][0]["quantity"] == 5
    assert changed["lines"][0]["unit_price"] == {"amount": "10.00", "currency": "CNY"}
    assert guest("PUT", "/basket/note", {"note": "hi"}).json()["note"] == "hi"
    assert guest("DELETE", f"/basket/lines/{green}").json()["lines"] == []
    assert guest("DELETE", f"/basket/lines/{green}").status_code == 404
    assert guest("DELETE", "/basket").json()["note"] == ""
    wrong = guest("POST", "/basket/lines", {"variant_id": green, "quantity": 100})
    assert (wrong.status_code, wrong.json()["code"]) == (400, "orders.bad_quantity")
    assert guest("POST", "/orders/quote", {}).json()["code"] == "orders.empty_basket"


def test_a_write_with_the_same_key_is_one_order(guest: Browser, shop: OrdersShop) -> None:
    first = placed(guest, shop, 1)
    wanted = {"destination": asdict(HOME), "fingerprint": "0" * 64, "gateway": "simulated"}
    assert guest("POST", "/orders", wanted, key="place-1").status_code == 400  # another body
    assert len(guest("GET", "/orders").json()["items"]) == 1
    assert first.json()["number"] == guest("GET", "/orders").json()["items"][0]["number"]


def test_a_changed_price_comes_with_the_new_quote(guest: Browser, shop: OrdersShop) -> None:
    green = shop.variants["GREEN"]
    guest("POST", "/basket/lines", {"variant_id": green})
    quote = guest("POST", "/orders/quote", {"destination": asdict(HOME)}).json()
    catalogue.set_price(green, price=yuan(9), actor=CLERK, clock=shop.clock)
    wanted = {
        "destination": asdict(HOME),
        "fingerprint": quote["fingerprint"],
        "gateway": "simulated",
    }
    refused = guest("POST", "/orders", wanted)
    assert (refused.status_code, refused.json()["code"]) == (409, "orders.price_changed")
    assert refused.json()["details"]["total"] == {"amount": "17.00", "currency": "CNY"}
    document = api.get_openapi_schema() | {"$ref": "#/components/schemas/Error"}
    Draft202012Validator(document).validate(refused.json())
    wanted["fingerprint"] = refused.json()["details"]["fingerprint"]
    assert guest("POST", "/orders", wanted).status_code == 201


def test_orders_are_listed_in_pages_and_by_state(
    guest: Browser, staff: Browser, shop: OrdersShop
) -> None:
    for quantity in (1, 2, 3):
        placed(guest, shop, quantity)
    page = guest("GET", "/orders?limit=2").json()
    rest = guest("GET", f"/orders?limit=2&cursor={page['next']}").json()
    totals = [one["total"]["amount"] for one in (*page["items"], *rest["items"])]
    assert sorted(totals) == ["18.00", "28.00", "38.00"]
    assert rest["next"] is None
    assert len(staff("GET", "/orders?state=awaiting_payment").json()["items"]) == 3
    assert staff("GET", "/orders?state=paid").json()["items"] == []
    assert staff("GET", "/orders?state=lost").status_code == 400
    assert guest("GET", f"/orders/{uuid.uuid4()}").status_code == 404


def test_another_shopper_finds_nothing(guest: Browser, shop: OrdersShop, clock: FakeClock) -> None:
    order = placed(guest, shop).json()
    other = Browser(members.begin_guest(clock=clock).token)
    for method, path, body in (
        ("GET", "", None),
        ("POST", "/cancel", {}),
        ("POST", "/receipt", None),
        ("POST", "/payment", {"gateway": "simulated"}),
    ):
        answer = other(method, f"/orders/{order['id']}{path}", body)
        assert (answer.status_code, answer.json()["code"]) == (404, "orders.no_order")
    cancelled = guest("POST", f"/orders/{order['id']}/cancel", {"reason": "no"})
    assert cancelled.json()["state"] == "closed"


def test_ways_of_shipping_over_http(guest: Browser, staff: Browser, shop: OrdersShop) -> None:
    body = {
        "names": {"en": "Post", "zh-hans": "邮政"},
        "fee": {"amount": "5.00", "currency": "CNY"},
        "countries": "CN",
    }
    assert staff("PUT", "/shipping-methods/post", body).status_code == 200
    assert guest("PUT", "/shipping-methods/post", body).status_code == 403
    ways = guest("GET", "/shipping-methods?country=cn").json()
    assert [way["code"] for way in ways] == ["courier", "post"]
    assert [way["code"] for way in guest("GET", "/shipping-methods?country=DE").json()] == [
        "courier"
    ]
    wrong = staff("PUT", "/shipping-methods/post", body | {"works_on": "89"})
    assert (wrong.status_code, wrong.json()["field"]) == (400, "works_on")
