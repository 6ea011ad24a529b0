"""What goes over the wire."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import AwareDatetime, Field

from huitou.commerce.catalogue.details import Option, OptionValue
from huitou.foundation.web import Input, MoneyJson

Id = Annotated[str, Field(min_length=1, max_length=36)]
Slug = Annotated[str, Field(min_length=1, max_length=80)]
Texts = Annotated[
    dict[Annotated[str, Field(pattern="^(zh-hans|en)$")], Annotated[str, Field(max_length=20_000)]],
    Field(description="By language.", examples=[{"en": "Green tea", "zh-hans": "绿茶"}]),
]
Code = Annotated[str, Field(min_length=1, max_length=80)]
Choice = Annotated[dict[Code, Code], Field(description="The value of each option, by code.")]
Position = Annotated[int, Field(ge=0, le=2_000)]
Reason = Annotated[str, Field(max_length=900)]
Said = bool | int | Decimal | Annotated[str, Field(max_length=200)] | None


def given(body: Schema) -> dict[str, Any]:
    """The fields that were sent, null included."""
    return {name: getattr(body, name) for name in body.model_fields_set}


class OptionValueJson(Input):
    code: Code
    names: Texts

    def made(self) -> OptionValue:
        return OptionValue(self.code, self.names)


class OptionJson(Input):
    code: Code
    names: Texts
    values: list[OptionValueJson] = Field(max_length=100)

    def made(self) -> Option:
        return Option(self.code, self.names, tuple(value.made() for value in self.values))


class BrandOut(Schema):
    id: str
    slug: str
    names: dict[str, str]


class SellerOut(Schema):
    id: str
    code: str
    name: str
    is_active: bool


class CategoryOut(Schema):
    id: str
    parent_id: str | None
    slug: str
    names: dict[str, str]
    position: int
    path: list[str]
    no_reason_return: bool
    no_return_reason: str


class AttributeOut(Schema):
    id: str
    category_id: str
    code: str
    names: dict[str, str]
    kind: str
    unit: str
    choices: list[OptionValueJson]
    is_required: bool


class PictureFileOut(Schema):
    path: str = Field(description="Behind /api/v1/catalogue/pictures/.")
    width: int
    height: int
    format: str
    bytes: int


class PictureOut(Schema):
    id: str
    alt_texts: dict[str, str]
    files: list[PictureFileOut]


class CardOut(Schema):
    id: str
    slug: str
    names: dict[str, str]
    category_id: str
    brand: BrandOut | None
    seller_id: str | None
    price: MoneyJson | None = Field(description="Of the cheapest variant.")
    compare_at: MoneyJson | None
    price_to: MoneyJson | None = Field(description="Of the dearest variant.")
    picture: PictureOut | None
    published_at: datetime | None


class StaffCardOut(CardOut):
    status: str


class VariantOut(Schema):
    id: str
    sku: str
    options: dict[str, str]
    weight_grams: int
    price: MoneyJson | None
    compare_at: MoneyJson | None
    picture_id: str | None


class StaffVariantOut(VariantOut):
    is_active: bool
    cost: MoneyJson | None
    floor: MoneyJson


class SaidOut(Schema):
    code: str
    names: dict[str, str]
    unit: str
    value: str | bool
    value_names: dict[str, str]


class ProductOut(Schema):
    id: str
    slug: str
    names: dict[str, str]
    descriptions: dict[str, str]
    category_path: list[str]
    brand: BrandOut | None
    seller: SellerOut | None
    options: list[OptionJson]
    attributes: list[SaidOut]
    variants: list[VariantOut]
    pictures: list[PictureOut]
    no_reason_return: bool
    no_return_reason: str


class StaffProductOut(ProductOut):
    external_id: str | None
    variants: list[StaffVariantOut]
    status: str
    is_visible: bool
    visible_from: datetime | None
    visible_until: datetime | None
    published_at: datetime | None


class PriceOut(Schema):
    variant_id: str
    price: MoneyJson
    compare_at: MoneyJson | None
    starts_at: datetime
    set_at: datetime
    set_by: str
    is_offered: bool


class DecisionOut(Schema):
    before: str
    after: str
    actor: str
    at: datetime
    reason: str
    visible_from: datetime | None
    visible_until: datetime | None


class ImportedOut(Schema):
    lines: int
    products_new: int
    products_changed: int
    variants_new: int
    variants_changed: int
    prices_set: int
    dry_run: bool


class NewProduct(Input):
    names: Texts
    category_id: Id
    descriptions: Texts = Field({})
    slug: Slug | None = None
    external_id: Code | None = None
    brand_id: Id | None = None
    seller_id: Id | None = None
    options: list[OptionJson] = Field([], max_length=5)
    attributes: dict[Code, Said] = Field({})


class ProductChange(Input):
    """Fields that are left out stay; null takes an external id, a brand or a seller away."""

    names: Texts | None = None
    descriptions: Texts | None = None
    slug: Slug | None = None
    category_id: Id | None = None
    external_id: Code | None = None
    brand_id: Id | None = None
    seller_id: Id | None = None
    options: Annotated[list[OptionJson], Field(max_length=5)] | None = None
    attributes: dict[Code, Said] | None = None


class NewVariant(Input):
    sku: Code
    options: Choice = Field({})
    weight_grams: int = Field(0, ge=0, le=1_000_000)
    cost: MoneyJson | None = None
    floor: MoneyJson | None = None
    margin_basis_points: int = Field(0, ge=0, lt=10_000)


class VariantChange(Input):
    """Fields that are left out stay; null takes cost, floor or image away."""

    sku: Code | None = None
    options: Choice | None = None
    weight_grams: int | None = Field(None, ge=0, le=1_000_000)
    position: Position | None = None
    is_active: bool | None = None
    cost: MoneyJson | None = None
    floor: MoneyJson | None = None
    margin_basis_points: int | None = Field(None, ge=0, lt=10_000)
    image_id: Id | None = None


class NewPrice(Input):
    price: MoneyJson
    compare_at: MoneyJson | None = None
    at: AwareDatetime | None = Field(None, description="From when on; null: from now.")


class Reasoned(Input):
    reason: Reason = ""


class Publication(Reasoned):
    visible_from: AwareDatetime | None = None
    visible_until: AwareDatetime | None = None


class Described(Input):
    alt_texts: Texts


class ImageOrder(Input):
    image_ids: list[Id] = Field(max_length=30)


class NewCategory(Input):
    names: Texts
    parent_id: Id | None = None
    slug: Slug | None = None
    position: int = Field(0, ge=-1_000_000, le=1_000_000)


class Renamed(Input):
    names: Texts
    slug: Slug | None = None


class Move(Input):
    parent_id: Id | None
    position: int | None = Field(None, ge=-1_000_000, le=1_000_000)


class ReturnPolicy(Input):
    no_reason_return: bool | None
    reason: str = Field("", max_length=30)


class NewAttribute(Input):
    category_id: Id
    code: Code
    names: Texts
    kind: Literal["text", "number", "boolean", "choice"]
    unit: str = Field("", max_length=20)
    choices: list[OptionValueJson] = Field([], max_length=100)
    is_required: bool = False


class NewSeller(Input):
    code: Code
    name: str = Field(min_length=1, max_length=120)


class SellerChange(Input):
    name: str | None = Field(None, min_length=1, max_length=120)
    is_active: bool | None = None
