"""A small shop: people who work there, two categories, and a way to put a product on sale."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from huitou.commerce import catalogue
from huitou.commerce.catalogue import CategoryNode, ProductDetail
from huitou.foundation.actors import Actor
from huitou.kernel import FakeClock, Money

OnSale = Callable[..., ProductDetail]


@pytest.fixture
def editor() -> Actor:
    """May change the catalogue, and not vet it."""
    return Actor("staff", "e1", frozenset({"catalogue.write", "catalogue.read"}))


@pytest.fixture
def vetter() -> Actor:
    return Actor("staff", "v1", frozenset({"catalogue.vet"}))


@pytest.fixture
def tea(tables: None, editor: Actor, clock: FakeClock) -> CategoryNode:
    names = {"en": "Tea", "zh-hans": "茶"}
    return catalogue.create_category(names=names, actor=editor, clock=clock)


@pytest.fixture
def on_sale(tea: CategoryNode, editor: Actor, vetter: Actor, clock: FakeClock) -> OnSale:
    """Publishes a product of one variant; `price` in yuan."""

    def publish(name: str = "Green tea", *, price: str = "100", **more: object) -> ProductDetail:
        made = catalogue.create_product(
            names={"en": name},
            category_id=str(more.pop("category_id", tea.id)),
            actor=editor,
            clock=clock,
            **more,  # type: ignore[arg-type]
        )
        sku = f"sku-{made.slug}"
        made = catalogue.add_variant(made.id, sku=sku, actor=editor, clock=clock)
        variant = made.variants[0].id
        money = Money.parse(price, "CNY")
        catalogue.set_price(variant, price=money, actor=editor, clock=clock)
        catalogue.submit(made.id, actor=editor, clock=clock)
        catalogue.approve(made.id, actor=vetter, clock=clock)
        return catalogue.publish(made.id, actor=editor, clock=clock)

    return publish


def yuan(amount: str) -> Money:
    return Money.parse(amount, "CNY")
