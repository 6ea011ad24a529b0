"""What verbs and reads of the catalogue give. Texts are by language; see `texts.said`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from huitou.kernel import Money

Texts = dict[str, str]


class Keep(Enum):
    """Stands for «as it is» where None has a meaning."""

    KEEP = "keep"


KEEP = Keep.KEEP


@dataclass(frozen=True)
class OptionValue:
    """One of the things to choose from: the size L."""

    code: str
    names: Texts


@dataclass(frozen=True)
class Option:
    """What variants differ in: the size."""

    code: str
    names: Texts
    values: tuple[OptionValue, ...]


@dataclass(frozen=True)
class SellerDetail:
    id: str
    code: str
    name: str
    is_active: bool


@dataclass(frozen=True)
class BrandDetail:
    id: str
    slug: str
    names: Texts


@dataclass(frozen=True)
class AttributeDetail:
    """`kind`: text, number, boolean or choice; `choices` are codes with names."""

    id: str
    category_id: str
    code: str
    names: Texts
    kind: str
    unit: str
    choices: tuple[OptionValue, ...]
    is_required: bool


@dataclass(frozen=True)
class PictureFile:
    """A rendition; `path` is under the media folder, `format` is webp or jpeg."""

    path: str
    width: int
    height: int
    format: str
    bytes: int


def path_of(files: Iterable[PictureFile], width: int = 640, format: str = "webp") -> str:
    """The path of the narrowest file that is at least so wide, else of the widest."""
    fit = sorted((f for f in files if f.format == format), key=lambda f: f.width)
    return next((f.path for f in fit if f.width >= width), fit[-1].path)


@dataclass(frozen=True)
class Picture:
    id: str
    alt_texts: Texts
    files: tuple[PictureFile, ...]

    def path(self, width: int = 640, format: str = "webp") -> str:
        """See `path_of`."""
        return path_of(self.files, width, format)


@dataclass(frozen=True)
class PriceDetail:
    """A price from `starts_at` on, which replaced all that were to start later."""

    variant_id: str
    price: Money
    compare_at: Money | None
    starts_at: datetime
    set_at: datetime
    set_by: str
    is_offered: bool


@dataclass(frozen=True)
class VariantDetail:
    """`price` and `compare_at` are those of the moment that was asked for. Cost and floor are for
    the shop alone; `floor` is the lowest price at which it may be sold.
    """

    id: str
    sku: str
    options: dict[str, str]
    weight_grams: int
    is_active: bool
    price: Money | None
    compare_at: Money | None
    picture_id: str | None
    cost: Money | None
    floor: Money


@dataclass(frozen=True)
class AttributeSaid:
    """What a product says of itself: a text, number, boolean, or the code of a choice."""

    code: str
    names: Texts
    unit: str
    value: str | bool
    value_names: Texts


@dataclass(frozen=True)
class ProductDetail:
    """A product with all that belongs to it. `no_return_reason` says why the seven-day return
    without a reason does not apply, if it does not.
    """

    id: str
    external_id: str | None
    slug: str
    names: Texts
    descriptions: Texts
    category_path: tuple[str, ...]
    brand: BrandDetail | None
    seller: SellerDetail | None
    options: tuple[Option, ...]
    attributes: tuple[AttributeSaid, ...]
    variants: tuple[VariantDetail, ...]
    pictures: tuple[Picture, ...]
    no_reason_return: bool
    no_return_reason: str
    status: str
    is_visible: bool
    visible_from: datetime | None
    visible_until: datetime | None
    published_at: datetime | None


@dataclass(frozen=True)
class ProductCard:
    """A product in a list: its cheapest variant's price, and the highest of all. `variant_ids` are
    those that can be had.
    """

    id: str
    slug: str
    names: Texts
    category_id: str
    brand: BrandDetail | None
    seller_id: str | None
    price: Money | None
    compare_at: Money | None
    price_to: Money | None
    picture: Picture | None
    status: str
    published_at: datetime | None
    variant_ids: tuple[str, ...]


@dataclass(frozen=True)
class DecisionDetail:
    """Who moved a product from one status to another, when and why."""

    before: str
    after: str
    actor: str
    at: datetime
    reason: str
    visible_from: datetime | None
    visible_until: datetime | None
