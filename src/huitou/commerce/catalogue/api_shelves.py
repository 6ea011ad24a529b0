"""Routes by which staff write categories, attributes, brands and sellers."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Path, Router

from huitou.commerce.catalogue import reads
from huitou.commerce.catalogue.api_shapes import (
    AttributeOut,
    BrandOut,
    CategoryOut,
    Id,
    Move,
    NewAttribute,
    NewCategory,
    NewSeller,
    Renamed,
    ReturnPolicy,
    SellerChange,
    SellerOut,
    given,
)
from huitou.commerce.catalogue.attributes import create_attribute
from huitou.commerce.catalogue.brands import change_brand, create_brand
from huitou.commerce.catalogue.category_edits import (
    create_category,
    move_category,
    rename_category,
    set_return_policy,
)
from huitou.commerce.catalogue.details import AttributeDetail, BrandDetail, SellerDetail
from huitou.commerce.catalogue.sellers import change_seller, create_seller
from huitou.commerce.catalogue.tree import CategoryNode
from huitou.foundation.clocks import current_clock
from huitou.foundation.web import caller, once, public, staff_with

router = Router()
_READS, _WRITES, _VETS = (staff_with(f"catalogue.{verb}") for verb in ("read", "write", "vet"))


@router.get(
    "/catalogue/categories/{category_id}/attributes", auth=public(), response=list[AttributeOut]
)
def attributes(request: HttpRequest, category_id: Path[Id]) -> list[AttributeDetail]:
    """What products of a category can say of themselves, and be asked for by."""
    return reads.attributes_for(category_id)


@router.get("/catalogue/staff/sellers", auth=_READS, response=list[SellerOut])
def sellers(request: HttpRequest) -> list[SellerDetail]:
    """All sellers by code."""
    return reads.sellers_known()


@router.post("/catalogue/staff/categories", auth=_WRITES, response={201: CategoryOut})
@once
def new_category(request: HttpRequest, body: NewCategory) -> CategoryNode:
    """Make a category."""
    return create_category(**given(body), actor=caller(request), clock=current_clock())


@router.patch("/catalogue/staff/categories/{category_id}", auth=_WRITES, response=CategoryOut)
@once
def category_name(request: HttpRequest, category_id: Path[Id], body: Renamed) -> CategoryNode:
    """Rename a category."""
    return rename_category(category_id, **given(body), actor=caller(request), clock=current_clock())


@router.put("/catalogue/staff/categories/{category_id}/place", auth=_WRITES, response=CategoryOut)
@once
def category_place(request: HttpRequest, category_id: Path[Id], body: Move) -> CategoryNode:
    """Hang a category, with all under it, elsewhere."""
    return move_category(category_id, **given(body), actor=caller(request), clock=current_clock())


@router.put(
    "/catalogue/staff/categories/{category_id}/return-policy", auth=_WRITES, response=CategoryOut
)
@once
def category_policy(
    request: HttpRequest, category_id: Path[Id], body: ReturnPolicy
) -> CategoryNode:
    """Say whether goods are taken back within seven days without a reason."""
    return set_return_policy(
        category_id, **given(body), actor=caller(request), clock=current_clock()
    )


@router.post("/catalogue/staff/attributes", auth=_WRITES, response={201: AttributeOut})
@once
def new_attribute(request: HttpRequest, body: NewAttribute) -> AttributeDetail:
    """Let products of a category say something more of themselves."""
    said = given(body) | {"choices": [choice.made() for choice in body.choices]}
    return create_attribute(**said, actor=caller(request), clock=current_clock())


@router.post("/catalogue/staff/brands", auth=_WRITES, response={201: BrandOut})
@once
def new_brand(request: HttpRequest, body: Renamed) -> BrandDetail:
    """Make a brand."""
    return create_brand(**given(body), actor=caller(request), clock=current_clock())


@router.patch("/catalogue/staff/brands/{brand_id}", auth=_WRITES, response=BrandOut)
@once
def brand_change(request: HttpRequest, brand_id: Path[Id], body: Renamed) -> BrandDetail:
    """Rename a brand."""
    return change_brand(brand_id, **given(body), actor=caller(request), clock=current_clock())


@router.post("/catalogue/staff/sellers", auth=_VETS, response={201: SellerOut})
@once
def new_seller(request: HttpRequest, body: NewSeller) -> SellerDetail:
    """Take a seller in."""
    return create_seller(**given(body), actor=caller(request), clock=current_clock())


@router.patch("/catalogue/staff/sellers/{seller_id}", auth=_VETS, response=SellerOut)
@once
def seller_change(request: HttpRequest, seller_id: Path[Id], body: SellerChange) -> SellerDetail:
    """Rename or suspend a seller."""
    return change_seller(seller_id, **given(body), actor=caller(request), clock=current_clock())
