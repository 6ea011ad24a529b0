"""Which variant of a product is chosen, and where its options lead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from huitou.commerce import supply
from huitou.commerce.catalogue import Option, ProductDetail, VariantDetail
from huitou.doors.shop.frame import in_words
from huitou.doors.shop.pages.product import Choice, OptionShown

Variants = Sequence[VariantDetail]
Stock = Mapping[str, supply.Coarse]


def on_offer(product: ProductDetail) -> list[VariantDetail]:
    """The variants that have a price and are not taken off sale."""
    return [v for v in product.variants if v.is_active and v.price is not None]


def chosen_variant(variants: Variants, sku: str, stock: Stock) -> VariantDetail | None:
    """The one that the address names, else the first that there is some of, else the first."""
    named = next((v for v in variants if v.sku == sku), None)
    left = next((v for v in variants if stock[v.id] != "none"), None)
    return named or left or next(iter(variants), None)


def options_shown(
    product: ProductDetail, variants: Variants, chosen: VariantDetail, stock: Stock
) -> list[OptionShown]:
    """Every option with its values as links."""
    return [_option(option, product.slug, variants, chosen, stock) for option in product.options]


def _option(
    option: Option, slug: str, variants: Variants, chosen: VariantDetail, stock: Stock
) -> OptionShown:
    now = chosen.options.get(option.code)
    choices = []
    for value in option.values:
        target = _nearest(variants, chosen, option.code, value.code)
        choices.append(
            Choice(
                label=in_words(value.names),
                address=f"/products/{slug}?variant={target.sku}" if target else "",
                chosen=value.code == now,
                is_there=target is not None,
                is_left=target is not None and stock[target.id] != "none",
            )
        )
    said = next((in_words(v.names) for v in option.values if v.code == now), "")
    return OptionShown(in_words(option.names), said, choices)


def _nearest(
    variants: Variants, chosen: VariantDetail, code: str, value: str
) -> VariantDetail | None:
    """Of the variants with that value the one that keeps most of what else is chosen."""
    fit = [v for v in variants if v.options.get(code) == value]
    return max(fit, key=lambda v: len(v.options.items() & chosen.options.items()), default=None)
