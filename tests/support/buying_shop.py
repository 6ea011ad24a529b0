"""People who buy on the pages of a shop, with browsers without script: for tests of those pages."""

from __future__ import annotations

from dataclasses import dataclass

from form_browser import FormBrowser, PageRead
from huitou.commerce import members, orders
from huitou.doors.shop.who import COOKIE
from huitou.foundation.actors import Actor
from orders_shop import OrdersShop
from shop_story import Letters

ADDRESS = {
    "name": "Lin Xiaoman",
    "phone": "138 0013 8000",
    "region": "330000",
    "district": "Hangzhou, Xihu",
    "street": "1 Longjing Road",
}
CLIENT = members.Client("127.0.0.1", "test")


@dataclass
class Buyer(FormBrowser):
    """Somebody who buys in `shop`; a guest until they sign in."""

    shop: OrdersShop
    language: str = "en"

    def __post_init__(self) -> None:
        super().__init__(self.language)

    @property
    def actor(self) -> Actor:
        found = members.actor_of_token(self.client.cookies[COOKIE].value, clock=self.shop.clock)
        assert found is not None
        return found

    def sign_in(self, contact: str = "ann@example.org") -> None:
        """As the page of signing in does: the guest of this browser becomes the member."""
        letters = Letters()
        before = members.register_sender("email", letters)
        members.request_code(contact=contact, client=CLIENT, clock=self.shop.clock)
        members.register_sender("email", before)
        guest = self.client.cookies.get(COOKIE)
        signed = members.sign_in_with_code(
            contact=contact,
            code=letters.code_for(contact),
            client=CLIENT,
            clock=self.shop.clock,
            guest_token=guest.value if guest else None,
        )
        self.client.cookies[COOKIE] = signed.token

    def puts(self, sku: str, units: int = 1) -> PageRead:
        """Into the basket, from the product's page."""
        page = self.get(f"/products/tea-{sku.lower()}")
        return self.submit(page, "/basket/lines", quantity=str(units))

    def places(self, **filled: str) -> PageRead:
        """An order of the basket; the page that follows is the one to pay on."""
        page = self.get("/checkout")
        return self.submit(page, "/checkout", do="place", **(ADDRESS | filled))

    def order(self) -> orders.OrderSeen:
        """The newest."""
        return orders.list_orders(self.actor, limit=1)[0]

    def buys(self, sku: str, units: int = 1, **filled: str) -> orders.OrderSeen:
        """Ordered and paid."""
        self.puts(sku, units)
        self.places(**filled)
        return self.shop.paid(self.order())
