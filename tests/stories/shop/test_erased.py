"""A member asks to be erased: what is left of her is what the books need, and names nobody."""

from __future__ import annotations

import hashlib
from typing import Any

from huitou.foundation.idempotency import fingerprint_of
from huitou.foundation.vault import lookup_hash
from shop_callers import HOME, Shopper
from shop_contents import places_of, texts
from shop_story import ShopStory, yuan

EMAIL, PHONE = "ann@example.com", "13800138001"
PLAIN = [EMAIL, PHONE, HOME["name"], HOME["street"], "Lighthouse", "Lantern", "Annie", "1992-02-29"]


def kept_hashes() -> list[str]:
    """What her contacts are found by while she is a member."""
    return [lookup_hash("email", EMAIL), lookup_hash("phone", f"+86{PHONE}")]


def limits() -> list[str]:
    """What codes to her contacts are limited by, for two days."""
    return [lookup_hash(name, one) for name in ("code.pause", "code.day") for one in kept_hashes()]


def guessable() -> list[str]:
    """What anybody could make of her contacts, without the server's secret."""
    plain = [one.encode() for one in (EMAIL, PHONE, f"+86{PHONE}")]
    bare = [make(one).hexdigest() for make in (hashlib.sha256, hashlib.md5) for one in plain]
    bodies = [b'{"contact": "%s"}' % one for one in plain]
    asked = [fingerprint_of("POST", "/api/v1/members/codes", body) for body in bodies]
    return [*bare, *asked]


def places_with(hashes: list[str]) -> set[str]:
    return {place for place, text in texts() if text in hashes}


def quotes() -> set[str]:
    """Hashes over what was ordered and where it goes."""
    return {text for place, text in texts() if place == "orders_order.fingerprint"}


def bought(shop: ShopStory, shopper: Shopper, **units: int) -> Any:
    """An order that is paid, delivered and received."""
    order = shopper.orders(**units)
    shopper.pays(order)
    shop.operator.delivers(order)
    shopper.post(f"/orders/{order['id']}/receipt")
    return order


def known_everywhere(shop: ShopStory) -> tuple[Shopper, Any]:
    """A member of whom every room knows something; and one of her orders."""
    ann = shop.comes()
    ann.is_guest()
    ann.fills(GREEN=1)
    ann.signs_in(EMAIL, nickname="Annie")
    ann.does("PATCH", "/members/me", {"birthday": "1992-02-29"})
    ann.keeps_address()
    shop.time_passes(minutes=2)
    ann.post("/members/me/contacts/codes", {"contact": PHONE})
    ann.post("/members/me/proofs", {"kind": "email"})
    codes = {"code": shop.letters.code_for(PHONE), "proof": shop.letters.code_for(EMAIL)}
    ann.does("PUT", "/members/me/contacts", {"contact": PHONE, **codes})
    said = {"given": False, "policy_version": "2026-07"}
    ann.does("PUT", "/members/me/consents/personalisation", said)
    ann.does("PUT", "/basket/note", {"note": f"ring at {HOME['name']}'s"})
    order = bought(shop, ann, GREEN=1)
    (line,) = ann.sees(order)["lines"]
    case = ann.post(
        "/aftersales/cases",
        {
            "order_id": order["id"],
            "kind": "return",
            "reason": "damaged",
            "text": f"Call {PHONE}",
            "lines": [{"line_id": line["id"], "quantity": 1}],
        },
    )
    path = f"/aftersales/cases/{case['id']}"
    shop.operator.post(f"{path}/agree")
    ann.post(f"{path}/send-back", {"carrier": "SF", "number": f"R-{PHONE}"})
    shop.operator.post(f"{path}/receive")
    shop.operator.post(f"{path}/inspect", {"found": "ok"})
    shop.money_moves()
    assert ann.get(path)["state"] == "completed"
    ann.fills(GREEN=1)
    shop.operator.post("/members/search", {"contact": EMAIL})
    return ann, order


