"""A shop in which Ann has signed up, ordered twice and sent something back; staff in each role."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection
from django.http import HttpResponse
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from console_desk import MORNING, PASSWORD
from huitou.commerce import aftersales, members, orders
from huitou.doors.console.whole import log_numbers
from huitou.doors.design import new_form_key
from huitou.engine.events import EventRow, events_table
from huitou.foundation import accounts, facts
from huitou.foundation.actors import SYSTEM, Actor
from huitou.foundation.clocks import clock_set
from huitou.foundation.event_log import open_log
from huitou.kernel import FakeClock, to_micros
from orders_shop import OrdersShop, open_shop
from started_django import empty_tables

MOST_QUERIES = 12
PHONE, PLACE, STREET = "13800138000", "浙江省杭州市西湖区", "文三路 1 号"
Hired = Callable[[str], Client]


class Letters:
    """A registered sender that keeps the newest code."""

    code = ""

    def send(self, message: members.CodeMessage) -> None:
        self.code = message.code


@dataclass(frozen=True)
class Trade:
    """What happened in the shop."""

    shop: OrdersShop
    ann: Actor
    guest: str
    first: orders.OrderSeen  # received, with a case that waits for an answer
    second: orders.OrderSeen  # paid, to be shipped
    case: aftersales.CaseSeen
    product: str

    @property
    def person(self) -> str:
        return f"/console/people/{self.ann.id}"

    def order(self, order: orders.OrderSeen) -> str:
        return f"/console/orders/{order.id}"


@pytest.fixture
def hired(committed: None, clock: FakeClock, home: Path) -> Hired:
    """`hired("support")`: the browser of somebody in that role."""
    return _hiring(clock)


@pytest.fixture
def trade(committed: None, clock: FakeClock, home: Path) -> Iterator[Trade]:
    """For a test that does something: Ann has ordered."""
    with open_trade(clock) as trade:
        yield trade


@pytest.fixture(scope="module")
def standing(
    database: None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Trade, Hired]]:
    """For the tests of a module that only look: the same, made once, with its staff."""
    clock = FakeClock(MORNING)
    home = tmp_path_factory.mktemp("standing")
    hashers = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings_of_tests = override_settings(HOME=home, PASSWORD_HASHERS=hashers)
    with settings_of_tests, clock_set(clock), open_trade(clock) as trade:
        yield trade, _hiring(clock)
    empty_tables()


def _hiring(clock: FakeClock) -> Hired:
    accounts.forget_leases()
    known: dict[str, Client] = {}

    def hire(role: str) -> Client:
        if role not in known:
            made = accounts.create_staff(f"li.{role}", PASSWORD, [role], actor=SYSTEM, clock=clock)
            known[role] = Client()
            known[role].force_login(get_user_model().objects.get(pk=made.id))
        return known[role]

    return hire


@contextmanager
def _letters() -> Iterator[Letters]:
    box = Letters()
    before = {kind: members.register_sender(kind, box) for kind in ("email", "phone")}
    yield box
    for kind, sender in before.items():
        members.register_sender(kind, sender)


@contextmanager
def open_trade(clock: FakeClock) -> Iterator[Trade]:
    """Ann was a guest, signed up by phone, and ordered twice; she sends a part of it back."""
    log_numbers.forget()
    with _letters() as letters, open_shop(clock) as shop:
        shop.sell("TEA", 60)
        guest = members.begin_guest(clock=clock)
        ann = _signed_up(letters, guest.token, clock)
        first = shop.paid(shop.ordered(ann, TEA=2))
        clock.advance(timedelta(days=2))
        shop.ship(first, "SF-1")
        (parcel,) = shop.detail(first).shipments
        orders.mark_delivered(SYSTEM, parcel.id, clock=clock)
        orders.confirm_receipt(ann, first.id, clock=clock)
        clock.advance(timedelta(days=12))
        second = shop.paid(shop.ordered(ann, TEA=1))
        line = shop.detail(first).lines[0]
        case = aftersales.apply(
            first.id,
            "return",
            {line.id: 1},
            reason="damaged",
            text="壳破了",
            actor=ann,
            clock=clock,
        )
        told(clock, ann)
        product = shop.detail(first).lines[0].product_id
        yield Trade(shop, ann, guest.id, shop.look(first), second, case, product)


def told(clock: FakeClock, ann: Actor) -> None:
    """The log hears what the rooms said, and a client's word on who Ann is."""
    while facts.ship_facts(clock=clock):
        pass
    row = dict.fromkeys(EventRow.__struct_fields__)
    now = to_micros(clock.now())
    row |= {"message_id": f"app-{now}", "type": "identify", "user_id": ann.id, "source": "app"}
    row |= {"timestamp": now, "received_at": now, "anonymous_id": "phone-1"}
    row["traits"] = '{"email": "ann@example.com", "plan": "gold"}'
    row["context"] = '{"ip": "203.0.113.9"}'
    log = open_log(settings.HOME)
    log.append(events_table([EventRow(**row)]))
    log.ship()


def _signed_up(letters: Letters, token: str, clock: FakeClock) -> Actor:
    client = members.Client("203.0.113.7", "Firefox on Linux")
    members.request_code(contact=PHONE, client=client, clock=clock)
    signed_in = members.sign_in_with_code(
        contact=PHONE, code=letters.code, client=client, clock=clock, guest_token=token
    )
    ann = Actor("member", signed_in.member_id)
    members.set_nickname(nickname="小安", actor=ann, clock=clock)
    fields = members.AddressFields(
        name="王小安", phone=PHONE, country="CN", region="330106", place=PLACE, street=STREET
    )
    members.add_address(fields=fields, actor=ann, clock=clock)
    return ann


def read(client: Client, address: str, *, status: int = 200, chinese: bool = False) -> str:
    """A page as text, asked for with no more questions to the database than a page may have."""
    language = "zh-hans" if chinese else "en"
    with CaptureQueriesContext(connection) as asked:
        response = client.get(address, headers={"Accept-Language": language})
    assert response.status_code == status, address
    assert len(asked) <= MOST_QUERIES, (address, len(asked))
    return str(response.content.decode())


def send(client: Client, address: str, **fields: str) -> HttpResponse:
    """A form, with a key of its own."""
    return client.post(
        address, {"idempotency_key": new_form_key(), **fields}, headers={"Accept-Language": "en"}
    )
