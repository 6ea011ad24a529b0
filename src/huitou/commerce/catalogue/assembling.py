"""Rows of the catalogue put together to what reads give."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from huitou.commerce.catalogue.brands import brand_detail
from huitou.commerce.catalogue.current import shop_money
from huitou.commerce.catalogue.details import (
    AttributeSaid,
    Picture,
    PictureFile,
    ProductCard,
    VariantDetail,
)
from huitou.commerce.catalogue.models import AttributeValue, Image, Product
from huitou.commerce.catalogue.rules import floor_price
from huitou.kernel import Money


def optional_money(minor: int | None) -> Money | None:
    return None if minor is None else shop_money(minor)


def picture(row: Image) -> Picture:
    return Picture(row.id, row.alt_texts, tuple(PictureFile(**file) for file in row.files))


def picture_of_files(id: str, files: list[dict[str, Any]]) -> Picture:
    """A picture of which nothing is said."""
    return Picture(id, {}, tuple(PictureFile(**file) for file in files))


def first_pictures(product_ids: Iterable[str]) -> dict[str, Picture]:
    """The first picture of each product that has one. One query."""
    rows = Image.objects.filter(product__in=product_ids).order_by("-position", "-id")
    return {row.product_id: picture(row) for row in rows}


def variant_detail(row: Any) -> VariantDetail:
    """Of a variant with `current` (see current.priced_variants)."""
    price = row.current
    return VariantDetail(
        id=row.id,
        sku=row.sku,
        options=row.options,
        weight_grams=row.weight_grams,
        is_active=row.is_active,
        price=price and shop_money(price.price_minor),
        compare_at=price and optional_money(price.compare_at_minor),
        picture_id=row.image_id,
        cost=optional_money(row.cost_minor),
        floor=floor_of(row),
    )


def floor_of(row: Any) -> Money:
    """The lowest price at which a variant may be sold."""
    return shop_money(floor_price(row.floor_minor, row.cost_minor, row.margin_basis_points))


def attribute_said(row: AttributeValue) -> AttributeSaid:
    """A value with its attribute."""
    attribute = row.attribute
    names = {choice["code"]: choice["names"] for choice in attribute.choices}
    value: str | bool = row.text
    if attribute.kind == "boolean":
        value = bool(row.number)
    elif attribute.kind == "number":
        value = plain_number(row.number or Decimal(0))
    return AttributeSaid(
        attribute.code, attribute.names, attribute.unit, value, names.get(row.text, {})
    )


def plain_number(number: Decimal) -> str:
    """Without an exponent and without zeros at the end."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def product_card(row: Product, variants: list[Any], shown: Picture | None) -> ProductCard:
    """Of a product and its variants with `current`."""
    offered = [v for v in variants if v.is_active and v.current is not None]
    prices = sorted((v.current for v in offered), key=lambda price: price.price_minor)
    return ProductCard(
        id=row.id,
        slug=row.slug,
        names=row.names,
        category_id=row.category_id,
        brand=row.brand and brand_detail(row.brand),
        seller_id=row.seller_id,
        price=shop_money(prices[0].price_minor) if prices else None,
        compare_at=optional_money(prices[0].compare_at_minor) if prices else None,
        price_to=shop_money(prices[-1].price_minor) if prices else None,
        picture=shown,
        status=row.status,
        published_at=row.published_at,
        variant_ids=tuple(variant.id for variant in offered),
    )
