"""What a checkout needs to know of variants."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from huitou.commerce.catalogue.assembling import floor_of, optional_money
from huitou.commerce.catalogue.brands import brand_detail
from huitou.commerce.catalogue.current import give_current, shop_money, with_newest_price
from huitou.commerce.catalogue.details import BrandDetail, PictureFile, Texts, path_of
from huitou.commerce.catalogue.finding import is_id
from huitou.commerce.catalogue.models import Image, Variant
from huitou.commerce.catalogue.rules import is_visible
from huitou.commerce.catalogue.texts import LANGUAGES, said
from huitou.commerce.catalogue.tree import Tree, load_branches
from huitou.foundation.statements import Question
from huitou.kernel import Money


@dataclass(frozen=True)
class Offer:
    """A variant as it can be bought at a moment. `name` is the product's; `options_text` says which
    variant it is ("Size: L"). `unit_price` is None only where `buyable` is False, and then
    `why_not` is product_hidden, seller_inactive, variant_inactive or no_price. `image` is a path
    under the media folder. `floor` is the lowest unit price that promotions may leave.
    """

    variant_id: str
    product_id: str
    slug: str
    sku: str
    name: Texts
    options: dict[str, str]
    options_text: Texts
    unit_price: Money | None
    compare_at: Money | None
    category_path: tuple[str, ...]
    brand: BrandDetail | None
    seller_id: str | None
    image: str | None
    weight_grams: int
    buyable: bool
    why_not: str
    no_reason_return: bool
    no_return_reason: str
    floor: Money


def offers(variant_ids: Collection[str], *, at: datetime) -> dict[str, Offer]:
    """The offers of variants by id; unknown ids are left out. Two queries for any number."""
    wanted = {id for id in variant_ids if is_id(id)}
    variants = _ASKED(sorted(wanted), at) if wanted else []
    if not variants:
        return {}
    give_current(variants)
    tree = load_branches({v.product.category_id for v in variants})
    return {v.id: _offer(v, tree, at) for v in variants}


def _asked(ids: Sequence[str], at: datetime) -> QuerySet[Any]:
    """With `first_files`, those of the product's first picture."""
    rows = Variant.objects.filter(pk__in=ids).select_related(
        "product__brand", "product__seller", "image"
    )
    pictures = Image.objects.filter(product=OuterRef("product")).order_by("position", "id")
    return with_newest_price(rows, at).annotate(first_files=Subquery(pictures.values("files")[:1]))


_ASKED: Question[Any] = Question(_asked)


def _image(variant: Any) -> str | None:
    files = variant.image.files if variant.image else variant.first_files
    return path_of([PictureFile(**file) for file in files]) if files else None


def _offer(variant: Any, tree: Tree, at: datetime) -> Offer:
    product, price = variant.product, variant.current
    node = tree.node(product.category_id)
    why_not = _why_not(variant, at)
    return Offer(
        variant_id=variant.id,
        product_id=product.id,
        slug=product.slug,
        sku=variant.sku,
        name=product.names,
        options=variant.options,
        options_text=_options_text(product.options, variant.options),
        unit_price=price and shop_money(price.price_minor),
        compare_at=price and optional_money(price.compare_at_minor),
        category_path=node.path,
        brand=product.brand and brand_detail(product.brand),
        seller_id=product.seller_id,
        image=_image(variant),
        weight_grams=variant.weight_grams,
        buyable=not why_not,
        why_not=why_not,
        no_reason_return=node.no_reason_return,
        no_return_reason=node.no_return_reason,
        floor=floor_of(variant),
    )


def _why_not(variant: Any, at: datetime) -> str:
    product = variant.product
    if not is_visible(product.status, product.visible_from, product.visible_until, at):
        return "product_hidden"
    if product.seller is not None and not product.seller.is_active:
        return "seller_inactive"
    if not variant.is_active:
        return "variant_inactive"
    return "" if variant.current is not None else "no_price"


def _options_text(options: list[Any], chosen: dict[str, str]) -> Texts:
    if not options:
        return {}
    return {language: _in_language(options, chosen, language) for language in LANGUAGES}


def _in_language(options: list[Any], chosen: dict[str, str], language: str) -> str:
    colon, comma = ("：", "，") if language == "zh-hans" else (": ", ", ")
    parts = []
    for option in options:
        names = {value["code"]: value["names"] for value in option["values"]}
        value = said(names[chosen[option["code"]]], language)
        parts.append(f"{said(option['names'], language)}{colon}{value}")
    return comma.join(parts)
