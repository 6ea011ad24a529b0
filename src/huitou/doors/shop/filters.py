"""The form that narrows a list of goods, and the chips that say by what it is narrowed."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.utils.translation import gettext as _

from huitou.commerce import catalogue
from huitou.doors.design import (
    Button,
    Component,
    Field,
    FilterChips,
    Form,
    Link,
    Option,
    currency_sign,
)
from huitou.doors.shop.asked import ATTRIBUTE, Asked
from huitou.doors.shop.frame import in_words
from huitou.doors.shop.pages.listing import Filters

Brands = Sequence[tuple[catalogue.BrandDetail, int]]
Facets = Sequence[catalogue.Facet]


def filters_for(asked: Asked, path: str, brands: Brands, facets: Facets) -> Filters:
    """The form, with what is chosen."""
    fields: list[Component] = [*_switches(asked), *_prices(asked)]
    if len(brands) > 1 or asked.brands:
        fields.append(_brands(asked, brands))
    fields += [_attribute(asked, facet) for facet in facets]
    kept = {n: v for n, v in asked.pairs if n in ("q", "sort", "category")}
    return Filters(
        form=Form(
            fields=fields,
            submit=Button(_("Show the goods"), kind="primary", wide=True),
            action=path,
            method="get",
            hidden=kept,
            attributes={
                "data-filters": "",
                "hx-get": path,
                "hx-target": "#results",
                "hx-swap": "outerHTML",
                "hx-trigger": "change, submit",
            },
        ),
        clear=Button(_("Clear all"), asked.cleared(path), kind="quiet", wide=True)
        if asked.is_narrowed
        else None,
    )


def chips_for(asked: Asked, path: str, brands: Brands, facets: Facets) -> FilterChips | None:
    """What narrows the list, each with the way to take it away; None where nothing does."""
    names = {("brand", brand.slug): in_words(brand.names) for brand, _count in brands}
    names |= {
        (ATTRIBUTE + facet.code, value.value): _said(facet, value)
        for facet in facets
        for value in facet.values
    }
    chips = tuple(
        Link(names.get(pair) or _plain_name(*pair), asked.address(path, without=pair), current=True)
        for pair in asked.narrowings
    )
    if not chips:
        return None
    clear = asked.cleared(path) if len(chips) > 1 else ""
    return FilterChips(_("Narrowed by"), chips, clear, part="results")


def _switches(asked: Asked) -> tuple[Field, Field]:
    return (
        Field("in_stock", _("In stock"), "checkbox", value="1", checked=asked.in_stock),
        Field("reduced", _("Reduced"), "checkbox", value="1", checked=asked.reduced),
    )


def _prices(asked: Asked) -> tuple[Field, Field]:
    sign = currency_sign(settings.SHOP_CURRENCY)

    def field(name: str, label: str, value: str) -> Field:
        return Field(
            name=name, label=label, kind="text", inputmode="decimal", value=value, before=sign,
            autocomplete="off", longest=15,
        )  # fmt: skip

    return (
        field("price_from", _("Price from"), asked.price_from),
        field("price_to", _("Price to"), asked.price_to),
    )


def _brands(asked: Asked, brands: Brands) -> Field:
    options = [Option(brand.slug, in_words(brand.names)) for brand, _count in brands[:20]]
    return Field(
        name="brand", label=_("Brand"), kind="checkboxes", values=asked.brands, options=options
    )


def _attribute(asked: Asked, facet: catalogue.Facet) -> Field:
    return Field(
        name=ATTRIBUTE + facet.code,
        label=in_words(facet.names),
        kind="checkboxes",
        values=asked.attributes.get(facet.code, ()),
        options=[Option(value.value, _said(facet, value)) for value in facet.values],
    )


def _said(facet: catalogue.Facet, value: catalogue.FacetValue) -> str:
    if facet.kind == "boolean":
        return _("Yes") if value.value == "true" else _("No")
    name = in_words(value.names) or value.value
    return f"{name} {facet.unit}" if facet.unit else name


def _plain_name(name: str, value: str) -> str:
    sign = currency_sign(settings.SHOP_CURRENCY)
    return {
        "in_stock": _("In stock"),
        "reduced": _("Reduced"),
        "price_from": _("From %(price)s") % {"price": f"{sign}{value}"},
        "price_to": _("Up to %(price)s") % {"price": f"{sign}{value}"},
    }.get(name, value)
