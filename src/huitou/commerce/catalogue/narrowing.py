"""By what a list can be narrowed: the brands, categories and attributes of what is in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, QuerySet

from huitou.commerce.catalogue.assembling import plain_number
from huitou.commerce.catalogue.details import BrandDetail, Texts
from huitou.commerce.catalogue.listing import Wanted, filtered
from huitou.commerce.catalogue.models import AttributeValue

# A shopper does not read longer lists: whoever wants one of a hundred words searches for it.
MOST_VALUES = 20
_MOST_ROWS = 1_000


@dataclass(frozen=True)
class FacetValue:
    """What products say, as a filter takes it; `names` are empty where the value is its own."""

    value: str
    names: Texts
    count: int


@dataclass(frozen=True)
class Facet:
    """An attribute with what the products of a list say, the most said first."""

    code: str
    names: Texts
    kind: str
    unit: str
    values: tuple[FacetValue, ...]


def brands_of(wanted: Wanted, *, at: datetime) -> list[tuple[BrandDetail, int]]:
    """The brands of a list with how many products it has of each, the most first. One query."""
    columns = ("brand_id", "brand__slug", "brand__names")
    found = _counted(filtered(wanted, at).exclude(brand=None), *columns)
    return [(BrandDetail(*(row[c] for c in columns)), row["n"]) for row in found]


def categories_of(wanted: Wanted, *, at: datetime) -> dict[str, int]:
    """How many products of a list are in which category, by id. One query."""
    found = _counted(filtered(wanted, at), "category_id")
    return {row["category_id"]: row["n"] for row in found}


def facets(wanted: Wanted, *, at: datetime) -> list[Facet]:
    """The attributes of a list by code. One in which products say more than MOST_VALUES different
    things, or all the same, is left out. One query.
    """
    products = filtered(wanted, at).values("pk")
    columns = [f"attribute__{name}" for name in ("code", "names", "kind", "unit", "choices")]
    rows = _counted(AttributeValue.objects.filter(product__in=products), *columns, "text", "number")
    by_code: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        by_code[row["attribute__code"]].append(row)
    return [
        _facet(code, said) for code, said in sorted(by_code.items()) if 1 < len(said) <= MOST_VALUES
    ]


def _counted(rows: QuerySet[Any], *columns: str) -> list[dict[str, Any]]:
    counted = rows.order_by().values(*columns).annotate(n=Count("pk")).order_by("-n", columns[0])
    return list(counted[:_MOST_ROWS])


def _facet(code: str, rows: list[dict[str, Any]]) -> Facet:
    first = rows[0]
    names = {choice["code"]: choice["names"] for choice in first["attribute__choices"]}
    kind = first["attribute__kind"]
    return Facet(
        code,
        first["attribute__names"],
        kind,
        first["attribute__unit"],
        tuple(_value(row, kind, names) for row in rows),
    )


def _value(row: Mapping[str, Any], kind: str, names: Mapping[str, Texts]) -> FacetValue:
    value = row["text"]
    if kind == "boolean":
        value = "true" if row["number"] else "false"
    elif kind == "number":
        value = plain_number(row["number"] or Decimal(0))
    return FacetValue(value, names.get(value, {}), row["n"])
