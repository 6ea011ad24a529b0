"""Say what an order of the basket would cost."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from huitou.commerce.orders.basket_rows import basket_row
from huitou.commerce.orders.destinations import resolved
from huitou.commerce.orders.draft import Wish, quote_of
from huitou.commerce.orders.facts import say_checkout
from huitou.commerce.orders.pricing import checked_coupons, draft_of, nothing_to_buy
from huitou.commerce.orders.quoted import Destination, Quote
from huitou.foundation.actors import Actor
from huitou.kernel import Clock


def quote(
    actor: Actor,
    *,
    address_id: str | None = None,
    destination: Destination | None = None,
    shipping_method: str | None = None,
    coupons: Sequence[str] = (),
    clock: Clock,
) -> Quote:
    """The price of the basket now, to an address of the member's book or to a `destination` that
    is written out. Without either the quote can be read but not ordered. It keeps nothing from
    anybody: stock and coupons are taken when the order is placed.
    """
    wish = Wish(resolved(actor, address_id, destination), shipping_method, checked_coupons(coupons))
    basket = basket_row(actor)
    if basket is None:
        raise nothing_to_buy(False)
    answer = quote_of(draft_of(basket, wish, clock=clock), clock=clock)
    if wish.destination is not None:
        with transaction.atomic():
            say_checkout(basket, answer, clock=clock)
    return answer
