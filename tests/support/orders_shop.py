"""A small shop with a shelf, stock, a way of shipping and a simulated gateway: for tests of orders
and of what stands on them. Everything goes through the rooms' own verbs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from huitou.commerce import catalogue, orders, payments, supply
from huitou.foundation.actors import Actor
from huitou.kernel import FakeClock, Money

ANN, BOB = Actor("member", "ann"), Actor("member", "bob")
CLERK = Actor(
    "staff",
    "a1",
    frozenset(
        {
            "catalogue.read",
            "catalogue.write",
            "catalogue.vet",
            "supply.read",
            "supply.write",
            "orders.read",
            "orders.write",
            "orders.ship",
            "orders.cancel",
            "payments.read",
            "payments.refund",
            "personal.reveal",
        }
    ),
)
HOME = orders.Destination(
    name="Ann Lee",
    phone="+8613800138000",
    country="CN",
    region="310101",
    place="Shanghai, Huangpu",
    street="1 Nanjing Road",
    postcode="200001",
)


@contextmanager
def open_shop(clock: FakeClock) -> Iterator[OrdersShop]:
    """A new one, with its gateway registered."""
    gateway = payments.SimulatedGateway(clock=clock)
    with payments.gateway_set("simulated", gateway):
        yield OrdersShop(clock, gateway).opened()


def yuan(amount: str | int) -> Money:
    return Money.parse(amount, "CNY")


@dataclass
class OrdersShop:
    """The shop's side of every verb, with one clock and one gateway. `variants` by SKU."""

    clock: FakeClock
    gateway: payments.SimulatedGateway
    category: str = ""
    variants: dict[str, str] = field(default_factory=dict)

    def opened(self) -> OrdersShop:
        """With a way of shipping (8 yuan, free over 99) and an empty category."""
        method = orders.MethodFields(
            {"en": "Courier", "zh-hans": "快递"}, yuan(8), free_over=yuan(99), transit_days=2
        )
        orders.set_shipping_method(CLERK, "courier", method, clock=self.clock)
        node = catalogue.create_category(
            names={"en": "Tea", "zh-hans": "茶"}, actor=CLERK, clock=self.clock
        )
        self.category = node.id
        return self

    def sell(
        self, sku: str, price: str | int, stock: int = 100, *, floor: str | int | None = None
    ) -> str:
        """Put a product with one variant on the shelf; the variant's id."""
        said: dict[str, Any] = {"actor": CLERK, "clock": self.clock}
        product = catalogue.create_product(
            names={"en": f"Tea {sku}"}, category_id=self.category, slug=f"tea-{sku.lower()}", **said
        )
        detail = catalogue.add_variant(
            product.id,
            sku=sku,
            weight_grams=250,
            floor=None if floor is None else yuan(floor),
            **said,
        )
        variant = detail.variants[0].id
        catalogue.set_price(variant, price=yuan(price), **said)
        for verb in (catalogue.submit, catalogue.approve, catalogue.publish):
            verb(product.id, **said)
        if stock:
            self.stock(variant, stock)
        self.variants[sku] = variant
        return variant

    def stock(self, variant: str, units: int, source: str = "first") -> None:
        supply.receive(
            variant, units, source=f"{source}-{variant[-12:]}", actor=CLERK, clock=self.clock
        )

    def quoted(self, actor: Actor, **wish: Any) -> orders.Quote:
        wish = {"destination": HOME} | wish
        return orders.quote(actor, clock=self.clock, **wish)

    def place(self, actor: Actor, fingerprint: str, **wish: Any) -> orders.OrderSeen:
        wish = {"destination": HOME, "gateway": "simulated"} | wish
        return orders.place_order(actor, fingerprint, clock=self.clock, **wish)

    def ordered(self, actor: Actor = ANN, **units: int) -> orders.OrderSeen:
        """An order of so many of each SKU."""
        for sku, quantity in units.items():
            orders.add_to_basket(actor, self.variants[sku], quantity, clock=self.clock)
        return self.place(actor, self.quoted(actor).fingerprint)

    def number_of(self, order: orders.OrderSeen) -> str:
        """The payment's number, known to the gateway."""
        assert order.payment_id is not None
        payments.start_payment(payment_id=order.payment_id, actor=order.owner, clock=self.clock)
        return payments.payment(order.payment_id).number

    def paid(self, order: orders.OrderSeen) -> orders.OrderSeen:
        """The shopper pays, and the gateway tells the shop."""
        self.gateway.pay(self.number_of(order))
        self.post()
        return self.look(order)

    def post(self) -> None:
        self.gateway.post_callbacks(self.receive, self.clock)

    def receive(self, headers: Mapping[str, str], body: bytes) -> payments.Ack:
        return payments.receive_callback(
            gateway="simulated", headers=headers, body=body, clock=self.clock
        )

    def look(self, order: orders.OrderSeen) -> orders.OrderSeen:
        return self.detail(order).order

    def detail(self, order: orders.OrderSeen) -> orders.OrderDetail:
        return orders.order_of(CLERK, order.id)

    def ship(self, order: orders.OrderSeen, number: str = "SF1", **said: Any) -> orders.OrderSeen:
        return orders.ship(
            CLERK, order.id, carrier="SF", tracking_number=number, clock=self.clock, **said
        )

    def level(self, sku: str) -> tuple[int, int]:
        """On hand and reserved."""
        (level,) = supply.levels([self.variants[sku]])
        return level.on_hand, level.reserved
