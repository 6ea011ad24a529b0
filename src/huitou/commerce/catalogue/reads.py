"""What others may ask about one product, and the small lists. See also listing and offering."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from huitou.commerce.catalogue.assembling import attribute_said, picture, variant_detail
from huitou.commerce.catalogue.attributes import attribute_detail
from huitou.commerce.catalogue.brands import brand_detail
from huitou.commerce.catalogue.current import priced_variants
from huitou.commerce.catalogue.details import (
    AttributeDetail,
    BrandDetail,
    DecisionDetail,
    PriceDetail,
    ProductDetail,
    SellerDetail,
    Texts,
)
from huitou.commerce.catalogue.finding import found, is_id, no_such
from huitou.commerce.catalogue.models import Attribute, Brand, Price, Product, Seller, Variant
from huitou.commerce.catalogue.option_rules import read_options
from huitou.commerce.catalogue.pricing import price_detail
from huitou.commerce.catalogue.rules import is_visible
from huitou.commerce.catalogue.sellers import seller_detail
from huitou.commerce.catalogue.tree import CategoryNode, load_branches, load_tree


def product(key: str, *, at: datetime) -> ProductDetail:
    """A product that shoppers see at a moment, by id or slug. NotFound for any other."""
    column = "pk" if is_id(key) else "slug"
    row = _rows().filter(**{column: key}).first() if key.isprintable() else None
    if row is None or not is_visible(row.status, row.visible_from, row.visible_until, at):
        raise no_such("product", key)
    return _detail(row, at)


def staff_product(product_id: str, *, at: datetime) -> ProductDetail:
    """A product in any status, for the shop's own people."""
    row = _rows().filter(pk=product_id).first() if is_id(product_id) else None
    if row is None:
        raise no_such("product", product_id)
    return _detail(row, at)


def product_of(variant_id: str) -> str:
    """The id of a variant's product."""
    id: str = found(Variant, variant_id).product_id
    return id


def categories() -> list[CategoryNode]:
    """All categories, each behind the one above it, neighbours by position. One query."""
    return load_tree().nodes()


def brands_known() -> list[BrandDetail]:
    """All brands by slug."""
    return [brand_detail(row) for row in Brand.objects.order_by("slug")]


def sellers_known() -> list[SellerDetail]:
    """All sellers by code."""
    return [seller_detail(row) for row in Seller.objects.order_by("code")]


def attributes_for(category_id: str) -> list[AttributeDetail]:
    """What products of a category can say: its attributes and those of the categories above."""
    path = load_branches([category_id]).node(category_id).path
    rows = Attribute.objects.filter(category__in=path).order_by("code")
    return [attribute_detail(row) for row in rows]


def decisions(product_id: str) -> list[DecisionDetail]:
    """Who moved a product from status to status, oldest first."""
    return [
        DecisionDetail(
            row.before,
            row.after,
            row.actor,
            row.at,
            row.reason,
            row.visible_from,
            row.visible_until,
        )
        for row in found(Product, product_id).decisions.order_by("id")
    ]


def price_history(variant_id: str, *, limit: int = 100) -> list[PriceDetail]:
    """The prices of a variant as they were recorded, the newest first."""
    rows = found(Variant, variant_id).prices.order_by("-id")[:limit]
    return [price_detail(row) for row in rows]


def price_histories(product_id: str) -> dict[str, list[PriceDetail]]:
    """The recorded prices of every variant of a product by the variant's id, the newest first. One
    query.
    """
    found_prices: dict[str, list[PriceDetail]] = {}
    for row in Price.objects.filter(variant__product=product_id).order_by("-id"):
        found_prices.setdefault(row.variant_id, []).append(price_detail(row))
    return found_prices


def variant_ids(product_ids: Collection[str]) -> dict[str, list[str]]:
    """The ids of the variants of some products, by product. One query."""
    found_ids: dict[str, list[str]] = {id: [] for id in product_ids}
    rows = Variant.objects.filter(product__in=list(found_ids)).order_by("position", "id")
    for id, product_id in rows.values_list("id", "product_id"):
        found_ids[product_id].append(id)
    return found_ids


def product_names(product_ids: Collection[str]) -> dict[str, Texts]:
    """What products are called, by id; those that are none are left out. One query."""
    rows = Product.objects.filter(pk__in=[id for id in product_ids if is_id(id)])
    return dict(rows.values_list("id", "names"))


def _rows() -> Any:
    return Product.objects.select_related("brand", "seller")


def _detail(row: Product, at: datetime) -> ProductDetail:
    node = load_branches([row.category_id]).node(row.category_id)
    values = row.attribute_values.select_related("attribute").order_by("attribute__code")
    images = row.images.order_by("position", "id")
    return ProductDetail(
        id=row.id,
        external_id=row.external_id,
        slug=row.slug,
        names=row.names,
        descriptions=row.descriptions,
        category_path=node.path,
        brand=row.brand and brand_detail(row.brand),
        seller=row.seller and seller_detail(row.seller),
        options=read_options(row.options),
        attributes=tuple(attribute_said(value) for value in values),
        variants=tuple(variant_detail(v) for v in priced_variants([row.id], at=at)),
        pictures=tuple(picture(image) for image in images),
        no_reason_return=node.no_reason_return,
        no_return_reason=node.no_return_reason,
        status=row.status,
        is_visible=is_visible(row.status, row.visible_from, row.visible_until, at),
        visible_from=row.visible_from,
        visible_until=row.visible_until,
        published_at=row.published_at,
    )
