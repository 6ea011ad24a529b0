"""A return over HTTP, from the order page to the money."""

from __future__ import annotations

import io
import json
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from aftersales_desk import Desk
from huitou.commerce import aftersales, members
from huitou.foundation import accounts, audit
from huitou.foundation.accounts.models import Account
from huitou.foundation.actors import SYSTEM, Actor
from huitou.foundation.clocks import clock_set
from huitou.kernel import Forbidden


class Caller:
    """Sends JSON with a token and a new key."""

    def __init__(self, token: str | None = None) -> None:
        self.client = Client(HTTP_HOST="localhost")
        self.token = token

    def headers(self) -> dict[str, str]:
        said = {"idempotency-key": str(uuid.uuid4())}
        return said if self.token is None else said | {"authorization": f"Bearer {self.token}"}

    def get(self, path: str) -> Any:
        return self.client.get(f"/api/v1/aftersales/{path}", headers=self.headers())

    def post(self, path: str, body: Any = None) -> Any:
        return self.client.post(
            f"/api/v1/aftersales/{path}",
            b"" if body is None else json.dumps(body),
            content_type="application/json",
            headers=self.headers(),
        )

    def upload(self) -> Any:
        body = io.BytesIO()
        Image.new("RGB", (8, 8), "red").save(body, "PNG")
        image = SimpleUploadedFile("torn.png", body.getvalue(), "image/png")
        path = "/api/v1/aftersales/evidence"
        return self.client.post(path, {"image": image}, headers=self.headers())


@pytest.fixture
def open_shop(desk: Desk) -> Iterator[Desk]:
    accounts.forget_leases()
    with clock_set(desk.clock):
        yield desk


@pytest.fixture
def staff(open_shop: Desk) -> Caller:
    scopes = ("aftersales.read", "aftersales.decide", "payments.refund")
    issued = accounts.issue_token("desk", scopes, actor=SYSTEM, clock=open_shop.clock)
    return Caller(issued.secret)


@pytest.fixture
def guest(open_shop: Desk) -> tuple[Caller, Actor]:
    begun = members.begin_guest(clock=open_shop.clock)
    return Caller(begun.token), Actor("guest", begun.id)


def test_a_return_over_http(open_shop: Desk, staff: Caller, guest: tuple[Caller, Actor]) -> None:
    shopper, actor = guest
    order = open_shop.delivered(actor, A=2)
    line = open_shop.line(order).id
    (possible,) = shopper.get(f"orders/{order.id}/possible").json()
    ways = {(one["kind"], one["ground"]): one for one in possible["actions"]}
    assert ways["return", "no_reason"]["most"] == {"amount": "20.00", "currency": "CNY"}
    assert ways["refund_only", "before_shipping"]["why_not"]["zh"] == "商品已经发货。"

    picture = shopper.upload()
    assert picture.status_code == 201
    body = {
        "order_id": order.id,
        "kind": "return",
        "lines": [{"line_id": line, "quantity": 1}],
        "reason": "damaged",
        "text": "杯子碎了",
        "evidence": [picture.json()["id"]],
    }
    opened = shopper.post("cases", body)
    assert (opened.status_code, opened.json()["state"]) == (201, "requested")
    case = f"cases/{opened.json()['id']}"
    assert Caller().get(case).status_code == 401
    assert Caller(_other(open_shop)).get(case).status_code == 404
    assert shopper.post(f"{case}/agree").status_code == 403
    evidence = staff.get(f"evidence/{picture.json()['id']}")
    assert (evidence.status_code, evidence["Content-Type"]) == (200, "image/jpeg")
    assert evidence["Cache-Control"] == "private, no-store"
    assert Caller(_other(open_shop)).get(f"evidence/{picture.json()['id']}").status_code == 404

    assert staff.post(f"{case}/agree").json()["state"] == "agreed"
    parcel = {"carrier": "SF", "number": "R1"}
    assert shopper.post(f"{case}/send-back", parcel).json()["state"] == "sent_back"
    assert staff.post(f"{case}/receive").json()["state"] == "received"
    found = {
        "found": "partly",
        "amounts": [{"line_id": line, "amount": {"amount": "7.50", "currency": "CNY"}}],
        "reason": "the box is missing",
    }
    done = staff.post(f"{case}/inspect", found)
    assert (done.status_code, done.json()["state"]) == (200, "refunding")
    open_shop.money_moves()
    detail = shopper.get(case).json()
    assert (detail["state"], detail["refund"]["amount"]) == ("completed", "7.50")
    assert [move["by"] for move in detail["history"]] == [
        "shopper",
        "seller",
        "shopper",
        "seller",
        "seller",
        "system",
    ]
    listed = shopper.get("cases?limit=1&state=completed").json()
    assert ([one["id"] for one in listed["items"]], listed["next"]) == ([detail["id"]], None)


