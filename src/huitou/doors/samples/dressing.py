"""What makes the sample goods look like goods: words, a picture, where they come from, a price that
some of them had before.
"""

from __future__ import annotations

from typing import Any

from huitou.commerce import catalogue
from huitou.doors.samples.goods import GOODS, SampleGoods
from huitou.doors.samples.pictures import drawn
from huitou.doors.samples.texts import TEXTS
from huitou.foundation.actors import SYSTEM
from huitou.kernel import Clock, Money


def add_origin(category_id: str, category: str, clock: Clock) -> None:
    """Let the goods of a category say where they come from, if any of them does."""
    origins = {origin for goods in GOODS if (origin := _origin(goods, category))}
    if not origins:
        return
    choices = [
        catalogue.OptionValue(_code(en), {"en": en, "zh-hans": zh}) for en, zh in sorted(origins)
    ]
    catalogue.create_attribute(
        category_id=category_id,
        code=_attribute(category),
        names={"en": "Origin", "zh-hans": "产地"},
        kind="choice",
        choices=choices,
        actor=SYSTEM,
        clock=clock,
    )


def words_of(goods: SampleGoods, category_id: str) -> dict[str, Any]:
    """What a product says of itself. A category that was made by an older version has no origin."""
    text, origin = TEXTS[goods.slug], _origin(goods, goods.category)
    known = {one.code for one in catalogue.attributes_for(category_id)}
    code = _attribute(goods.category)
    return {
        "descriptions": {"en": text.en, "zh-hans": text.zh},
        "attributes": {code: _code(origin[0])} if origin and code in known else {},
    }


def price_before(goods: SampleGoods, price: int) -> int:
    """What a variant cost before, in fen: the same if it is not reduced."""
    before, first = TEXTS[goods.slug].before, goods.sizes[0][3]
    return price * before // first if before else price


def reduce(variant_id: str, before: Money, now: Money, clock: Clock) -> None:
    """Bring a variant that is on sale to the price of now."""
    if now < before:
        catalogue.set_price(variant_id, price=now, compare_at=before, actor=SYSTEM, clock=clock)


def add_picture(product_id: str, goods: SampleGoods, clock: Clock) -> None:
    """Its picture, drawn."""
    catalogue.add_image(
        product_id,
        content=drawn(goods.slug, goods.category),
        alt_texts={"en": goods.en, "zh-hans": goods.zh},
        actor=SYSTEM,
        clock=clock,
    )


def _origin(goods: SampleGoods, category: str) -> tuple[str, str] | None:
    return TEXTS[goods.slug].origin if goods.category == category else None


def _attribute(category: str) -> str:
    return f"{category}-origin"


def _code(name: str) -> str:
    return name.lower().replace(" ", "-")
