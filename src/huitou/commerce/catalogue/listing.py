"""Lists of products: filtered, searched, sorted, page by page."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce, Lower, Substr

from huitou.commerce.catalogue.assembling import first_pictures, product_card
from huitou.commerce.catalogue.attributes import Said, stored_value
from huitou.commerce.catalogue.current import priced_variants
from huitou.commerce.catalogue.cursor import Place, read_cursor, write_cursor
from huitou.commerce.catalogue.details import ProductCard
from huitou.commerce.catalogue.finding import is_id
from huitou.commerce.catalogue.models import Attribute, AttributeValue, Price, Product, Variant
from huitou.commerce.catalogue.rules import STATUSES, folded
from huitou.commerce.catalogue.texts import LANGUAGES
from huitou.commerce.catalogue.tree import load_tree
from huitou.commerce.catalogue.variant_fields import checked_minor
from huitou.kernel import InvalidInput, Money

Sort = Literal["newest", "price", "-price", "name"]
SORTS = ("newest", "price", "-price", "name")
MOST = 100
_MOST_WORDS = 10
_ABOVE_ALL_PRICES = 10**15
_SORTED_BY = 50  # the first characters of a name; a cursor holds them


@dataclass(frozen=True)
class Wanted:
    """What a list is to hold. Category and what is under it, or any of `category_ids` alone; one of
    `brands`, by slug; prices in the shop's currency, both ends included; `attributes` by code, with
    a value each, or several of which one will do; every word of `text` in one of the names or an
    SKU; with `reduced` what has a compare-at price; `slugs` of products. `status` is for the shop's
    own people: with it, and not without, others are listed than those that shoppers see; `any`
    stands for all.
    """

    category_id: str | None = None
    category_ids: Collection[str] | None = None
    brand_id: str | None = None
    brands: Collection[str] = ()
    seller_id: str | None = None
    price_from: Money | None = None
    price_to: Money | None = None
    attributes: Mapping[str, Said | tuple[str, ...]] = field(default_factory=dict)
    text: str = ""
    reduced: bool = False
    slugs: Collection[str] | None = None
    status: str | None = None


@dataclass(frozen=True)
class Page:
    """`next_cursor` asks for what follows; None at the end."""

    products: tuple[ProductCard, ...]
    next_cursor: str | None


def list_products(
    wanted: Wanted = Wanted(),
    *,
    at: datetime,
    sort: Sort = "newest",
    language: str = "zh-hans",
    limit: int = 20,
    cursor: str | None = None,
) -> Page:
    """A page of products as they are at a moment. A page follows the last product of the one
    before, so that products that come in between neither shift nor repeat others. `language` is
    whose names are sorted by. InvalidInput for a cursor of another sort, or a filter that makes no
    sense. Five queries for any number of products.
    """
    _check(sort, language, limit)
    rows = _sorted(filtered(wanted, at), sort, language, at, staff=wanted.status is not None)
    if cursor is not None:
        rows = _behind(rows, sort, read_cursor(cursor, sort))
    found = list(rows.select_related("brand")[: limit + 1])
    page = found[:limit]
    ids = [row.id for row in page]
    variants: dict[str, list[Any]] = {id: [] for id in ids}
    for variant in priced_variants(ids, at=at):
        variants[variant.product_id].append(variant)
    pictures = first_pictures(ids)
    return Page(
        tuple(product_card(row, variants[row.id], pictures.get(row.id)) for row in page),
        write_cursor(sort, page[-1].sort_key, page[-1].id) if len(found) > limit else None,
    )


def filtered(wanted: Wanted, at: datetime) -> QuerySet[Any]:
    """The products of a list, in no order."""
    rows = Product.objects.filter(_shown(wanted, at))
    if wanted.category_id is not None:
        rows = rows.filter(category__in=[n.id for n in load_tree().below(wanted.category_id)])
    if wanted.category_ids is not None:
        rows = rows.filter(category__in=wanted.category_ids)
    if wanted.slugs is not None:
        rows = rows.filter(slug__in=[slug for slug in wanted.slugs if slug.isprintable()])
    if wanted.brands:
        rows = rows.filter(brand__slug__in=wanted.brands)
    for column in ("brand_id", "seller_id"):
        id = getattr(wanted, column)
        if id is not None:
            rows = rows.filter(**{column: id}) if is_id(id) else rows.none()
    for word in _words(wanted.text):
        rows = rows.filter(Q(search_text__contains=word) | Q(pk__in=_with_sku(word)))
    known = _attributes(wanted.attributes)
    for code, value in wanted.attributes.items():
        rows = rows.filter(pk__in=_saying(known[code], value))
    if wanted.reduced:
        rows = rows.filter(pk__in=_current_prices(at, compare_at_minor__isnull=False))
    return _between(rows, wanted, at)


def _shown(wanted: Wanted, at: datetime) -> Q:
    """The same as rules.is_visible, in the database."""
    if wanted.status is not None:
        if wanted.status not in (*STATUSES, "any"):
            raise _bad("status", f"Use one of: {', '.join(STATUSES)}, any.")
        return Q() if wanted.status == "any" else Q(status=wanted.status)
    begun = Q(visible_from=None) | Q(visible_from__lte=at)
    return Q(status="published") & begun & (Q(visible_until=None) | Q(visible_until__gt=at))


def _words(text: str) -> list[str]:
    words = folded(text).split()
    if len(words) > _MOST_WORDS or len(text) > 200 or "\x00" in text:
        raise _bad("text", f"Search for up to {_MOST_WORDS} words.")
    return words


def _with_sku(word: str) -> QuerySet[Any]:
    return Variant.objects.filter(sku__iexact=word).values("product")


def _attributes(codes: Collection[str]) -> dict[str, Attribute]:
    """Those attributes. One query; InvalidInput for a code that there is not."""
    wanted = [code for code in codes if code.isprintable()]
    known = {a.code: a for a in Attribute.objects.filter(code__in=wanted)} if wanted else {}
    if len(known) < len(codes):
        raise _bad("attributes", "Ask for attributes that the category has.")
    return known


def _saying(attribute: Attribute, value: Said | tuple[str, ...]) -> QuerySet[Any]:
    """Products that say one of the values."""
    one_of = Q(pk__in=())
    for one in value if isinstance(value, tuple) else (value,):
        text, number = stored_value(attribute, one)
        one_of |= Q(text=text, number=number)
    return AttributeValue.objects.filter(one_of, attribute=attribute).values("product")


def _between(rows: QuerySet[Any], wanted: Wanted, at: datetime) -> QuerySet[Any]:
    for field_name, lookup in (("price_from", "lowest__gte"), ("price_to", "lowest__lte")):
        money = getattr(wanted, field_name)
        if money is not None:
            bound = checked_minor(field_name, money)
            rows = rows.alias(lowest=_lowest_price(at)).filter(**{lookup: bound})
    return rows


def _lowest_price(at: datetime) -> Subquery:
    """The price of a product's cheapest variant at a moment."""
    current = _offered(at).filter(variant__product=OuterRef("pk"))
    return Subquery(current.order_by("price_minor").values("price_minor")[:1])


