"""Which of the sample goods are in the shop."""

from __future__ import annotations

from dataclasses import dataclass

from huitou.commerce import catalogue
from huitou.doors.samples.goods import GOODS
from huitou.kernel import Clock

SLUGS = frozenset(goods.slug for goods in GOODS)


@dataclass(frozen=True)
class Samples:
    """`made` of `all` sample products were ever made, `on_sale` of them can be bought; `is_other`:
    the shop has goods of its own, beside which none are made.
    """

    all: int
    made: int
    on_sale: int
    is_other: bool


def samples_there(clock: Clock) -> Samples:
    """How far it has come. Eleven queries."""
    mine = catalogue.list_products(
        catalogue.Wanted(slugs=SLUGS, status="any"), at=clock.now(), limit=100
    ).products
    is_other = False
    if not mine:  # beside some of its own, a shop never gets any
        any_at_all = catalogue.list_products(
            catalogue.Wanted(status="any"), at=clock.now(), limit=1
        )
        is_other = bool(any_at_all.products)
    on_sale = sum(card.status == "published" for card in mine)
    return Samples(len(SLUGS), len(mine), on_sale, is_other)
