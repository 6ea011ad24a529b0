"""Lists of products: filters, search, sorts, pages that hold still, and how many queries."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from huitou.commerce import catalogue
from huitou.commerce.catalogue import CategoryNode, ProductDetail, Wanted
from huitou.foundation.actors import SYSTEM
from huitou.kernel import FakeClock, InvalidInput, Money

pytestmark = pytest.mark.usefixtures("tables")
OnSale = Callable[..., ProductDetail]
SORTS = ("newest", "price", "-price", "name")


@pytest.fixture
def shelf(on_sale: OnSale, clock: FakeClock) -> list[ProductDetail]:
    """Five products at 10 to 50 yuan, one a second; two of the same price."""
    made = []
    for name, price in (("Elm", "10"), ("Ash", "30"), ("Fir", "30"), ("Oak", "50"), ("Yew", "20")):
        made.append(on_sale(name, price=price))
        clock.advance(timedelta(seconds=1))
    return made


def slugs(clock: FakeClock, wanted: Wanted | None = None, **more: Any) -> list[str]:
    page = catalogue.list_products(wanted or Wanted(), at=clock.now(), **more)
    return [card.slug for card in page.products]


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("newest", "yew oak fir ash elm"),
        ("price", "elm yew ash fir oak"),
        ("-price", "oak fir ash yew elm"),
        ("name", "ash elm fir oak yew"),
    ],
)
def test_sorts_and_their_pages(clock: FakeClock, sort: str, expected: str) -> None:
    assert slugs(clock, sort=sort) == expected.split()
    assert by_pages(clock, sort) == expected.split()


def by_pages(
    clock: FakeClock, sort: str, between: Callable[[], object] = lambda: None
) -> list[str]:
    found, cursor = [], None
    while True:
        page = catalogue.list_products(at=clock.now(), sort=sort, limit=2, cursor=cursor)  # type: ignore[arg-type]
        found += [card.slug for card in page.products]
        if page.next_cursor is None:
            return found
        cursor = page.next_cursor
        between()


@pytest.mark.parametrize("sort", SORTS)
def test_products_that_come_in_between_neither_repeat_nor_hide_others(
    shelf: list[ProductDetail], on_sale: OnSale, clock: FakeClock, sort: str
) -> None:
    numbers = iter(range(100))

    def add_two() -> None:
        for price in ("5", "35"):
            on_sale(f"Birch {next(numbers)}", price=price)

    found = by_pages(clock, sort, add_two)
    old = [slug for slug in found if not slug.startswith("birch")]
    assert sorted(old) == sorted(product.slug for product in shelf)
    assert len(found) == len(set(found))


@pytest.mark.usefixtures("shelf")
def test_the_price_of_a_card_is_the_cheapest_variants(
    shelf: list[ProductDetail], clock: FakeClock
) -> None:
    card = catalogue.list_products(at=clock.now()).products[0]
    assert (card.price, card.price_to, card.compare_at) == (
        Money.parse("20", "CNY"),
        Money.parse("20", "CNY"),
        None,
    )


@pytest.mark.usefixtures("shelf")
def test_prices_are_bounded_on_both_ends(clock: FakeClock) -> None:
    wanted = Wanted(price_from=Money.parse("20", "CNY"), price_to=Money.parse("30", "CNY"))
    assert slugs(clock, wanted, sort="name") == ["ash", "fir", "yew"]
    with pytest.raises(InvalidInput):
        slugs(clock, Wanted(price_from=Money.parse("1", "USD")))


def test_a_category_holds_what_is_under_it(
    on_sale: OnSale, tea: CategoryNode, clock: FakeClock
) -> None:
    green = catalogue.create_category(
        names={"en": "Green"}, parent_id=tea.id, actor=SYSTEM, clock=clock
    )
    on_sale("In tea")
    on_sale("In green", category_id=green.id)
    assert slugs(clock, Wanted(category_id=tea.id), sort="name") == ["in-green", "in-tea"]
    assert slugs(clock, Wanted(category_id=green.id)) == ["in-green"]


def test_words_are_found_in_every_language_and_case(
    on_sale: OnSale, tea: CategoryNode, clock: FakeClock
) -> None:
    made = on_sale("Dragon Well GREEN tea")
    names = {"en": "Dragon Well GREEN tea", "zh-hans": "龙井绿茶"}
    catalogue.change_product(made.id, names=names, actor=SYSTEM, clock=clock)
    on_sale("100% oolong_tea")
    for text in ("green", "DRAGON tea", "龙井", "ｇｒｅｅｎ", "sku-dragon-well-green-tea"):
        assert slugs(clock, Wanted(text=text)) == ["dragon-well-green-tea"], text
    assert slugs(clock, Wanted(text="%")) == ["100-oolong-tea"]
    assert slugs(clock, Wanted(text="_")) == ["100-oolong-tea"]
    assert slugs(clock, Wanted(text="coffee")) == []


def test_attributes_and_brands_are_filters(
    on_sale: OnSale, tea: CategoryNode, clock: FakeClock
) -> None:
    for code, kind in (("origin", "text"), ("grams", "number"), ("organic", "boolean")):
        catalogue.create_attribute(
            category_id=tea.id, code=code, names={"en": code}, kind=kind, actor=SYSTEM, clock=clock
        )
    brand = catalogue.create_brand(names={"en": "Kiln"}, actor=SYSTEM, clock=clock)
    on_sale("A", attributes={"origin": "Fujian", "grams": 100, "organic": True}, brand_id=brand.id)
    on_sale("B", attributes={"origin": "Yunnan", "grams": 250, "organic": False})
    for wanted in (
        Wanted(attributes={"origin": "Fujian"}),
        Wanted(attributes={"grams": Decimal("100.0"), "organic": True}),
        Wanted(attributes={"organic": "true"}),
        Wanted(brand_id=brand.id),
    ):
        assert slugs(clock, wanted) == ["a"]
    assert slugs(clock, Wanted(brand_id="x")) == []
    with pytest.raises(InvalidInput):
        slugs(clock, Wanted(attributes={"colour": "red"}))


@pytest.mark.usefixtures("tables")
@pytest.mark.parametrize(
    "more",
    [
        {"sort": "best"},
        {"limit": 0},
        {"limit": 101},
        {"language": "de"},
        {"cursor": "x"},
        {"cursor": "é"},
        {"cursor": ""},
        {"wanted": Wanted(text="x" * 201)},
        {"wanted": Wanted(text="a\x00")},
        {"wanted": Wanted(status="sold")},
        {"wanted": Wanted(attributes={"\x00": "x"})},
    ],
)
def test_what_cannot_be_asked(clock: FakeClock, more: dict[str, Any]) -> None:
    with pytest.raises(InvalidInput):
        slugs(clock, **more)


def test_a_cursor_belongs_to_its_sort(shelf: list[ProductDetail], clock: FakeClock) -> None:
    page = catalogue.list_products(at=clock.now(), sort="name", limit=2)
    with pytest.raises(InvalidInput):
        catalogue.list_products(at=clock.now(), sort="price", cursor=page.next_cursor)


def test_staff_see_every_status(
    shelf: list[ProductDetail], tea: CategoryNode, clock: FakeClock
) -> None:
    catalogue.create_product(names={"en": "Draft"}, category_id=tea.id, actor=SYSTEM, clock=clock)
    assert slugs(clock, Wanted(status="draft")) == ["draft"]
    assert len(slugs(clock, Wanted(status="any"))) == 6


def test_a_list_of_fifty_products_takes_four_queries(
    on_sale: OnSale, tea: CategoryNode, clock: FakeClock
) -> None:
    for number in range(50):
        on_sale(f"Tea {number}", price=str(number + 1))
    wanted = Wanted(category_id=tea.id, text="tea", price_from=Money.parse("1", "CNY"))
    for sort in SORTS:
        with CaptureQueriesContext(connection) as queries:
            page = catalogue.list_products(wanted, at=clock.now(), sort=sort, limit=50)  # type: ignore[arg-type]
        assert len(page.products) == 50
        assert len(queries) == 4


def test_any_number_of_offers_takes_two_queries(on_sale: OnSale, clock: FakeClock) -> None:
    variants = [on_sale(f"Tea {number}").variants[0].id for number in range(10)]
    with CaptureQueriesContext(connection) as queries:
        assert len(catalogue.offers(variants, at=clock.now())) == 10
    assert len(queries) == 2
