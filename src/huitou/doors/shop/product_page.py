"""How the page of a product is put together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from huitou.commerce import catalogue, supply
from huitou.commerce.catalogue import ProductDetail, VariantDetail
from huitou.doors.design import Breadcrumb, Button, CopyButton, Facts, Link, money
from huitou.doors.shop.buying_box import buy_box
from huitou.doors.shop.cards import initial_of, tone_of
from huitou.doors.shop.frame import Storefront, in_words, shelves, shop_frame
from huitou.doors.shop.json_ld import product_json_ld
from huitou.doors.shop.lists import trail_to
from huitou.doors.shop.pages.product import Gallery, ProductPage, Share, Similar
from huitou.doors.shop.pictures import large_picture, list_picture
from huitou.doors.shop.slots import Visit, filled
from huitou.doors.shop.variants import chosen_variant, on_offer
from huitou.doors.shop.views_told import View
from huitou.doors.shop.who import shopper

_GALLERY_SIZES = "(min-width: 60rem) 34rem, 100vw"


def product_page(request: HttpRequest, found: ProductDetail, sku: str) -> ProductPage:
    """The page with the variant of that SKU chosen, or the first that can be had."""
    variants = on_offer(found)
    stock = supply.coarse_stock([v.id for v in variants])
    chosen = chosen_variant(variants, sku, stock)
    name, visit = in_words(found.names), Visit(request, shopper(request), found.id)
    frame = _frame(request, found, chosen)
    return ProductPage(
        title=name,
        description=_description(found, chosen),
        frame=frame,
        canonical=f"/products/{found.slug}",
        picture=f"/share/products/{found.slug}.png",
        picture_alt=name,
        kind="product",
        trail=_trail(request, found),
        name=name,
        brand=in_words(found.brand.names) if found.brand else "",
        gallery=_gallery(found, chosen, name),
        buy=buy_box(visit, frame, found, variants, chosen, stock),
        share=_share(request, found, name),
        paragraphs=in_words(found.descriptions).split("\n\n") if found.descriptions else (),
        facts=_facts(found, chosen),
        reviews=filled("product-reviews", visit),
        below=filled("product-below", visit),
        similar=_similar(request, found),
        json_ld=product_json_ld(request, found, variants, stock),
        seen=found.slug,
    )


def _frame(request: HttpRequest, found: ProductDetail, chosen: VariantDetail | None) -> Storefront:
    category = found.category_path[-1]
    above = next((n.slug for n in shelves(request) if n.id == category), "")
    view = View(name="Product", events=(("Product Viewed", _told(found, chosen)),))
    return shop_frame(
        request,
        "categories",
        view=view,
        aisle=found.category_path[0],
        back=f"/categories/{above}" if above else "/",
    )


def _told(found: ProductDetail, chosen: VariantDetail | None) -> Mapping[str, Any]:
    """The same words as the facts of orders have."""
    said: dict[str, Any] = {
        "product_id": found.id,
        "name": catalogue.said(found.names, settings.LANGUAGE_CODE),
        "category": found.category_path[-1],
    }
    if chosen is not None and chosen.price is not None:
        said |= {
            "variant": chosen.id,
            "sku": chosen.sku,
            "price": float(chosen.price.decimal()),
            "currency": chosen.price.currency.code,
        }
    return said


def _trail(request: HttpRequest, found: ProductDetail) -> Breadcrumb:
    nodes = shelves(request)
    node = next((n for n in nodes if n.id == found.category_path[-1]), None)
    way = trail_to(nodes, node) if node else (Link(_("Home"), "/"),)
    here = Link(in_words(found.names), f"/products/{found.slug}", current=True)
    return Breadcrumb((*(replace(link, current=False) for link in way), here))


def _description(found: ProductDetail, chosen: VariantDetail | None) -> str:
    text = " ".join(in_words(found.descriptions).split()) or in_words(found.names)
    price = f"{money(chosen.price)} · " if chosen and chosen.price else ""
    return f"{price}{text}"[:160]


def _gallery(found: ProductDetail, chosen: VariantDetail | None, name: str) -> Gallery:
    """The chosen variant's own picture stands first."""
    own = chosen.picture_id if chosen else None
    pictures = sorted(found.pictures, key=lambda picture: picture.id != own)
    return Gallery(
        pictures=[
            large_picture(one, name, sizes=_GALLERY_SIZES, first=at == 0)
            for at, one in enumerate(pictures)
        ],
        small=[list_picture(one, "") for one in pictures],
        initial=initial_of(name),
        tone=tone_of(found.category_path[-1]),
    )


def _share(request: HttpRequest, found: ProductDetail, name: str) -> Share:
    address = request.build_absolute_uri(f"/products/{found.slug}")
    return Share(name, address, CopyButton(_("Copy the link"), address))


def _facts(found: ProductDetail, chosen: VariantDetail | None) -> Facts | None:
    pairs: list[tuple[str, str]] = [
        (in_words(said.names), _said(said)) for said in found.attributes
    ]
    if chosen is not None and chosen.weight_grams:
        pairs.append((_("Weight"), _weight(chosen.weight_grams)))
    if found.seller is not None:
        pairs.append((_("Sold by"), found.seller.name))
    return Facts(pairs, wide=True) if pairs else None


def _said(said: catalogue.AttributeSaid) -> str:
    if isinstance(said.value, bool):
        return _("Yes") if said.value else _("No")
    words = in_words(said.value_names) or said.value
    return f"{words} {said.unit}" if said.unit else words


def _weight(grams: int) -> str:
    if grams < 1000:
        return _("%(n)s g") % {"n": grams}
    return _("%(n)s kg") % {"n": f"{grams / 1000:.2f}".rstrip("0").rstrip(".")}


def _similar(request: HttpRequest, found: ProductDetail) -> Similar:
    nodes: Sequence[catalogue.CategoryNode] = shelves(request)
    node = next((n for n in nodes if n.id == found.category_path[-1]), None)
    name = in_words(node.names) if node else _("All categories")
    return Similar(
        _("More of this kind"),
        f"/products/{found.slug}/alike",
        Button(name, f"/categories/{node.slug}" if node else "/categories"),
    )
