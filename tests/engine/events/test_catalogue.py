"""The catalogue of event names and the check of their properties."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from huitou.engine.events import CATALOGUE, REASONS, Problem, problem
from huitou.engine.events.known_event import Kind, KnownEvent, Need, Property

# Segment's Ecommerce specification, version 2, in its own order, with the GA4 names.
ECOMMERCE = {
    "Products Searched": "search",
    "Product List Viewed": "view_item_list",
    "Product List Filtered": None,
    "Promotion Viewed": "view_promotion",
    "Promotion Clicked": "select_promotion",
    "Product Clicked": "select_item",
    "Product Viewed": "view_item",
    "Product Added": "add_to_cart",
    "Product Removed": "remove_from_cart",
    "Cart Viewed": "view_cart",
    "Checkout Started": "begin_checkout",
    "Checkout Step Viewed": None,
    "Checkout Step Completed": "add_shipping_info",
    "Payment Info Entered": "add_payment_info",
    "Order Completed": "purchase",
    "Order Updated": None,
    "Order Refunded": "refund",
    "Order Cancelled": None,
    "Coupon Entered": None,
    "Coupon Applied": None,
    "Coupon Denied": None,
    "Coupon Removed": None,
    "Product Added to Wishlist": "add_to_wishlist",
    "Product Removed from Wishlist": None,
    "Wishlist Product Added to Cart": None,
    "Product Shared": "share",
    "Cart Shared": "share",
    "Product Reviewed": None,
}
ACCOUNTS = {
    "Signed Up": "sign_up",
    "Signed In": "login",
    "Signed Out": None,
    "Invite Sent": None,
    "Trial Started": None,
    "Trial Ended": None,
}
SOCIAL = {
    "User Followed": None,
    "User Unfollowed": None,
    "Post Created": None,
    "Post Viewed": None,
    "Comment Created": None,
    "Reaction Added": None,
    "Reaction Removed": None,
    "Content Shared": "share",
    "Share Link Opened": None,
    "Content Reported": None,
    "Invite Opened": None,
    "Invite Accepted": None,
    "Invite Rewarded": None,
    "Group Buy Started": None,
    "Group Buy Joined": "join_group",
    "Group Buy Succeeded": None,
    "Group Buy Expired": None,
    "Membership Started": None,
    "Membership Upgraded": None,
    "Membership Lapsed": None,
    "Points Earned": None,
    "Points Redeemed": None,
    "Message Sent": None,
    "Message Delivered": None,
    "Message Opened": None,
    "Message Clicked": None,
    "Message Unsubscribed": None,
    "Ticket Opened": None,
    "Ticket Resolved": None,
    "Ticket Rated": None,
}
SHOP = dict.fromkeys(
    (
        "Order Shipped",
        "Order Delivered",
        "Order Received",
        "Return Requested",
        "Return Agreed",
        "Return Refused",
        "Return Sent",
        "Return Received",
        "Return Escalated",
        "Return Completed",
        "Return Withdrawn",
        "Return Closed",
        "Consent Given",
        "Consent Withdrawn",
    )
)
VIEWS = {"Page Viewed": "page_view", "Screen Viewed": "screen_view"}

EXAMPLES: dict[Kind, Any] = {
    Kind.ID: "x-1",
    Kind.TEXT: "tea",
    Kind.NUMBER: 3.5,
    Kind.LIST: [{"type": "color"}],
    Kind.PRODUCTS: [{"product_id": 7, "price": 3, "quantity": 1}],
}


def say(properties: object) -> bytes:
    return json.dumps(properties).encode()


def smallest(event: KnownEvent) -> dict[str, Any]:
    return {need[0].name: EXAMPLES[need[0].kind] for need in event.needs}


def test_the_catalogue_holds_exactly_the_agreed_names() -> None:
    names = {name: event.ga4 for name, event in CATALOGUE.items()}
    assert names == {**ECOMMERCE, **ACCOUNTS, **SOCIAL, **SHOP, **VIEWS}
    assert len(names) == 80


def test_every_event_is_described_in_both_languages() -> None:
    for event in CATALOGUE.values():
        assert event.english.isascii()
        assert any("\u4e00" <= letter <= "\u9fff" for letter in event.chinese), event.name
        assert not event.chinese.isascii()


def test_every_reason_is_described_in_both_languages() -> None:
    for english, chinese in REASONS.values():
        assert english.endswith(".")
        assert chinese.endswith("。")


@pytest.mark.parametrize("event", CATALOGUE.values(), ids=lambda event: event.name)
def test_what_an_event_needs_is_enough_and_every_need_is_checked(event: KnownEvent) -> None:
    enough = smallest(event)
    assert problem(event.name, say(enough)) is None
    for need in event.needs:
        field = need[0].name
        without = {name: value for name, value in enough.items() if name != field}
        for lacking in (without, {**without, field: None}):
            found = problem(event.name, say(lacking))
            assert found is not None
            assert (found.reason, found.field) == ("missing_property", field)
        broken = problem(event.name, say({**enough, field: True}))
        assert broken is not None
        assert (broken.reason, broken.field) == ("wrong_property", field)


def test_an_event_without_needs_may_come_without_properties() -> None:
    assert problem("Signed In", None) is None
    assert problem("Cart Viewed", b"{}") is None


def test_a_name_outside_the_catalogue_is_never_a_problem() -> None:
    assert problem("Sat On A Bench", b'{"order_id": []}') is None
    assert problem("order completed", None) is None  # names match by their capitals too
    assert problem("Order Completed ", None) is None


ORDER = {"order_id": "o-1"}


@pytest.mark.parametrize(
    "properties",
    [
        {**ORDER, "total": 12.5},
        {**ORDER, "total": 0},
        {**ORDER, "total": -3},
        {**ORDER, "revenue": 12, "total": None},
        {"order_id": 991, "products": [{"sku": "a"}]},
        {**ORDER, "products": [{"product_id": None, "price": 3.5, "quantity": None}]},
        {**ORDER, "total": 1, "coupon": {"any": ["thing"]}},
    ],
)
def test_an_order_that_says_what_it_was_is_fine(properties: dict[str, Any]) -> None:
    assert problem("Order Completed", say(properties)) is None


@pytest.mark.parametrize(
    ("properties", "reason", "field", "detail"),
    [
        (None, "missing_property", "order_id", "Order Completed needs order_id."),
        (
            ORDER,
            "missing_property",
            "total",
            "Order Completed needs total or revenue or products.",
        ),
        (
            {**ORDER, "total": "12.50"},
            "wrong_property",
            "total",
            'Order Completed: total must be a number, not "12.50".',
        ),
        (
            {**ORDER, "total": "12.50", "revenue": 12.5},  # one good amount hides no bad one
            "wrong_property",
            "total",
            'Order Completed: total must be a number, not "12.50".',
        ),
        (
            {"order_id": "", "total": 1},
            "wrong_property",
            "order_id",
            'Order Completed: order_id must be text that is not empty, or a whole number, not "".',
        ),
        (
            {"order_id": 1.5, "total": 1},
            "wrong_property",
            "order_id",
            "Order Completed: order_id must be text that is not empty, or a whole number, not 1.5.",
        ),
        (
            {**ORDER, "products": []},
            "wrong_property",
            "products",
            "Order Completed: products must be a list of products that is not empty, not [].",
        ),
        (
            {**ORDER, "products": ["a"]},
            "wrong_property",
            "products",
            "Order Completed: products holds a product of the wrong form "
            "(Expected `object`, got `str` - at `$[0]`).",
        ),
        (
            {**ORDER, "products": [{"price": 1}, {"price": "2"}]},
            "wrong_property",
            "products",
            "Order Completed: products holds a product of the wrong form "
            "(Expected `float | null`, got `str` - at `$[1].price`).",
        ),
    ],
)
def test_a_broken_order_is_told_what_is_wrong(
    properties: dict[str, Any] | None, reason: str, field: str, detail: str
) -> None:
    said = None if properties is None else say(properties)
    assert problem("Order Completed", said) == Problem(reason, field, detail)


def test_a_long_value_is_cut_in_the_sentence() -> None:
    found = problem("Points Earned", say({"points": "9" * 500}))
    assert found is not None
    assert found.detail == f'Points Earned: points must be a number, not "{"9" * 39}….'


@pytest.mark.parametrize("number", [b"1e999", b"1" + b"0" * 400])
def test_a_number_without_bounds_is_no_number(number: bytes) -> None:
    found = problem("Points Earned", b'{"points": ' + number + b"}")
    assert found is not None
    assert (found.reason, found.field) == ("wrong_property", "points")


@pytest.mark.parametrize("properties", [b"[]", b"{", b'{"points": NaN}', b"\xff", b""])
def test_bytes_that_are_no_object_are_a_problem_not_a_crash(properties: bytes) -> None:
    found = problem("Points Earned", properties)
    assert found is not None
    assert found.reason in {"bad_properties", "missing_property"}


def fits(prop: Property, value: Any) -> bool:
    if isinstance(value, bool):
        return False
    match prop.kind:
        case Kind.ID:
            return isinstance(value, int) or (isinstance(value, str) and value != "")
        case Kind.TEXT:
            return isinstance(value, str) and value != ""
        case Kind.NUMBER:
            return isinstance(value, int | float)
        case Kind.LIST:
            return isinstance(value, list) and value != []
        case Kind.PRODUCTS:
            return isinstance(value, list) and value != [] and all(map(is_product, value))


def is_product(value: Any) -> bool:
    if not isinstance(value, dict):
        return False
    kinds = {"product_id": (str, int), "sku": (str, int)}
    kinds |= {"price": (int, float), "quantity": (int, float)}  # type: ignore[dict-item]
    given = ((value.get(name), kind) for name, kind in kinds.items())
    return all(v is None or (isinstance(v, k) and not isinstance(v, bool)) for v, k in given)


def meets(need: Need, properties: dict[str, Any]) -> bool:
    given = [prop for prop in need if properties.get(prop.name) is not None]
    return bool(given) and all(fits(prop, properties[prop.name]) for prop in given)


NAMES = sorted({prop.name for event in CATALOGUE.values() for n in event.needs for prop in n})
SCALARS = st.none() | st.booleans() | st.integers(-5, 5) | st.just(1.5) | st.sampled_from(["", "a"])
PRODUCTS = st.dictionaries(st.sampled_from(["product_id", "sku", "price", "quantity"]), SCALARS)
VALUES = SCALARS | st.lists(SCALARS, max_size=2) | st.lists(PRODUCTS, max_size=2) | PRODUCTS


@settings(deadline=None)
@given(
    event=st.sampled_from(sorted(CATALOGUE)),
    properties=st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=8),
)
def test_the_check_agrees_with_a_plain_reading_of_the_catalogue(
    event: str, properties: dict[str, Any]
) -> None:
    expected = all(meets(need, properties) for need in CATALOGUE[event].needs)
    found = problem(event, say(properties))
    assert (found is None) == expected
    if found is not None:
        assert found.reason in REASONS
        assert found.field in {prop.name for need in CATALOGUE[event].needs for prop in need}
