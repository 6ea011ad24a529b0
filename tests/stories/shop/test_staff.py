"""What staff may do, and what is written down of it."""

from __future__ import annotations

from typing import Any

import pytest

from shop_callers import Shopper
from shop_story import ShopStory, yuan


@pytest.fixture
def ann(shop: ShopStory) -> Shopper:
    shop.sells("GREEN", "10.00", stock=9)
    ann = shop.comes()
    ann.is_guest()
    ann.signs_in("ann@example.com")
    return ann


def everything(shop: ShopStory, ann: Shopper, order: Any, parcel: str, case: Any) -> list[Any]:
    """What staff could do with what is there, each with a body that would do."""
    variant, product = shop.variants["GREEN"], shop.products["GREEN"]
    why = {"reason": "a good reason"}
    stock = {"variant_id": variant, "source": "s1"}
    there, cases = f"/orders/{order['id']}", f"/aftersales/cases/{case['id']}"
    money = {"amount": yuan("1.00"), "key": "k1", "reason": "kindness"}
    return [
        ("GET", "/orders", None),
        ("GET", there, None),
        ("POST", f"{there}/shipments", {"carrier": "SF", "tracking_number": "SF9"}),
        ("POST", f"/shipments/{parcel}/delivered", None),
        ("POST", f"{there}/receipt", None),
        ("POST", f"{there}/cancel", {}),
        ("POST", f"{there}/reveal", why),
        ("PUT", "/shipping-methods/courier", _method()),
        ("GET", f"/payments/{order['payment_id']}", None),
        ("GET", f"/payments/{order['payment_id']}/refunds", None),
        ("POST", f"/payments/{order['payment_id']}/refunds", money),
        ("GET", "/payments/books", None),
        ("POST", "/payments/reconciliations", {"day": "2026-07-01", "gateway": "simulated"}),
        ("GET", f"/supply/levels?variant={variant}", None),
        ("POST", "/supply/receipts", stock | {"quantity": 5}),
        ("POST", "/supply/corrections", stock | {"count": 0} | why),
        ("POST", f"/catalogue/staff/variants/{variant}/prices", {"price": yuan("0.01")}),
        ("POST", f"/catalogue/staff/products/{product}/withdraw", why),
        ("POST", "/catalogue/staff/categories", {"names": {"en": "Mine"}}),
        ("GET", cases, None),
        ("POST", f"{cases}/agree", None),
        ("POST", f"{cases}/refuse", why),
        ("GET", "/members", None),
        ("POST", "/members/search", {"contact": "ann@example.com"}),
        ("POST", f"/members/{ann.member_id}/freeze", why),
        ("GET", f"/members/{ann.member_id}/contacts/email?reason=curious", None),
        ("GET", "/audit", None),
        ("GET", "/staff", None),
        ("POST", "/staff", {"login": "mine", "password": "a long password", "roles": ["owner"]}),
        ("POST", "/tokens", {"name": "mine", "scopes": ["orders.read"]}),
        ("POST", "/analytics/retention", {}),
    ]


def test_without_a_role_nothing_is_allowed(shop: ShopStory, ann: Shopper) -> None:
    # Given an order of which a part is shipped, with a case
    order = ann.orders(GREEN=2)
    ann.pays(order)
    (line,) = ann.sees(order)["lines"]
    shop.operator.ships(order, "SF1", (line["id"], 1))
    (parcel,) = ann.sees(order)["shipments"]
    case = ann.post("/aftersales/cases", _asks(order, line, "changed_mind"))

    # When somebody who was let in without a role tries everything
    nobody = shop.hires("noel")
    tried = everything(shop, ann, order, parcel["id"], case)
    refused = {path: nobody.refused(method, path, body) for method, path, body in tried}

    # Then all of it is refused, and nothing has changed
    assert set(refused.values()) == {(403, "access.not_allowed")}

    # When an analyst tries it, who may look at goods and stock
    analyst = shop.hires("ada", "analyst")
    writes = [one for one in tried if one[0] != "GET" and "/analytics/" not in one[1]]
    refused = {path: analyst.refused(method, path, body) for method, path, body in writes}

    # Then nothing that changes anything is allowed
    assert set(refused.values()) == {(403, "access.not_allowed")}

    # And a shopper is not one of the staff, nor is one of the staff a shopper
    for method, path, body in writes:
        if path not in (f"/orders/{order['id']}/receipt", f"/orders/{order['id']}/cancel"):
            assert ann.refused(method, path, body) == (403, "access.wrong_kind"), path
    assert shop.operator.refused("GET", "/basket") == (403, "access.wrong_kind")
    assert shop.order(order)["order"]["state"] == "part_shipped"
    shop.books_agree(gateway=2800, held=-2800)


