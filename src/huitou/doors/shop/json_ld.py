"""What search engines read of a product: schema.org's Product, as JSON-LD.

https://schema.org/Product, https://developers.google.com/search/docs/appearance/structured-data/product
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString

from huitou.commerce import supply
from huitou.commerce.catalogue import ProductDetail, VariantDetail
from huitou.doors.shop.frame import in_words
from huitou.doors.shop.pictures import picture_address

# In JSON's own way, so that no text can end the element or begin another.
_ESCAPED = {ord(letter): f"\\u{ord(letter):04x}" for letter in "<>&"}
_STOCK = {
    "in_stock": "https://schema.org/InStock",
    "few_left": "https://schema.org/LimitedAvailability",
    "none": "https://schema.org/OutOfStock",
}


def product_json_ld(
    request: HttpRequest,
    product: ProductDetail,
    variants: Sequence[VariantDetail],
    stock: Mapping[str, supply.Coarse],
) -> SafeString:
    """The element's text; nothing in it can end the element."""
    address = request.build_absolute_uri(f"/products/{product.slug}")
    said: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Product",
        "name": in_words(product.names),
        "description": in_words(product.descriptions),
        "url": address,
        "image": [
            request.build_absolute_uri(picture_address(p.path(1280))) for p in product.pictures
        ],
        "brand": {"@type": "Brand", "name": in_words(product.brand.names)}
        if product.brand
        else None,
        "offers": [_offer(address, variant, stock) for variant in variants],
    }
    text = json.dumps({k: v for k, v in said.items() if v}, ensure_ascii=False)
    return SafeString(text.translate(_ESCAPED))


def _offer(
    address: str, variant: VariantDetail, stock: Mapping[str, supply.Coarse]
) -> dict[str, Any]:
    price = variant.price
    return {
        "@type": "Offer",
        "url": f"{address}?variant={variant.sku}",
        "sku": variant.sku,
        "price": str(price.decimal()) if price else None,
        "priceCurrency": price.currency.code if price else None,
        "availability": _STOCK[stock[variant.id]],
        "itemCondition": "https://schema.org/NewCondition",
    }
