"""What the routes of orders take and answer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from ninja import Schema
from pydantic import Field

from huitou.commerce.orders.quoted import Destination, QuoteProblem
from huitou.commerce.orders.scarcity import discreet
from huitou.foundation.web import Input, MoneyJson

Texts = dict[str, str]
Code = Annotated[str, Field(min_length=1, max_length=40)]


class BasketProblemOut(Schema):
    variant_id: str
    code: str
    message: str
    available: int | None = Field(description="How many are left, if they are few.")

    @staticmethod
    def resolve_message(problem: Any) -> str:
        return _discreet(problem).message

    @staticmethod
    def resolve_available(problem: Any) -> int | None:
        return _discreet(problem).available


class BasketLineOut(Schema):
    variant_id: str
    quantity: int
    product_id: str | None
    name: Texts
    variant_name: Texts
    image: str | None
    unit_price: MoneyJson | None = Field(description="Today's; null for what is not sold.")
    problem: BasketProblemOut | None


class BasketOut(Schema):
    id: str | None
    version: int
    note: str
    lines: list[BasketLineOut]


class BasketAdd(Input):
    variant_id: UUID
    quantity: int = Field(1, ge=1, le=9999)


class BasketQuantity(Input):
    quantity: int = Field(ge=0, le=9999, description="0 takes it out.")


class BasketNote(Input):
    note: str = Field(max_length=500)


class DestinationBody(Input):
    name: str = Field(max_length=50)
    phone: str = Field(max_length=40)
    country: str = Field("CN", max_length=2, description="ISO 3166, two letters.")
    region: str = Field("", max_length=20, description="In China the district's six digits.")
    place: str = Field(max_length=100, description="Province, city and district in words.")
    street: str = Field(max_length=200)
    postcode: str = Field("", max_length=12)


class QuoteWanted(Input):
    address_id: UUID | None = Field(None, description="Of the member's own addresses.")
    destination: DestinationBody | None = Field(None, description="Else written out.")
    shipping_method: Code | None = None
    coupons: list[Annotated[str, Field(max_length=60)]] = Field([], max_length=10)

    def wish(self) -> dict[str, Any]:
        """The arguments of the verbs."""
        goes_to = self.destination
        return {
            "address_id": None if self.address_id is None else str(self.address_id),
            "destination": None if goes_to is None else Destination(**goes_to.model_dump()),
            "shipping_method": self.shipping_method,
            "coupons": self.coupons,
        }


class OrderWanted(QuoteWanted):
    fingerprint: str = Field(min_length=64, max_length=64, description="Of the quote.")
    gateway: str = Field(min_length=1, max_length=30, description="What to pay with.")


class QuoteLineOut(Schema):
    variant_id: str
    product_id: str
    sku: str
    name: Texts
    variant_name: Texts
    image: str | None
    quantity: int
    unit_price: MoneyJson
    listed: MoneyJson
    off: MoneyJson
    total: MoneyJson


class QuoteAdjustmentOut(Schema):
    name: str
    code: str
    label: Texts
    off: list[MoneyJson] = Field(description="Of each line, in their order.")
    delivery_off: MoneyJson
    total: MoneyJson


class DeclinedOut(Schema):
    code: str
    reason: Texts


class QuoteDeliveryOut(Schema):
    method: str
    name: Texts
    fee: MoneyJson
    off: MoneyJson
    total: MoneyJson
    promised_on: date


class DestinationOut(Schema):
    name: str
    phone: str
    country: str
    region: str
    place: str
    street: str
    postcode: str


class DeliverToOut(Schema):
    destination: DestinationOut
    note: str


class QuoteOut(Schema):
    basket_version: int
    currency: str
    lines: list[QuoteLineOut]
    adjustments: list[QuoteAdjustmentOut]
    declined: list[DeclinedOut]
    delivery: QuoteDeliveryOut
    destination: DestinationOut | None
    problems: list[BasketProblemOut]
    goods: MoneyJson
    discount: MoneyJson
    total: MoneyJson
    expires_at: datetime
    fingerprint: str


class OrderOut(Schema):
    id: str
    number: str
    owner: str
    state: str
    currency: str
    goods: MoneyJson
    discount: MoneyJson
    delivery: MoneyJson
    total: MoneyJson
    payment_id: str | None = Field(description="To be started; null if nothing is to be paid.")
    shipping_method: str
    shipping_name: Texts
    promised_on: date
    promise_kept: bool | None
    placed_at: datetime
    pay_by: datetime
    paid_at: datetime | None
    delivered_at: datetime | None
    confirm_by: datetime | None
    received_at: datetime | None
    ended_at: datetime | None

    @staticmethod
    def resolve_owner(order: Any) -> str:
        return str(order["owner"] if isinstance(order, Mapping) else order.owner)


class OrderLineOut(Schema):
    id: str
    variant_id: str
    product_id: str
    sku: str
    name: Texts
    variant_name: Texts
    image: str | None
    no_reason_return: bool
    no_return_reason: str
    unit_price: MoneyJson
    quantity: int
    off: MoneyJson
    total: MoneyJson
    shipped: int
    dropped: int
    refunded_quantity: int
    refunded: MoneyJson


class OrderAdjustmentOut(Schema):
    name: str
    code: str
    label: Texts
    by_line: dict[str, MoneyJson]
    delivery_off: MoneyJson


class ParcelLineOut(Schema):
    line_id: str
    quantity: int


class ParcelOut(Schema):
    id: str
    carrier: str
    tracking_number: str
    lines: list[ParcelLineOut]
    shipped_at: datetime
    delivered_at: datetime | None

    @staticmethod
    def resolve_lines(parcel: Any) -> list[dict[str, Any]]:
        return [{"line_id": line, "quantity": count} for line, count in parcel.lines]


class OrderMoveOut(Schema):
    before: str
    after: str
    actor: str = Field(
        description="Shoppers are told the kind alone: staff, system, member, guest."
    )
    reason: str
    at: datetime


class OrderDetailOut(Schema):
    order: OrderOut
    lines: list[OrderLineOut]
    adjustments: list[OrderAdjustmentOut]
    shipments: list[ParcelOut]
    history: list[OrderMoveOut]
    destination: DestinationOut | None
    note: str
    delivery_refunded: MoneyJson


class WayOfShippingOut(Schema):
    code: str
    name: Texts
    fee: MoneyJson
    free_over: MoneyJson | None


class CancelReason(Input):
    reason: str = Field("", max_length=200)


class GatewayChosen(Input):
    gateway: str = Field(min_length=1, max_length=30)


class ParcelLineBody(Input):
    line_id: UUID
    quantity: int = Field(ge=1, le=9999)


class ParcelBody(Input):
    carrier: str = Field(min_length=1, max_length=60)
    tracking_number: str = Field(min_length=1, max_length=80)
    lines: list[ParcelLineBody] | None = Field(
        None, min_length=1, max_length=200, description="Without them all that is left."
    )


class OrderRefundLine(Input):
    line_id: UUID
    amount: MoneyJson


class OrderRefundBody(Input):
    lines: list[OrderRefundLine] = Field(default=[], max_length=200)
    delivery: MoneyJson | None = None
    key: str = Field(min_length=1, max_length=60, description="Yours; once per order.")
    reason: str = Field(min_length=1, max_length=80)


class RevealReason(Input):
    reason: str = Field(max_length=200)


class ShippingMethodBody(Input):
    names: dict[Annotated[str, Field(max_length=10)], Annotated[str, Field(max_length=80)]] = Field(
        max_length=2, description="In en and zh-hans."
    )
    fee: MoneyJson
    free_over: MoneyJson | None = None
    first_grams: int = Field(0, ge=0, le=10_000_000)
    step_grams: int = Field(0, ge=0, le=10_000_000)
    step_fee: MoneyJson | None = None
    cutoff_hour: int = Field(16, ge=0, le=24)
    handling_days: int = Field(1, ge=0, le=365)
    transit_days: int = Field(3, ge=0, le=365)
    works_on: str = Field("1234567", max_length=7, description="Days, 1 is Monday.")
    countries: str = Field("", max_length=400, description="Codes with blanks between.")
    place: int = Field(0, ge=0, le=1000)
    is_active: bool = True


def _discreet(problem: Any) -> QuoteProblem:
    return discreet(QuoteProblem(**problem) if isinstance(problem, Mapping) else problem)
