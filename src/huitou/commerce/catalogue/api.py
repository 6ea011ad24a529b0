"""Routes of the catalogue that everybody may ask; see api_staff and api_shelves for the others."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Literal

from django.conf import settings
from django.http import FileResponse, HttpRequest
from ninja import Path, Query, Router, Schema
from pydantic import Field

from huitou.commerce.catalogue import api_shelves, api_staff, image_files
from huitou.commerce.catalogue.api_shapes import BrandOut, CardOut, CategoryOut, Id, ProductOut
from huitou.commerce.catalogue.details import BrandDetail, ProductCard, ProductDetail
from huitou.commerce.catalogue.finding import no_such
from huitou.commerce.catalogue.listing import Sort, Wanted, list_products
from huitou.commerce.catalogue.reads import brands_known, categories, product
from huitou.commerce.catalogue.tree import CategoryNode
from huitou.foundation.clocks import current_clock
from huitou.foundation.web import Page, Paged, Paging, public
from huitou.kernel import InvalidInput, Money

router = Router()
router.add_router("", api_staff.router)
router.add_router("", api_shelves.router)

_Amount = Annotated[str, Field(pattern=r"^[0-9]{1,10}(\.[0-9]{1,4})?$", examples=["99.90"])]


class Filters(Schema):
    """What a list holds; all that is given has to fit."""

    category: Id | None = Field(None, description="And what is under it.")
    brand: Id | None = None
    seller: Id | None = None
    price_from: _Amount | None = Field(None, description="In the shop's currency.")
    price_to: _Amount | None = None
    attribute: list[Annotated[str, Field(max_length=241)]] = Field(
        [], max_length=10, description="code:value", examples=[["origin:Fujian"]]
    )
    text: str = Field("", max_length=200, description="Words of the name, in any language.")

    def wanted(self, status: str | None = None) -> Wanted:
        return Wanted(
            category_id=self.category,
            brand_id=self.brand,
            seller_id=self.seller,
            price_from=_money(self.price_from),
            price_to=_money(self.price_to),
            attributes=_attributes(self.attribute),
            text=self.text,
            status=status,
        )


@router.get("/catalogue/products", auth=public(), response=Page[CardOut])
def products(
    request: HttpRequest,
    filters: Query[Filters],
    paging: Query[Paging],
    sort: Sort = "newest",
    language: Literal["zh-hans", "en"] = "zh-hans",
) -> Paged[ProductCard]:
    """Products that are on sale now. `language` is whose names are sorted by."""
    page = list_products(
        filters.wanted(),
        at=current_clock().now(),
        sort=sort,
        language=language,
        limit=paging.limit,
        cursor=paging.cursor,
    )
    return Paged(page.products, page.next_cursor)


@router.get("/catalogue/products/{key}", auth=public(), response=ProductOut)
def one_product(request: HttpRequest, key: str) -> ProductDetail:
    """A product that is on sale now, by id or slug, with the variants that can be bought."""
    found = product(key, at=current_clock().now())
    return replace(found, variants=tuple(v for v in found.variants if v.is_active))


@router.get("/catalogue/categories", auth=public(), response=list[CategoryOut])
def all_categories(request: HttpRequest) -> list[CategoryNode]:
    """The tree, each category behind the one above it."""
    return categories()


@router.get("/catalogue/brands", auth=public(), response=list[BrandOut])
def all_brands(request: HttpRequest) -> list[BrandDetail]:
    """All brands by slug."""
    return brands_known()


@router.get("/catalogue/pictures/{folder}/{name}", auth=public(), response={200: bytes})
def picture_file(request: HttpRequest, folder: str, name: Path[str]) -> FileResponse:
    """A file of a picture. It never changes under its name."""
    path = image_files.picture_file(f"{folder}/{name}")
    if path is None:
        raise no_such("picture", name)
    return FileResponse(
        path.open("rb"),
        content_type=f"image/{path.suffix[1:]}",
        headers={
            "Cache-Control": "public, max-age=31536000, immutable",
            "X-Content-Type-Options": "nosniff",
        },
    )


def _money(amount: str | None) -> Money | None:
    return None if amount is None else Money.parse(amount, settings.SHOP_CURRENCY)


def _attributes(pairs: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for pair in pairs:
        code, colon, value = pair.partition(":")
        if not colon or code in found:
            raise InvalidInput(
                "An attribute is asked for as code:value, each once.",
                remedy="Write attribute=origin:Fujian.",
                code="catalogue.bad_attributes",
                field="attribute",
            )
        found[code] = value
    return found
