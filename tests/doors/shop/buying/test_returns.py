"""A return in three steps, and what becomes of it."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from aftersales_desk import CLERK
from buying_shop import Buyer
from form_browser import PageRead
from huitou.commerce import aftersales, orders
from orders_shop import OrdersShop, yuan

MOST_QUERIES = 12


@pytest.fixture
def order(buyer: Buyer) -> orders.OrderSeen:
    """Two green teas and a black one, which are there."""
    buyer.puts("BLACK")
    return arrived(buyer, buyer.buys("GREEN", 2))


def arrived(buyer: Buyer, order: orders.OrderSeen) -> orders.OrderSeen:
    buyer.shop.ship(order)
    return orders.confirm_receipt(buyer.actor, order.id, clock=buyer.shop.clock)


def line_of(buyer: Buyer, order: orders.OrderSeen, sku: str = "GREEN") -> str:
    return next(line.id for line in buyer.shop.detail(order).lines if line.sku == sku)


def reasons_for(buyer: Buyer, order: orders.OrderSeen, units: int = 1) -> PageRead:
    """The second step, for so many green teas."""
    page = buyer.get(f"/orders/{order.id}/return")
    line = line_of(buyer, order)
    return buyer.submit(
        page, f"/orders/{order.id}/return/reason", line=line, **{f"units-{line}": str(units)}
    )


def asked(buyer: Buyer, order: orders.OrderSeen, **said: str) -> aftersales.CaseSeen:
    """All three steps."""
    said = {"reason": "no_reason", "kind": "return"} | said
    confirm = buyer.submit(reasons_for(buyer, order), f"/orders/{order.id}/return/confirm", **said)
    assert confirm.status == 200, confirm.errors()
    page = buyer.submit(confirm, f"/orders/{order.id}/return")
    (case, *_) = aftersales.list_cases(buyer.actor)
    assert page.address == f"/returns/{case.id}"
    return case


def photo() -> SimpleUploadedFile:
    body = io.BytesIO()
    Image.new("RGB", (40, 30), "brown").save(body, "JPEG")
    return SimpleUploadedFile("broken.jpg", body.getvalue(), "image/jpeg")


def test_three_steps_to_a_request(buyer: Buyer, order: orders.OrderSeen) -> None:
    first = buyer.get(f"/orders/{order.id}/return")
    assert "Without a reason until 9 Jul" in first.words
    second = reasons_for(buyer, order, 2)
    assert (second.status, "Tea GREEN" in second.words) == (200, True)
    third = buyer.submit(
        second,
        f"/orders/{order.id}/return/confirm",
        reason="no_reason",
        text="too <strong>",
    )
    for words in ("Send the request · ¥40.00 back", "The shop answers by 3 Jul", "too <strong>"):
        assert words in third.words
    assert aftersales.list_cases(buyer.actor) == []
    form = third.form(f"/orders/{order.id}/return")
    page, again = buyer.send(form), buyer.send(form)
    (case,) = aftersales.list_cases(buyer.actor)
    assert page.address == again.address == f"/returns/{case.id}"
    assert (case.kind, case.asked, case.lines[0].quantity) == ("return", yuan(40), 2)
    assert (page.title, "Your request is with the shop." in page.words) == (
        "The shop is looking at it",
        True,
    )
    assert f"/returns/{case.id}" in buyer.get(f"/orders/{order.id}").text


def test_from_the_request_to_the_money(buyer: Buyer, order: orders.OrderSeen) -> None:
    clock = buyer.shop.clock
    case = asked(buyer, order)
    at = f"/returns/{case.id}"
    assert "The shop answers by 3 Jul 2026, 04:00" in buyer.get(at).words
    aftersales.agree(case.id, actor=CLERK, clock=clock)
    page = buyer.get(at)
    assert page.title == "Agreed: send it back"
    assert "Send it by 8 Jul 2026" in page.words
    blank = buyer.submit(page, f"{at}/sent")
    assert (blank.status, len(blank.errors())) == (422, 1)
    page = buyer.submit(page, f"{at}/sent", carrier="SF", number="R-77")
    assert (page.title, "SF R-77" in page.words) == ("On its way to the shop", True)
    aftersales.receive_goods(case.id, actor=CLERK, clock=clock)
    aftersales.inspect(case.id, "ok", actor=CLERK, clock=clock)
    page = buyer.get(at)
    assert (page.title, "Comes back" in page.words) == ("The money is on its way", True)
    assert "¥ 20 .00" in page.words
    shown = buyer.get(f"/orders/{order.id}").words
    assert "1 given back, ¥20.00" in shown


def test_pictures_are_evidence_for_their_owner_alone(
    buyer: Buyer, order: orders.OrderSeen, buyer_of: Callable[..., Buyer]
) -> None:
    second = reasons_for(buyer, order)
    third = buyer.submit(
        second,
        f"/orders/{order.id}/return/confirm",
        reason="damaged",
        kind="exchange",
        pictures=[photo(), photo()],
    )
    assert "Send the request" in third.words
    assert "¥20.00" not in third.words  # no money comes back
    buyer.submit(third, f"/orders/{order.id}/return")
    (case,) = aftersales.list_cases(buyer.actor)
    first, _second = aftersales.case_of(buyer.actor, case.id).evidence
    got = buyer.client.get(f"/returns/pictures/{first}")
    assert (got.status_code, got["Content-Type"]) == (200, "image/jpeg")
    assert buyer_of().client.get(f"/returns/pictures/{first}").status_code == 404
    page = buyer.submit(
        buyer.get(f"/returns/{case.id}"), f"/returns/{case.id}/pictures", pictures=[photo()]
    )
    assert page.text.count("/returns/pictures/") == 6
    none = buyer.submit(page, f"/returns/{case.id}/pictures")
    assert (none.status, none.errors()) == (422, ["Choose a picture first."])


def test_what_is_no_picture_is_said_at_its_field(buyer: Buyer, order: orders.OrderSeen) -> None:
    page = buyer.submit(
        reasons_for(buyer, order),
        f"/orders/{order.id}/return/confirm",
        reason="damaged",
        kind="return",
        pictures=[SimpleUploadedFile("x.jpg", b"no picture", "image/jpeg")],
    )
    assert (page.status, page.errors()) == (422, ["Use JPEG, PNG or WebP pictures."])


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ({}, "Say what is the matter."),
        ({"reason": "changed_mind"}, "Say what is the matter."),
        ({"reason": "faulty"}, "Choose what you would like."),
        ({"reason": "faulty", "kind": "present"}, "Choose what you would like."),
    ],
)
def test_what_does_not_fit_is_said_at_its_field(
    buyer: Buyer, order: orders.OrderSeen, said: dict[str, str], error: str
) -> None:
    page = buyer.submit(reasons_for(buyer, order), f"/orders/{order.id}/return/confirm", **said)
    assert (page.status, page.errors()) == (422, [error])


def test_the_only_way_that_a_reason_leaves_is_taken(buyer: Buyer, order: orders.OrderSeen) -> None:
    page = buyer.submit(
        reasons_for(buyer, order),
        f"/orders/{order.id}/return/confirm",
        reason="no_reason",
        kind="repair",
    )
    assert "Return and refund" in page.words


def test_nothing_chosen_and_too_many(buyer: Buyer, order: orders.OrderSeen) -> None:
    page = buyer.get(f"/orders/{order.id}/return/reason")
    assert (page.status, "Choose what it is about." in page.words) == (422, True)
    line = line_of(buyer, order)
    page = buyer.get(f"/orders/{order.id}/return/reason?line={line}&units-{line}=3")
    assert page.status == 422


def test_before_shipping_it_is_money_back_at_once(buyer: Buyer) -> None:
    order = buyer.buys("GREEN")
    page = buyer.get(f"/orders/{order.id}")
    assert "Ask for a refund" in page.words
    second = reasons_for(buyer, order)
    assert "I ordered something wrong" in second.words
    assert "It does not work" not in second.words
    third = buyer.submit(second, f"/orders/{order.id}/return/confirm", reason="wrong_order")
    # The last unit takes the delivery with it.
    assert "Send the request · ¥28.00 back" in third.words


def test_what_cannot_be_asked_for_says_why(buyer: Buyer) -> None:
    order = buyer.buys("GREEN")
    buyer.shop.ship(order)
    page = buyer.get(f"/orders/{order.id}/return")
    assert "Confirm first that you have received it." in page.words
    assert re.search(r'<button class="button button-primary[^>]* disabled', page.text)
    orders.confirm_receipt(buyer.actor, order.id, clock=buyer.shop.clock)
    buyer.shop.clock.advance(timedelta(days=400))
    buyer.sign_in()  # the guest of long ago is forgotten with the cookie
    page = buyer.get(f"/orders/{order.id}/return")
    assert "The time for this is over." in page.words


def test_two_requests_for_the_same_unit_are_one(buyer: Buyer) -> None:
    order = arrived(buyer, buyer.buys("GREEN"))
    confirm = buyer.submit(
        reasons_for(buyer, order), f"/orders/{order.id}/return/confirm", reason="no_reason"
    )
    asked(buyer, order)
    late = buyer.submit(confirm, f"/orders/{order.id}/return")
    assert "Every unit of it is refunded already, or in another request of yours." in late.words
    assert len(aftersales.list_cases(buyer.actor)) == 1


def test_a_request_is_withdrawn(buyer: Buyer, order: orders.OrderSeen) -> None:
    case = asked(buyer, order)
    page = buyer.submit(buyer.get(f"/returns/{case.id}"), f"/returns/{case.id}/withdraw")
    assert (page.title, page.has_form(f"/returns/{case.id}/withdraw")) == ("Withdrawn", False)


def test_the_platform_is_asked_after_a_refusal(buyer: Buyer, order: orders.OrderSeen) -> None:
    case = asked(buyer, order, reason="faulty", kind="return")
    aftersales.refuse(case.id, reason="it was <dropped>", actor=CLERK, clock=buyer.shop.clock)
    page = buyer.get(f"/returns/{case.id}")
    assert (page.title, "it was <dropped>" in page.words) == ("The shop has refused", True)
    short = buyer.submit(page, f"/returns/{case.id}/complain", reason="!")
    assert (short.status, len(short.errors())) == (422, 1)
    page = buyer.submit(page, f"/returns/{case.id}/complain", reason="it was not me")
    assert page.title == "The platform decides"


def test_requests_of_others_are_not_there(
    buyer: Buyer, order: orders.OrderSeen, buyer_of: Callable[..., Buyer]
) -> None:
    case = asked(buyer, order)
    stranger = buyer_of()
    stranger.puts("BLACK")
    assert stranger.get(f"/returns/{case.id}").status == 404
    token = stranger.get("/basket").form("/basket").fields["csrfmiddlewaretoken"]
    sent = {"csrfmiddlewaretoken": token, "idempotency_key": "k" * 22, "carrier": "x"}
    for verb in ("withdraw", "sent", "complain", "pictures"):
        answer = stranger.client.post(
            f"/returns/{case.id}/{verb}",
            {**sent, "number": "1", "reason": "why", "pictures": photo()},
        )
        assert answer.status_code == 404, verb
    assert "Nothing has gone back" in stranger.get("/returns").words
    assert aftersales.case_of(buyer.actor, case.id).case.state == "requested"


def test_few_queries_and_both_languages(stall: OrdersShop, buyer_of: Callable[..., Buyer]) -> None:
    reader = buyer_of("zh-hans")
    reader.puts("GREEN")
    reader.sign_in()
    order = arrived(reader, reader.buys("BLACK", address="new"))
    case = asked(reader, order)
    for address, title in (
        (f"/orders/{order.id}/return", "申请售后"),
        (f"/orders/{order.id}/return/reason?line={line_of(reader, order, 'BLACK')}", "申请售后"),
        (f"/returns/{case.id}", "商家处理中"),
        ("/returns", "退换货"),
    ):
        with CaptureQueriesContext(connection) as queries:
            page = reader.get(address)
        assert (page.status, page.title) == (200, title)
        assert len(queries) <= MOST_QUERIES, address