def test_who_signed_in_and_sends_no_csrf_token_changes_nothing(shop: ShopStory) -> None:
    # Given an operator whose browser sends the cookie for a page of somebody else
    del shop.operator.headers["x-csrftoken"]
    # Then it is refused
    body = {"names": {"en": "Mine"}}
    refused = shop.operator.refused("POST", "/catalogue/staff/categories", body)
    assert refused == (403, "access.csrf")


def test_all_that_staff_do_stands_in_the_audit_log(shop: ShopStory, ann: Shopper) -> None:
    # Given two paid orders, and one of the staff who begins today
    paid, other = ann.orders(GREEN=2), ann.orders(GREEN=1)
    ann.pays(paid)
    ann.pays(other)
    otto = shop.hires("otto", "operator")

    # When he does a day's work
    variant = shop.variants["GREEN"]
    otto.post(f"/catalogue/staff/variants/{variant}/prices", {"price": yuan("11.00")})
    count = {"variant_id": variant, "count": 8, "reason": "one broke", "source": "count-1"}
    otto.post("/supply/corrections", count)
    why = {"reason": "to pack the parcel"}
    assert otto.send("POST", f"/orders/{paid['id']}/reveal", why).status == 200
    otto.ships(paid, "SF1")
    (parcel,) = ann.sees(paid)["shipments"]
    otto.post(f"/shipments/{parcel['id']}/delivered")
    otto.cancels(other, "out of tea")
    (line,) = ann.sees(paid)["lines"]
    case = ann.post("/aftersales/cases", _asks(paid, line, "damaged"))
    otto.post(f"/aftersales/cases/{case['id']}/agree")
    shop.money_moves()

    # Then an auditor finds each of it, by him, in order
    auditor = shop.hires("vera", "auditor")
    entries = auditor.get(f"/audit?actor=staff:{otto.id}&limit=100")["items"]
    done = [(one["action"], one["subject"]) for one in reversed(entries)]
    assert done == [
        ("staff.sign_in", otto.id),
        ("catalogue.set_price", variant),
        ("supply.adjust", variant),
        ("personal.reveal", paid["id"]),
        ("orders.ship", paid["id"]),
        ("orders.mark_delivered", paid["id"]),
        ("orders.cancel", other["id"]),
        ("orders.record_refund", paid["id"]),
        ("aftersales.agree", case["id"]),
    ]

    # And nothing of the shopper stands there, and no link of the chain was changed
    assert auditor.get(f"/audit?actor=member:{ann.member_id}")["items"] == []
    whole = auditor.get("/audit?limit=100")["items"]
    assert not any("ann@example.com" in str(one) or "Lighthouse" in str(one) for one in whole)
    chain = auditor.get("/audit/chain")
    assert (chain["sound"], chain["entries"]) == (True, len(whole))

    # And the shop's own deeds (the refunds that it sent) are nobody's of the staff
    assert shop.refunds(other) == [("succeeded", "18.00")]
    assert shop.refunds(paid) == [("succeeded", "10.00")]
    assert shop.level("GREEN") == (6, 0)
    assert shop.report() == (1, 3000, 2000, 1000)
    shop.books_agree(gateway=1800, held=-1800)


def _asks(order: Any, line: Any, reason: str) -> dict[str, Any]:
    return {
        "order_id": order["id"],
        "kind": "refund_only",
        "reason": reason,
        "lines": [{"line_id": line["id"], "quantity": 1}],
    }


def _method() -> dict[str, Any]:
    return {"names": {"en": "Courier", "zh-hans": "快递"}, "fee": yuan("0.00")}
