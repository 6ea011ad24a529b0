"""A small shop that one can look around in: two categories, five products, one way of shipping."""

from __future__ import annotations

import html
import io
import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from PIL import Image

from huitou.commerce import catalogue, orders, supply
from huitou.commerce.catalogue import Option, OptionValue, ProductDetail
from huitou.foundation.actors import SYSTEM
from huitou.kernel import FakeClock, Money

NOON = datetime(2026, 7, 1, 4, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Shop:
    """What there is, by slug."""

    clock: FakeClock
    products: dict[str, ProductDetail]
    categories: dict[str, str]


def fill(clock: FakeClock) -> Shop:
    """Longjing in two sizes, one of which is sold out; a reduced pu'er; jasmine tea of which few
    are left; a cup that is sold out; a draft that nobody sees.
    """
    maker = _Maker(clock)
    tea = maker.category("tea", "Tea", "茶")
    home = maker.category("home", "Home ware", "家居")
    catalogue.create_attribute(
        category_id=tea, code="origin", names={"en": "Origin", "zh-hans": "产地"}, kind="text",
        actor=SYSTEM, clock=clock,
    )  # fmt: skip
    kiln = catalogue.create_brand(names={"en": "Kiln", "zh-hans": "窑"}, actor=SYSTEM, clock=clock)
    size = Option(
        "size",
        {"en": "Size", "zh-hans": "规格"},
        tuple(OptionValue(f"{g}g", {"en": f"{g} g", "zh-hans": f"{g} 克"}) for g in (125, 250)),
    )
    made = {
        "longjing": maker.product(
            "longjing", "Longjing <green> tea", "明前龙井", tea, options=(size,),
            sizes=(("125g", "128.00", 80), ("250g", "230.00", 0)),
            descriptions={"en": "Picked early.\n\nSoft & sweet.", "zh-hans": "明前采摘。"},
            attributes={"origin": "Hangzhou"},
        ),
        "puer": maker.product(
            "puer", "Ripe pu'er", "熟普洱", tea, (("", "168.00", 60),),
            attributes={"origin": "Yunnan"}, brand_id=kiln.id,
        ),
        "jasmine": maker.product("jasmine", "Jasmine tea", "茉莉花茶", tea, (("", "49.00", 3),)),
        "cup": maker.product("cup", "Cup", "杯子", home, (("", "30.00", 0),), brand_id=kiln.id),
    }  # fmt: skip
    catalogue.create_product(
        names={"en": "Secret"}, category_id=tea, slug="secret", actor=SYSTEM, clock=clock
    )
    clock.advance(timedelta(days=1))
    catalogue.set_price(
        made["puer"].variants[0].id, price=yuan("140.00"), compare_at=yuan("168.00"),
        actor=SYSTEM, clock=clock,
    )  # fmt: skip
    fields = orders.MethodFields(
        names={"en": "Standard", "zh-hans": "普通快递"}, fee=yuan("8.00"), free_over=yuan("99.00")
    )
    orders.set_shipping_method(SYSTEM, "standard", fields, clock=clock)
    return Shop(clock, made, {"tea": tea, "home": home})


class _Maker:
    def __init__(self, clock: FakeClock) -> None:
        self.clock = clock

    def category(self, slug: str, en: str, zh: str) -> str:
        names = {"en": en, "zh-hans": zh}
        return catalogue.create_category(names=names, slug=slug, actor=SYSTEM, clock=self.clock).id

    def product(
        self,
        slug: str,
        en: str,
        zh: str,
        category: str,
        sizes: tuple[tuple[str, str, int], ...],
        **more: Any,
    ) -> ProductDetail:
        self.clock.advance(timedelta(seconds=1))
        made = catalogue.create_product(
            names={"en": en, "zh-hans": zh}, category_id=category, slug=slug, actor=SYSTEM,
            clock=self.clock, **more,
        )  # fmt: skip
        for code, price, units in sizes:
            chosen = {"size": code} if code else {}
            sku = f"{slug}-{code}".rstrip("-").upper()
            seen = catalogue.add_variant(
                made.id, sku=sku, options=chosen, weight_grams=125, actor=SYSTEM, clock=self.clock
            )
            variant = seen.variants[-1].id
            catalogue.set_price(variant, price=yuan(price), actor=SYSTEM, clock=self.clock)
            if units:
                supply.receive(variant, units, source="n1", actor=SYSTEM, clock=self.clock)
        for verb in (catalogue.submit, catalogue.approve, catalogue.publish):
            made = verb(made.id, actor=SYSTEM, clock=self.clock)
        return made


def picture(colour: str = "green", size: tuple[int, int] = (1400, 1400)) -> bytes:
    """A file that can be a product's picture."""
    buffer = io.BytesIO()
    Image.new("RGB", size, colour).save(buffer, "PNG")
    return buffer.getvalue()


def yuan(amount: str) -> Money:
    return Money.parse(amount, "CNY")


def told(page: str) -> list[Any]:
    """What a page lets the browser tell the intake."""
    found = re.search(r'data-calls="([^"]*)"', page)
    return json.loads(html.unescape(found[1])) if found else []
