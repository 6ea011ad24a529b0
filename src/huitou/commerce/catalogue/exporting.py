"""Write all products to a file that `import_products` reads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Literal, TextIO

from django.conf import settings

from huitou.commerce.catalogue.assembling import attribute_said
from huitou.commerce.catalogue.current import CurrentPrice, priced_variants, shop_money
from huitou.commerce.catalogue.models import AttributeValue, Product
from huitou.commerce.catalogue.rows import write_csv, write_json_lines
from huitou.foundation.actors import Actor

FileFormat = Literal["csv", "jsonl"]
_AT_ONCE = 200


def export_products(file: TextIO, *, format: FileFormat, actor: Actor, at: datetime) -> int:
    """A line for every variant, with its price at a moment; how many. Products without variants
    are left out. See rows for the columns."""
    actor.need("catalogue.read")
    written = 0

    def objects() -> Iterator[Mapping[str, Any]]:
        nonlocal written
        for one in _lines(at):
            written += 1
            yield one

    (write_csv if format == "csv" else write_json_lines)(file, objects())
    return written


def _lines(at: datetime) -> Iterator[dict[str, Any]]:
    last = ""
    while True:
        rows = Product.objects.filter(id__gt=last).order_by("id")
        products = list(rows.select_related("category", "brand", "seller")[:_AT_ONCE])
        if not products:
            return
        ids = [product.id for product in products]
        said = _attributes(ids)
        by_id = {product.id: product for product in products}
        for variant in priced_variants(ids, at=at):
            product = by_id[variant.product_id]
            yield _of_product(product, said.get(product.id, {})) | _of_variant(variant)
        last = ids[-1]


def _attributes(product_ids: list[str]) -> dict[str, dict[str, str]]:
    rows = AttributeValue.objects.filter(product__in=product_ids).select_related("attribute")
    found: dict[str, dict[str, str]] = {}
    for row in rows.order_by("attribute__code"):
        value = attribute_said(row).value
        text = str(value).lower() if isinstance(value, bool) else value
        found.setdefault(row.product_id, {})[row.attribute.code] = text
    return found


def _of_product(row: Product, attributes: dict[str, str]) -> dict[str, Any]:
    return {
        "product": row.external_id or row.id,
        "slug": row.slug,
        "category": row.category.slug,
        "brand": row.brand.slug if row.brand else "",
        "seller": row.seller.code if row.seller else "",
        "names": row.names,
        "descriptions": row.descriptions,
        "option_names": row.options,
        "attributes": attributes,
        "status": row.status,
    }


def _of_variant(row: Any) -> dict[str, Any]:
    price: CurrentPrice | None = row.current
    return {
        "sku": row.sku,
        "options": row.options,
        "price": _amount(price.price_minor if price else None),
        "compare_at": _amount(price.compare_at_minor if price else None),
        "currency": settings.SHOP_CURRENCY if price else "",
        "cost": _amount(row.cost_minor),
        "floor": _amount(row.floor_minor),
        "margin": str(row.margin_basis_points),
        "weight_grams": str(row.weight_grams),
        "active": str(row.is_active).lower(),
    }


def _amount(minor: int | None) -> str:
    return "" if minor is None else str(shop_money(minor).decimal())