def test_nothing_of_her_is_left(shop: ShopStory) -> None:
    # Given a member who bought, gave back, and left traces in every room, and another shopper
    shop.sells("GREEN", "10.00", stock=9)
    bob = shop.guest()
    bob.home = HOME | {"name": "Bob", "phone": "13900139000", "street": "2 Quay"}
    bought(shop, bob, GREEN=1)
    his = quotes()
    ann, order = known_everywhere(shop)
    (quote_hash,) = quotes() - his
    assert {"members_contact.value", "orders_order.address", "aftersales_case.text"} <= places_of(
        PLAIN
    )
    assert shop.report() == (2, 3000, 1000, 2000)
    hers = {ann.member_id, *ann.get("/members/me/data")["rooms"]["members"]["guests"]}
    assert len(hers) == 2
    assert places_with(guessable()) == set()

    # When she asks to be erased, comes once more, and leaves it at that
    asked = ann.post("/members/me/erasure")
    assert asked["state"] == "asked"
    shop.time_passes(days=6, hours=23)
    ann.signs_in(EMAIL)
    assert ann.get("/members/me")["nickname"] == "Annie"
    shop.time_passes(hours=2)
    shop.time_passes(minutes=6)

    # Then she is nobody: not in any table, plain, encrypted or hashed
    assert places_of(PLAIN) == set()
    assert places_with([*kept_hashes(), *guessable(), quote_hash]) == set()

    # And the event log knows neither her nor the guest that she was
    events = shop.events()
    assert not any({row["user_id"], row["anonymous_id"], row["person_id"]} & hers for row in events)
    assert len([row for row in events if row["event"] == "Order Completed"]) == 1
    assert shop.report() == (1, 1000, 0, 1000)

    # And she is signed out, and her order is still in the books, of nobody
    assert ann.send("GET", "/members/me").status == 401
    assert shop.operator.send("POST", "/members/search", {"contact": EMAIL}).status == 404
    kept = shop.order(order)
    assert (kept["destination"], kept["note"], kept["order"]["total"]) == (None, "", yuan("28.00"))
    assert shop.refunds(order) == [("succeeded", "10.00")]
    shop.books_agree(gateway=3572, held=-3600, fees=28)

    # And two days later no limit on codes remembers her either
    shop.time_passes(days=2, hours=6)
    assert places_with(limits()) == set()

    # And if she comes again she is somebody new
    again = shop.comes()
    assert again.signs_in(EMAIL)["is_new"]
    assert again.member_id != ann.member_id
    assert again.get("/orders")["items"] == []


def test_who_comes_back_within_the_week_stays(shop: ShopStory) -> None:
    # Given a member who asked to be erased
    ann = shop.comes()
    ann.signs_in(EMAIL, nickname="Annie")
    asked = ann.post("/members/me/erasure")

    # When she takes it back on the sixth day
    shop.time_passes(days=6)
    assert ann.does("DELETE", f"/members/me/erasure/{asked['id']}")["state"] == "taken_back"

    # Then she is still there after the tenth
    for _ in range(4):
        shop.time_passes(days=1)
    assert ann.get("/members/me")["nickname"] == "Annie"


def test_an_order_under_way_is_delivered_first(shop: ShopStory) -> None:
    # Given a member with a paid order, who asks to be erased
    shop.sells("GREEN", "10.00", stock=9)
    ann = shop.comes()
    ann.signs_in(EMAIL)
    order = ann.orders(GREEN=1)
    ann.pays(order)
    asked = ann.post("/members/me/erasure")

    # When the week is over before the parcel has left
    for _ in range(7):
        shop.time_passes(days=1)
    shop.time_passes(hours=1)

    # Then she is not erased: the parcel needs its address
    (request,) = ann.get("/members/me/requests")
    assert (request["id"], request["state"]) == (asked["id"], "asked")
    assert ann.sees(order)["destination"]["street"] == HOME["street"]

    # When it has come, and nobody says more
    shop.operator.delivers(order)
    for _ in range(3):
        shop.time_passes(hours=1)

    # Then she is, and whatever the shop does later with the order says nothing of her
    assert places_of(PLAIN) == set()
    for _ in range(16):
        shop.time_passes(days=1)
    assert shop.order(order)["order"]["state"] == "received"
    assert not any(ann.member_id in (row["user_id"], row["person_id"]) for row in shop.events())
    shop.books_agree(gateway=1789, held=-1800, fees=11)
