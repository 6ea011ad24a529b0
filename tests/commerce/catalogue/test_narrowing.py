"""By what a list can be narrowed, and the filters that do it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from huitou.commerce import catalogue
from huitou.commerce.catalogue import CategoryNode, ProductDetail, Shown, Wanted
from huitou.foundation.actors import SYSTEM
from huitou.kernel import FakeClock, Money

pytestmark = pytest.mark.usefixtures("tables")
OnSale = Callable[..., ProductDetail]


@pytest.fixture
def teas(on_sale: OnSale, tea: CategoryNode, clock: FakeClock) -> list[ProductDetail]:
    """Three teas: two of Fujian, one organic, two of the brand Kiln."""
    for code, kind in (("origin", "text"), ("grams", "number"), ("organic", "boolean")):
        catalogue.create_attribute(
            category_id=tea.id, code=code, names={"en": code}, kind=kind, actor=SYSTEM, clock=clock
        )
    kiln = catalogue.create_brand(names={"en": "Kiln"}, actor=SYSTEM, clock=clock).id
    said = (
        ("A", {"origin": "Fujian", "grams": 100, "organic": True}, kiln),
        ("B", {"origin": "Yunnan", "grams": 100, "organic": False}, kiln),
        ("C", {"origin": "Fujian", "grams": 100}, None),
    )
    return [on_sale(name, attributes=values, brand_id=brand) for name, values, brand in said]


def slugs(clock: FakeClock, **wanted: object) -> set[str]:
    page = catalogue.list_products(Wanted(**wanted), at=clock.now())  # type: ignore[arg-type]
    return {card.slug for card in page.products}


def test_what_products_of_a_list_say(teas: list[ProductDetail], clock: FakeClock) -> None:
    with CaptureQueriesContext(connection) as queries:
        found = catalogue.facets(Wanted(), at=clock.now())
        brands = catalogue.brands_of(Wanted(), at=clock.now())
        places = catalogue.categories_of(Wanted(text="A"), at=clock.now())
    assert len(queries) == 3
    # All weigh the same: nobody narrows by that.
    assert [(facet.code, [(v.value, v.count) for v in facet.values]) for facet in found] == [
        ("organic", [("false", 1), ("true", 1)]),
        ("origin", [("Fujian", 2), ("Yunnan", 1)]),
    ]
    assert [(brand.slug, count) for brand, count in brands] == [("kiln", 2)]
    assert places == {teas[0].category_path[-1]: 1}


def test_one_of_several_values_will_do(
    teas: list[ProductDetail], tea: CategoryNode, clock: FakeClock
) -> None:
    assert slugs(clock, attributes={"origin": ("Fujian", "Yunnan")}) == {"a", "b", "c"}
    assert slugs(clock, attributes={"origin": ("Fujian",), "organic": ("true",)}) == {"a"}
    assert slugs(clock, attributes={"origin": ()}) == set()
    assert slugs(clock, brands=["kiln", "other"]) == {"a", "b"}
    assert slugs(clock, category_ids=[tea.id]) == {"a", "b", "c"}
    assert slugs(clock, category_ids=[]) == set()
    assert slugs(clock, slugs=["c", "x", "\0"]) == {"c"}


def test_what_is_reduced(teas: list[ProductDetail], clock: FakeClock) -> None:
    clock.advance(timedelta(days=1))
    variant = teas[1].variants[0]
    reduced, before = Money.parse("80", "CNY"), Money.parse("100", "CNY")
    catalogue.set_price(variant.id, price=reduced, compare_at=before, actor=SYSTEM, clock=clock)
    assert slugs(clock, reduced=True) == {"b"}
    clock.advance(timedelta(days=1))
    catalogue.set_price(variant.id, price=reduced, actor=SYSTEM, clock=clock)
    assert slugs(clock, reduced=True) == set()


def test_a_card_names_the_variants_that_can_be_had(
    teas: list[ProductDetail], clock: FakeClock
) -> None:
    catalogue.change_variant(teas[0].variants[0].id, is_active=False, actor=SYSTEM, clock=clock)
    page = catalogue.list_products(at=clock.now())
    had = {card.slug: card.variant_ids for card in page.products}
    assert had["b"] == (teas[1].variants[0].id,)
    assert had["c"] == (teas[2].variants[0].id,)
    assert had.get("a", ()) == ()


def test_addresses_for_search_engines(teas: list[ProductDetail], clock: FakeClock) -> None:
    catalogue.withdraw(teas[0].id, reason="sold out", actor=SYSTEM, clock=clock)
    at = clock.now()
    assert catalogue.shown_count(at=at) == 2
    assert {one.slug for one in catalogue.shown_products(at=at)} == {"b", "c"}
    assert [type(one) for one in catalogue.shown_products(at=at, skip=1)] == [Shown]