def test_staff_open_a_case_for_a_shopper_who_called(
    open_shop: Desk, staff: Caller, guest: tuple[Caller, Actor]
) -> None:
    shopper, actor = guest
    order = open_shop.delivered(actor, A=1)
    body = {
        "order_id": order.id,
        "kind": "return",
        "lines": [{"line_id": open_shop.line(order).id, "quantity": 1}],
        "reason": "damaged",
        "text": "says on the telephone that it broke",
        "evidence": [shopper.upload().json()["id"]],
    }
    reader = Caller(
        accounts.issue_token(
            "eyes", ("aftersales.read",), actor=SYSTEM, clock=open_shop.clock
        ).secret
    )
    assert reader.post("cases", body).status_code == 403
    stranger = Caller(_other(open_shop)).upload().json()["id"]
    refused = staff.post("cases", body | {"evidence": [stranger]})
    assert (refused.status_code, refused.json()["code"]) == (404, "aftersales.no_evidence")

    opened = staff.post("cases", body)
    assert (opened.status_code, opened.json()["state"]) == (201, "requested")
    mine = shopper.get(f"cases/{opened.json()['id']}").json()
    assert (mine["evidence"], [move["by"] for move in mine["history"]]) == (
        body["evidence"],
        ["seller"],
    )
    (entry,) = audit.entries(subject=opened.json()["id"])
    assert (entry.action, entry.actor[:6]) == ("aftersales.apply", "token:")


def test_what_makes_no_sense_is_said_in_the_one_shape(
    open_shop: Desk, staff: Caller, guest: tuple[Caller, Actor]
) -> None:
    shopper, actor = guest
    order = open_shop.paid(actor, A=1)
    line = open_shop.line(order).id
    body = {
        "order_id": order.id,
        "kind": "return",
        "lines": [{"line_id": line, "quantity": 1}],
        "reason": "no_reason",
    }
    early = shopper.post("cases", body)
    assert (early.status_code, early.json()["code"]) == (409, "aftersales.not_shipped")
    twice = shopper.post("cases", body | {"lines": body["lines"] * 2})
    assert (twice.status_code, twice.json()["code"]) == (400, "aftersales.bad_lines")
    assert shopper.post("cases", body | {"order_id": "x"}).status_code == 404
    assert shopper.get("cases?state=nonsense").status_code == 400
    assert shopper.get("cases/x").status_code == 404
    assert staff.post("cases/x/agree").status_code == 404
    assert len(Caller().get("reasons").json()) == 10


def test_a_guest_who_signs_in_keeps_their_cases(
    open_shop: Desk, guest: tuple[Caller, Actor]
) -> None:
    from huitou.commerce.aftersales.guests import merge_guest_cases
    from huitou.commerce.aftersales.reads import list_cases

    _, actor = guest
    order = open_shop.delivered(actor, A=1)
    case = open_shop.apply(order, units={"A": 1}, actor=actor)
    merge_guest_cases(actor.id, "m1", open_shop.clock)
    assert [one.id for one in list_cases(Actor("member", "m1"))] == [case.id]
    assert list_cases(actor) == []


def test_operators_look_and_do_not_touch(open_shop: Desk) -> None:
    order = open_shop.delivered(A=1)
    case = open_shop.apply(order, units={"A": 1}, text="secret words")
    made = accounts.create_staff(
        "olga", "correct horse battery", ["operator"], actor=SYSTEM, clock=open_shop.clock
    )
    client = Client(HTTP_HOST="localhost")
    client.force_login(Account.objects.get(pk=made.id))
    for path in ("case/", f"case/?q={case.id}", f"case/{case.id}/change/", "held/"):
        page = client.get(f"/admin/aftersales/{path}")
        assert page.status_code == 200, path
        assert "secret words" not in page.content.decode()
    assert client.get("/admin/aftersales/case/add/").status_code == 403


def _other(desk: Desk) -> str:
    return members.begin_guest(clock=desk.clock).token


def test_cases_that_wait_for_the_shop_are_counted(open_shop: Desk) -> None:
    case = open_shop.apply(open_shop.delivered(A=1), units={"A": 1})
    reader = Actor("staff", "a9", frozenset({"aftersales.read"}))
    assert aftersales.count_cases(reader, aftersales.SHOPS_TURN) == 1
    assert aftersales.count_cases(case.owner, aftersales.SHOPS_TURN) == 1
    assert aftersales.count_cases(Actor("member", "nobody"), aftersales.SHOPS_TURN) == 0
    with pytest.raises(Forbidden):
        aftersales.count_cases(Actor("staff", "a8"), aftersales.SHOPS_TURN)
