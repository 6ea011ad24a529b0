"""Products of the catalogue as cards."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from zlib import crc32

from huitou.commerce import catalogue, supply
from huitou.doors.shop.frame import in_words
from huitou.doors.shop.pages.cards import Card, Cards
from huitou.doors.shop.pictures import list_picture

TONES = 6
Stock = dict[str, supply.Coarse]


def stock_of(products: Iterable[catalogue.ProductCard]) -> Stock:
    """How much there is of products, by product: of the variant of which there is most. One query
    for all.
    """
    of = {card.id: card.variant_ids for card in products}
    there = supply.coarse_stock([id for ids in of.values() for id in ids])
    best = ("in_stock", "few_left", "none")
    return {
        product: min((there[id] for id in ids), key=best.index, default="none")
        for product, ids in of.items()
    }


def cards(products: Sequence[catalogue.ProductCard], stock: Stock, *, first: int = 0) -> Cards:
    """Products as cards; the pictures of the `first` ones are fetched at once."""
    return Cards(
        tuple(_card(card, stock[card.id], first=at < first) for at, card in enumerate(products))
    )


def off_percent(card: catalogue.ProductCard) -> int:
    """By how much a product is reduced, in whole percent, rounded down."""
    price, before = card.price, card.compare_at
    if price is None or before is None or before <= price:
        return 0
    return (before.minor - price.minor) * 100 // before.minor


def initial_of(name: str) -> str:
    """The letter or character that stands in for a picture."""
    return next((letter for letter in name if letter.isalnum()), "·").upper()


def tone_of(key: str) -> int:
    """One of the colours behind it, always the same for one product."""
    return crc32(key.encode()) % TONES


def _card(card: catalogue.ProductCard, stock: supply.Coarse, *, first: bool) -> Card:
    name = in_words(card.names)
    is_range = card.price is not None and card.price_to is not None and card.price < card.price_to
    return Card(
        name=name,
        address=f"/products/{card.slug}",
        initial=initial_of(name),
        tone=tone_of(card.category_id),
        price=card.price,
        before=card.compare_at,
        up_to=card.price_to if is_range else None,
        brand=in_words(card.brand.names) if card.brand else "",
        picture=list_picture(card.picture, name, first=first) if card.picture else None,
        stock=stock,
        off_percent=off_percent(card),
    )
