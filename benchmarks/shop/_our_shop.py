"""huitou's shop for the benchmark, filled and bought from through the public verbs of its rooms."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass, field
from pathlib import Path

from _goods import DELIVERY_MINOR, LINES, SHOPPERS, UNITS, Good, goods
from django.db import transaction

from huitou.commerce import catalogue, members, orders, payments, supply
from huitou.commerce.payments.simulated import signing
from huitou.foundation.actors import SYSTEM, Actor
from huitou.kernel import Currency, Money, SystemClock

CNY = Currency.of("CNY")
GATEWAY, _SECRET = "simulated", b"benchmark"
CLOCK = SystemClock()
_HOME = members.AddressFields(
    name="Ann Lee",
    phone="+8613800138000",
    region="310101",
    place="Shanghai, Huangpu",
    street="1 Nanjing Road",
    postcode="200001",
)


@dataclass(frozen=True)
class Shopper:
    """A member with an address, and the token of a session."""

    id: str
    address_id: str
    token: str

    @property
    def actor(self) -> Actor:
        return Actor("member", self.id)


@dataclass(frozen=True)
class Shop:
    """The ids of the variants on sale, and who buys."""

    variants: list[str]
    shoppers: list[Shopper]

    def basketful(self, dice: random.Random) -> list[str]:
        """What one order holds."""
        return dice.sample(self.variants, LINES)


def fill(folder: Path) -> None:
    """Put the goods on sale in a new shop, and let members sign up; `known` reads who and what."""
    fields = orders.MethodFields(
        names={"en": "Standard", "zh-hans": "普通快递"}, fee=Money(DELIVERY_MINOR, CNY)
    )
    with transaction.atomic():
        orders.set_shipping_method(SYSTEM, "standard", fields, clock=CLOCK)
        shelf = catalogue.create_category(names={"en": "Shelf"}, actor=SYSTEM, clock=CLOCK)
        variants = [_on_sale(one, shelf.id) for one in goods()]
    letters = _Letters()
    before = members.register_sender("phone", letters)
    shoppers = [_signed_up(place, letters) for place in range(SHOPPERS)]
    members.register_sender("phone", before)
    made = {"variants": variants, "shoppers": [vars(one) for one in shoppers]}
    (folder / "benchmark.json").write_text(json.dumps(made))


def known(folder: Path) -> Shop:
    """What `fill` made."""
    made = json.loads((folder / "benchmark.json").read_text())
    return Shop(made["variants"], [Shopper(**one) for one in made["shoppers"]])


def open_gateway() -> payments.SimulatedGateway:
    """A simulated gateway that takes payments of this process."""
    gateway = payments.SimulatedGateway(clock=CLOCK, secret=_SECRET)
    payments.register_gateway(GATEWAY, gateway)
    return gateway


def paid_at(
    gateway: payments.SimulatedGateway, number: str, secret: bytes = _SECRET
) -> tuple[dict[str, str], bytes]:
    """The shopper pays; headers and body of the callback with which the gateway tells the shop.
    It is made here, because `due_callbacks` is for one process that posts them.
    """
    script = payments.CallbackScript(copies=0)
    gateway_id = gateway.pay(number, callback=script)
    notice = payments.Notice(
        payments.NoticeKind.PAYMENT,
        number,
        gateway_id,
        gateway.asked(number),
        payments.PaidState.PAID,
        CLOCK.now(),
    )
    body = signing.body_of(notice).encode()
    return signing.signed(body, secret, CLOCK), body


def _on_sale(one: Good, category_id: str) -> str:
    product = catalogue.create_product(
        names={"en": one.name}, category_id=category_id, actor=SYSTEM, clock=CLOCK
    )
    seen = catalogue.add_variant(product.id, sku=one.sku, actor=SYSTEM, clock=CLOCK)
    variant: str = seen.variants[0].id
    catalogue.set_price(variant, price=Money(one.price_minor, CNY), actor=SYSTEM, clock=CLOCK)
    supply.receive(variant, UNITS, source="benchmark", actor=SYSTEM, clock=CLOCK)
    for step in (catalogue.submit, catalogue.approve, catalogue.publish):
        step(product.id, actor=SYSTEM, clock=CLOCK)
    return variant


@dataclass
class _Letters:
    """Keeps the last code that was sent."""

    code: str = field(default="")

    def send(self, message: members.CodeMessage) -> None:
        self.code = message.code


def _signed_up(place: int, letters: _Letters) -> Shopper:
    phone, client = f"+86138001{place:05}", members.Client(f"10.0.0.{place}")
    members.request_code(contact=phone, client=client, clock=CLOCK)
    signed = members.sign_in_with_code(contact=phone, code=letters.code, client=client, clock=CLOCK)
    address = members.add_address(
        fields=_HOME, actor=Actor("member", signed.member_id), clock=CLOCK
    )
    return Shopper(signed.member_id, address.id, signed.token)
