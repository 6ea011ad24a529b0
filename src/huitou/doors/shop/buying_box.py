"""The part of a product's page that changes with the chosen variant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huitou.commerce import supply
from huitou.commerce.catalogue import ProductDetail, VariantDetail
from huitou.doors.design import Button, Price, PriceReason, Quantity, new_form_key
from huitou.doors.shop.frame import Storefront
from huitou.doors.shop.pages.product import BuyBox
from huitou.doors.shop.promises import promises_of
from huitou.doors.shop.slots import Visit, filled
from huitou.doors.shop.variants import options_shown

_STOCK = {
    "in_stock": gettext_lazy("In stock"),
    "few_left": gettext_lazy("Only a few left"),
    "none": gettext_lazy("Sold out"),
}
Stock = Mapping[str, supply.Coarse]


def buy_box(
    visit: Visit,
    frame: Storefront,
    product: ProductDetail,
    variants: Sequence[VariantDetail],
    chosen: VariantDetail | None,
    stock: Stock,
) -> BuyBox:
    """Of a product without a variant that can be had it says that it is sold out."""
    left: supply.Coarse = stock[chosen.id] if chosen else "none"
    can = chosen is not None and left != "none"
    return BuyBox(
        price=price_of(chosen) if chosen else None,
        stock_words=str(_STOCK[left]),
        stock=left,
        options=options_shown(product, variants, chosen, stock) if chosen else (),
        promises=promises_of(product, chosen) if chosen else (),
        offers=filled("product-offers", visit),
        variant_id=chosen.id if chosen else "",
        quantity=Quantity("quantity", _("Quantity"), 1) if can else None,
        button=Button(
            _("Add to basket") if can else _("Sold out"), kind="primary", disabled=not can
        ),
        key=new_form_key(),
        back=_address(product, chosen),
        basket_count=sum(tab.count for tab in frame.tabs),
    )


def price_of(variant: VariantDetail) -> Price | None:
    """A variant's price; a reduced one with the price that it is compared with, which the catalogue
    holds to the lowest of the seven days before.
    """
    if variant.price is None:
        return None
    before = variant.compare_at
    reasons: tuple[PriceReason, ...] = ()
    if before is not None:
        reasons = (
            PriceReason(_("Lowest price of the 7 days before"), before),
            PriceReason(_("Reduced by"), variant.price - before),
        )
    return Price(variant.price, before=before, reasons=reasons, size="large")


def _address(product: ProductDetail, chosen: VariantDetail | None) -> str:
    address = f"/products/{product.slug}"
    return f"{address}?variant={chosen.sku}" if chosen else address
