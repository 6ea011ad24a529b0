"""What a quote says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from huitou.commerce.orders.adjust import Declined
from huitou.kernel import Conflict, Money


@dataclass(frozen=True)
class Destination:
    """Where goods go: a person, a country (ISO 3166, two letters), a district in code and words."""

    name: str
    phone: str
    country: str
    region: str
    place: str
    street: str
    postcode: str = ""


@dataclass(frozen=True)
class QuoteLine:
    """`listed` is the unit price times the quantity, `off` what adjustments take off of it.
    `no_return_reason` says why there is no return without a reason, which the shopper confirms.
    """

    variant_id: str
    product_id: str
    sku: str
    name: Mapping[str, str]
    variant_name: Mapping[str, str]
    image: str | None
    quantity: int
    unit_price: Money
    off: Money
    no_reason_return: bool = True
    no_return_reason: str = ""

    @property
    def listed(self) -> Money:
        return self.unit_price * self.quantity

    @property
    def total(self) -> Money:
        return self.listed - self.off


@dataclass(frozen=True)
class QuoteAdjustment:
    """What one rule takes off: of each line, in their order, and of delivery."""

    name: str
    code: str
    label: Mapping[str, str]
    off: tuple[Money, ...]
    delivery_off: Money

    @property
    def total(self) -> Money:
        return sum(self.off, self.delivery_off)


@dataclass(frozen=True)
class QuoteDelivery:
    """A way of shipping (`name` by language), what it costs before and after adjustments, and the
    day on which the goods arrive at the latest.
    """

    method: str
    name: Mapping[str, str]
    fee: Money
    off: Money
    promised_on: date

    @property
    def total(self) -> Money:
        return self.fee - self.off


@dataclass(frozen=True)
class QuoteProblem:
    """Why a thing in the basket cannot be bought as it stands; `available` says how many can be."""

    variant_id: str
    code: str
    message: str
    available: int | None = None


@dataclass(frozen=True)
class Quote:
    """What an order of the basket would cost now. `fingerprint` stands for all of it: an order is
    placed at this price or not at all. With `problems` it cannot be placed; `destination` is None
    until there is an address; `note` is the basket's. Ask again from `expires_at` on.
    """

    basket_id: str
    basket_version: int
    currency: str
    lines: tuple[QuoteLine, ...]
    adjustments: tuple[QuoteAdjustment, ...]
    declined: tuple[Declined, ...]
    delivery: QuoteDelivery
    destination: Destination | None
    problems: tuple[QuoteProblem, ...]
    note: str
    expires_at: datetime
    fingerprint: str

    @property
    def goods(self) -> Money:
        """The lines as listed."""
        return sum((line.listed for line in self.lines), Money.zero(self.currency))

    @property
    def discount(self) -> Money:
        """What is taken off the lines."""
        return sum((line.off for line in self.lines), Money.zero(self.currency))

    @property
    def total(self) -> Money:
        """What is to be paid."""
        return self.goods - self.discount + self.delivery.total


class PriceChanged(Conflict):
    """The order would no longer be what the shopper was shown. `quote` is what it would be now."""

    default_code = "orders.price_changed"

    def __init__(self, quote: Quote) -> None:
        super().__init__(
            "The price, the delivery or the basket has changed since it was shown.",
            remedy="Look at the new quote, and place the order with its fingerprint.",
        )
        self.quote = quote
        self.details = {"fingerprint": quote.fingerprint, "total": str(quote.total)}

    def as_dict(self) -> dict[str, Any]:
        return super().as_dict() | {"details": self.details}
