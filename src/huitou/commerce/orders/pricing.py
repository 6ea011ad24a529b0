"""Work out what a basket costs now: fresh prices, delivery, and what adjusters take off."""

from __future__ import annotations

from collections.abc import Sequence

from huitou.commerce import catalogue, supply
from huitou.commerce.orders.adjust import AdjusterInput, PricedLine, adjusted
from huitou.commerce.orders.basket_rows import lines_of
from huitou.commerce.orders.delivery import chosen_method, delivery_fee
from huitou.commerce.orders.draft import Draft, Wish
from huitou.commerce.orders.models import Basket, BasketLine, ShippingMethod
from huitou.commerce.orders.quoted import QuoteProblem
from huitou.kernel import Clock, Conflict, InvalidInput, Money

_WHY_NOT = {
    "product_hidden": "It is not sold at the moment.",
    "seller_inactive": "Its seller does not sell at the moment.",
    "variant_inactive": "This variant is not sold any more.",
    "no_price": "It has no price at the moment.",
}
_MOST_COUPONS, _LONGEST_CODE = 10, 60


def checked_coupons(coupons: Sequence[str]) -> tuple[str, ...]:
    """The codes without blanks and repetitions; InvalidInput for too many or too long ones."""
    codes = tuple(dict.fromkeys(code.strip() for code in coupons if code.strip()))
    if len(codes) > _MOST_COUPONS or any(len(code) > _LONGEST_CODE for code in codes):
        raise InvalidInput(
            "These are too many codes, or too long ones.",
            remedy=f"Give at most {_MOST_COUPONS} codes of up to {_LONGEST_CODE} characters.",
            code="orders.bad_coupons",
            field="coupons",
        )
    return codes


def draft_of(basket: Basket, wish: Wish, *, clock: Clock, look_at_stock: bool = True) -> Draft:
    """The price of a basket. Conflict if it is empty, holds several currencies, or cannot be
    shipped to where it should go. Without `look_at_stock` what is short is no problem yet: whoever
    reserves it will see.
    """
    rows = lines_of(basket)
    ids = [row.variant_id for row in rows]
    offers = catalogue.offers(ids, at=clock.now()) if rows else {}
    left = supply.available(ids) if rows and look_at_stock else None
    found = [problem_of(row, offers.get(row.variant_id), left) for row in rows]
    known = [(row, offers[row.variant_id]) for row in rows if row.variant_id in offers]
    pairs = [(row, offer) for row, offer in known if offer.buyable]
    if not pairs:
        raise nothing_to_buy(bool(rows))
    sold = tuple(offer for _, offer in pairs)
    currency = _currency_of(sold)
    lines = tuple(_line(row, offer) for row, offer in pairs)
    method = chosen_method(wish.shipping_method, currency, wish.destination)
    fee = _fee(method, lines, sold)
    asked = AdjusterInput(lines, currency, fee, basket.member_id, wish.coupons, clock.now())
    return Draft(
        basket=basket,
        wish=wish,
        currency=currency,
        offers=sold,
        lines=lines,
        method=method,
        fee=fee,
        outcome=adjusted(asked),
        problems=tuple(problem for problem in found if problem is not None),
    )


def problem_of(
    row: BasketLine, offer: catalogue.Offer | None, left: dict[str, int] | None
) -> QuoteProblem | None:
    """Why a line of a basket cannot be bought as it stands; `left` is the stock, if it counts."""
    if offer is None or not offer.buyable:
        said = _WHY_NOT.get(offer.why_not if offer else "", "It is not in the shop any more.")
        return QuoteProblem(row.variant_id, "orders.not_for_sale", said)
    there = row.quantity if left is None else left.get(row.variant_id, 0)
    if there < row.quantity:
        said = f"{there} are left." if there > 0 else "It is sold out."
        return QuoteProblem(row.variant_id, "orders.short", said, max(0, there))
    return None


def nothing_to_buy(has_lines: bool) -> Conflict:
    """What is answered for a basket with no line that can be bought."""
    return Conflict(
        "Nothing in the basket can be bought." if has_lines else "The basket is empty.",
        remedy="Put something into it that is sold.",
        code="orders.empty_basket",
    )


def price_of(offer: catalogue.Offer) -> Money:
    """The unit price of an offer that can be bought."""
    if offer.unit_price is None:
        raise ValueError(f"{offer.sku} is buyable without a price")
    return offer.unit_price


def _line(row: BasketLine, offer: catalogue.Offer) -> PricedLine:
    price = price_of(offer).minor
    return PricedLine(
        variant_id=offer.variant_id,
        product_id=offer.product_id,
        category_path=offer.category_path,
        seller_id=offer.seller_id,
        quantity=row.quantity,
        unit_price=price,
        left=price * row.quantity,
        floor=offer.floor.minor * row.quantity,
    )


def _fee(
    method: ShippingMethod, lines: Sequence[PricedLine], offers: Sequence[catalogue.Offer]
) -> int:
    pairs = zip(lines, offers, strict=True)
    grams = sum(line.quantity * offer.weight_grams for line, offer in pairs)
    return delivery_fee(method, goods=sum(line.listed for line in lines), grams=grams)


def _currency_of(offers: Sequence[catalogue.Offer]) -> str:
    codes = sorted({price_of(offer).currency.code for offer in offers})
    if len(codes) > 1:
        raise Conflict(
            f"The basket holds prices in {' and '.join(codes)}.",
            remedy="Order things of one currency at a time.",
            code="orders.mixed_currencies",
        )
    return codes[0]