def _current_prices(at: datetime, **more: Any) -> QuerySet[Any]:
    """The products with a price at a moment of which more is true."""
    return _offered(at).filter(**more).values("variant__product")


def _offered(at: datetime) -> QuerySet[Any]:
    """The prices that count at a moment, of variants that can be had."""
    started = Price.objects.filter(starts_at__lte=at)
    newer = started.filter(variant=OuterRef("variant"), id__gt=OuterRef("id"))
    return started.filter(
        ~Exists(newer),
        variant__is_active=True,
        is_offered=True,
        currency=settings.SHOP_CURRENCY,
    )


def _sorted(
    rows: QuerySet[Any], sort: str, language: str, at: datetime, *, staff: bool
) -> QuerySet[Any]:
    if sort == "newest":
        return rows.annotate(sort_key=F("created_at" if staff else "published_at")).order_by(
            "-sort_key", "-id"
        )
    if sort == "name":
        others = [KeyTextTransform(other, "names") for other in LANGUAGES if other != language]
        name = Coalesce(KeyTextTransform(language, "names"), *others)
        start = Substr(Lower(name), 1, _SORTED_BY)
        return rows.annotate(sort_key=start).order_by("sort_key", "id")
    # Products without a price stand at the end, whichever way.
    if sort == "-price":
        lowest = Coalesce(_lowest_price(at), Value(0))
        return rows.annotate(sort_key=lowest).order_by("-sort_key", "-id")
    lowest = Coalesce(_lowest_price(at), Value(_ABOVE_ALL_PRICES))
    return rows.annotate(sort_key=lowest).order_by("sort_key", "id")


def _behind(rows: QuerySet[Any], sort: str, place: Place) -> QuerySet[Any]:
    """What follows a place in the order."""
    way = "lt" if sort in ("newest", "-price") else "gt"
    same = Q(sort_key=place.key, **{f"id__{way}": place.id})
    return rows.filter(Q(**{f"sort_key__{way}": place.key}) | same)


def _check(sort: str, language: str, limit: int) -> None:
    if sort not in SORTS:
        raise _bad("sort", f"Use one of: {', '.join(SORTS)}.")
    if language not in LANGUAGES:
        raise _bad("language", f"Use one of: {', '.join(LANGUAGES)}.")
    if not 1 <= limit <= MOST:
        raise _bad("limit", f"Ask for 1 to {MOST} products.")


def _bad(field_name: str, remedy: str) -> InvalidInput:
    return InvalidInput(
        f"The list cannot be made: {field_name} makes no sense.",
        remedy=remedy,
        code=f"catalogue.bad_{field_name}",
        field=field_name,
    )
