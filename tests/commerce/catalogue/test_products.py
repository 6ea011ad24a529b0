"""Products, variants, options, attributes, brands, and what a checkout is offered."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from huitou.commerce import catalogue
from huitou.commerce.catalogue import CategoryNode, Option, OptionValue, ProductDetail
from huitou.foundation import audit
from huitou.foundation.actors import SYSTEM
from huitou.kernel import Conflict, FakeClock, InvalidInput, Money, NotFound

pytestmark = pytest.mark.usefixtures("tables")
OnSale = Callable[..., ProductDetail]

SIZE = Option(
    "size",
    {"en": "Size", "zh-hans": "规格"},
    (OptionValue("s", {"en": "Small", "zh-hans": "小"}), OptionValue("l", {"en": "Large"})),
)


@pytest.fixture
def cup(tea: CategoryNode, clock: FakeClock) -> ProductDetail:
    brand = catalogue.create_brand(names={"en": "Kiln"}, actor=SYSTEM, clock=clock)
    return catalogue.create_product(
        names={"en": "Tea cup", "zh-hans": "茶杯"},
        category_id=tea.id,
        brand_id=brand.id,
        options=[SIZE],
        actor=SYSTEM,
        clock=clock,
    )


def add(product: ProductDetail, sku: str, clock: FakeClock, **more: Any) -> ProductDetail:
    return catalogue.add_variant(product.id, sku=sku, actor=SYSTEM, clock=clock, **more)


def test_a_variant_chooses_one_value_of_each_option(cup: ProductDetail, clock: FakeClock) -> None:
    for wrong in ({}, {"size": "xl"}, {"size": "s", "colour": "red"}):
        with pytest.raises(InvalidInput) as error:
            add(cup, "cup", clock, options=wrong)
        assert error.value.code == "catalogue.bad_options"
    made = add(cup, "cup-s", clock, options={"size": "s"}, weight_grams=300)
    assert (made.variants[0].options, made.variants[0].weight_grams) == ({"size": "s"}, 300)
    with pytest.raises(Conflict) as taken:
        add(cup, "cup-s-2", clock, options={"size": "s"})
    assert taken.value.code == "catalogue.options_taken"


def test_a_sku_is_one_variants(cup: ProductDetail, clock: FakeClock) -> None:
    add(cup, "cup", clock, options={"size": "s"})
    with pytest.raises(Conflict) as error:
        add(cup, "cup", clock, options={"size": "l"})
    assert error.value.code == "catalogue.sku_taken"


def test_an_option_that_a_variant_has_stays(cup: ProductDetail, clock: FakeClock) -> None:
    add(cup, "cup", clock, options={"size": "s"})
    with pytest.raises(Conflict) as error:
        catalogue.change_product(cup.id, options=[], actor=SYSTEM, clock=clock)
    assert error.value.code == "catalogue.option_in_use"


@pytest.mark.parametrize(
    "options",
    [
        [SIZE, SIZE],
        [Option(f"o{i}", {"en": "x"}, ()) for i in range(6)],
        [Option("a;b", {"en": "x"}, ())],
        [Option("a", {}, ())],
    ],
)
def test_options_that_make_no_sense(
    cup: ProductDetail, clock: FakeClock, options: list[Option]
) -> None:
    with pytest.raises(InvalidInput):
        catalogue.change_product(cup.id, options=options, actor=SYSTEM, clock=clock)


@pytest.mark.parametrize(
    "wrong",
    [
        {"weight_grams": -1},
        {"weight_grams": 2**40},
        {"cost": Money.parse("1", "USD")},
        {"floor": Money.parse("-1", "CNY")},
        {"margin_basis_points": 10_000},
        {"sku": "a\x00"},
        {"image_id": "nothing"},
    ],
)
def test_a_variant_that_makes_no_sense(
    cup: ProductDetail, clock: FakeClock, wrong: dict[str, Any]
) -> None:
    made = add(cup, "cup", clock, options={"size": "s"})
    with pytest.raises(InvalidInput):
        catalogue.change_variant(made.variants[0].id, actor=SYSTEM, clock=clock, **wrong)


def test_what_is_not_given_is_kept_and_none_takes_away(
    cup: ProductDetail, clock: FakeClock
) -> None:
    named = catalogue.change_product(cup.id, names={"en": "Mug"}, actor=SYSTEM, clock=clock)
    assert (named.names, named.brand) == ({"en": "Mug"}, cup.brand)
    bare = catalogue.change_product(cup.id, brand_id=None, actor=SYSTEM, clock=clock)
    assert (bare.names, bare.brand) == ({"en": "Mug"}, None)
    assert audit.entries(subject=cup.id)[0].detail == {"fields": ["brand_id"]}


def test_slugs_and_external_ids_are_one_products(
    cup: ProductDetail, tea: CategoryNode, clock: FakeClock
) -> None:
    catalogue.change_product(cup.id, external_id="erp-1", actor=SYSTEM, clock=clock)
    for given, code in (({"slug": "tea-cup"}, "slug"), ({"external_id": "erp-1"}, "external_id")):
        with pytest.raises(Conflict) as error:
            catalogue.create_product(
                names={"en": "Other"}, category_id=tea.id, actor=SYSTEM, clock=clock, **given
            )
        assert error.value.code == f"catalogue.{code}_taken"


def test_unknown_ids_are_not_found(cup: ProductDetail, clock: FakeClock) -> None:
    for given in ({"category_id": cup.id}, {"brand_id": "x"}, {"seller_id": "\x00"}):
        with pytest.raises(NotFound):
            catalogue.change_product(cup.id, actor=SYSTEM, clock=clock, **given)
    for key in ("nothing", cup.id, cup.slug, "a\x00b"):  # the product is a draft
        with pytest.raises(NotFound):
            catalogue.product(key, at=clock.now())


@pytest.mark.parametrize(
    ("kind", "said", "read"),
    [
        ("text", " Yunnan ", "Yunnan"),
        ("number", "12.50", "12.5"),
        ("number", 100, "100"),
        ("boolean", True, True),
        ("boolean", "false", False),
        ("choice", "loose", "loose"),
    ],
)
def test_attributes_are_typed(
    cup: ProductDetail, tea: CategoryNode, clock: FakeClock, kind: str, said: Any, read: Any
) -> None:
    choices = [OptionValue("loose", {"en": "Loose leaf"})] if kind == "choice" else []
    catalogue.create_attribute(
        category_id=tea.id,
        code="a",
        names={"en": "A"},
        kind=kind,
        choices=choices,
        actor=SYSTEM,
        clock=clock,
    )
    changed = catalogue.change_product(cup.id, attributes={"a": said}, actor=SYSTEM, clock=clock)
    assert [(a.code, a.value) for a in changed.attributes] == [("a", read)]
    gone = catalogue.change_product(cup.id, attributes={"a": None}, actor=SYSTEM, clock=clock)
    assert gone.attributes == ()


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("number", "much"),
        ("number", "NaN"),
        ("number", "1e999999"),
        ("number", True),
        ("boolean", "maybe"),
        ("text", 5),
        ("text", "x" * 201),
    ],
)
def test_what_does_not_fit_an_attribute(
    cup: ProductDetail, tea: CategoryNode, clock: FakeClock, kind: str, said: Any
) -> None:
    catalogue.create_attribute(
        category_id=tea.id, code="a", names={"en": "A"}, kind=kind, actor=SYSTEM, clock=clock
    )
    with pytest.raises(InvalidInput):
        catalogue.change_product(cup.id, attributes={"a": said}, actor=SYSTEM, clock=clock)


def test_attributes_belong_to_a_category_and_what_is_under_it(
    cup: ProductDetail, tea: CategoryNode, clock: FakeClock
) -> None:
    green = catalogue.create_category(
        names={"en": "Green"}, parent_id=tea.id, actor=SYSTEM, clock=clock
    )
    other = catalogue.create_category(names={"en": "Other"}, actor=SYSTEM, clock=clock)
    catalogue.create_attribute(
        category_id=tea.id, code="origin", names={"en": "O"}, kind="text", actor=SYSTEM, clock=clock
    )
    assert [a.code for a in catalogue.attributes_for(green.id)] == ["origin"]
    catalogue.change_product(
        cup.id, category_id=green.id, attributes={"origin": "Fujian"}, actor=SYSTEM, clock=clock
    )
    moved = catalogue.change_product(cup.id, category_id=other.id, actor=SYSTEM, clock=clock)
    assert moved.attributes == ()
    with pytest.raises(InvalidInput) as error:
        catalogue.change_product(cup.id, attributes={"origin": "Fujian"}, actor=SYSTEM, clock=clock)
    assert error.value.code == "catalogue.unknown_attribute"


def test_required_attributes_are_asked_for_before_vetting(
    cup: ProductDetail, tea: CategoryNode, clock: FakeClock
) -> None:
    catalogue.create_attribute(
        category_id=tea.id,
        code="origin",
        names={"en": "Origin"},
        kind="text",
        is_required=True,
        actor=SYSTEM,
        clock=clock,
    )
    add(cup, "cup", clock, options={"size": "s"})
    with pytest.raises(Conflict, match="origin"):
        catalogue.submit(cup.id, actor=SYSTEM, clock=clock)


def test_an_offer_says_all_that_a_checkout_needs(
    cup: ProductDetail, tea: CategoryNode, clock: FakeClock
) -> None:
    made = add(cup, "cup-s", clock, options={"size": "s"}, weight_grams=300)
    variant = made.variants[0].id
    unknown = "00000000-0000-7000-8000-000000000000"
    before = catalogue.offers([variant, unknown, "x"], at=clock.now())
    assert {id: offer.why_not for id, offer in before.items()} == {variant: "product_hidden"}
    price = Money.parse("30", "CNY")
    catalogue.set_price(variant, price=price, actor=SYSTEM, clock=clock)
    for verb in (catalogue.submit, catalogue.approve, catalogue.publish):
        verb(cup.id, actor=SYSTEM, clock=clock)
    assert catalogue.offers([variant], at=clock.now())[variant] == catalogue.Offer(
        variant_id=variant,
        product_id=cup.id,
        slug=cup.slug,
        sku="cup-s",
        name={"en": "Tea cup", "zh-hans": "茶杯"},
        options={"size": "s"},
        options_text={"en": "Size: Small", "zh-hans": "规格：小"},
        unit_price=price,
        compare_at=None,
        category_path=(tea.id,),
        brand=cup.brand,
        seller_id=None,
        image=None,
        weight_grams=300,
        buyable=True,
        why_not="",
        no_reason_return=True,
        no_return_reason="",
        floor=Money.zero("CNY"),
    )
    catalogue.change_variant(variant, is_active=False, actor=SYSTEM, clock=clock)
    gone = catalogue.offers([variant], at=clock.now())[variant]
    assert (gone.why_not, gone.unit_price) == ("variant_inactive", None)


def test_texts_fall_back_to_another_language() -> None:
    assert catalogue.said({"en": "Tea"}, "zh-hans") == "Tea"
    assert catalogue.said({"en": "Tea", "zh-hans": "茶"}, "zh-hans") == "茶"
    assert catalogue.said({}, "en") == ""
