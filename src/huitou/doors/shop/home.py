"""The first page of the shop."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from huitou.commerce import catalogue
from huitou.doors.design import Button, Component, EmptyState, Link, Price, show
from huitou.doors.shop.answering import shop_page
from huitou.doors.shop.cards import cards, initial_of, off_percent, stock_of, tone_of
from huitou.doors.shop.frame import in_words, shelves, shop_frame
from huitou.doors.shop.pages.cards import Shelf
from huitou.doors.shop.pages.home import Hero, HomePage
from huitou.doors.shop.pictures import large_picture
from huitou.doors.shop.slots import Visit, filled
from huitou.doors.shop.tiles import tiles_of
from huitou.doors.shop.views_told import View
from huitou.doors.shop.who import shopper
from huitou.foundation.clocks import current_clock

_ON_A_SHELF = 10
Products = Sequence[catalogue.ProductCard]


@shop_page()
def home(request: HttpRequest) -> HttpResponse:
    at = current_clock().now()
    new = catalogue.list_products(at=at, limit=_ON_A_SHELF + 1).products
    cheap = catalogue.list_products(
        catalogue.Wanted(reduced=True), at=at, sort="price", limit=_ON_A_SHELF
    ).products
    visit = Visit(request, shopper(request))
    page = HomePage(
        title=settings.SHOP_NAME,
        description=_(
            "New goods, good prices, and what is near to you delivered on a day that is promised."
        ),
        frame=shop_frame(request, "home", view=View(name="Home")),
        canonical="/",
        hero=filled("home-hero", visit) or _hero(cheap or new, is_reduced=bool(cheap)),
        tiles=tiles_of(shelves(request), at),
        shelves=_shelves(new, cheap),
        top=filled("home-top", visit),
        middle=filled("home-middle", visit),
        bottom=filled("home-bottom", visit),
        empty=None if new else _nothing_yet(),
    )
    return show(request, page)


def _shelves(new: Products, cheap: Products) -> tuple[Shelf, ...]:
    stock = stock_of({card.id: card for card in (*new, *cheap)}.values())
    made = [
        Shelf(
            _("Reduced"),
            cards(cheap, stock),
            Link(_("All of them"), "/search?reduced=1"),
            id="reduced",
        ),
        Shelf(
            _("New in the shop"),
            cards(new[:_ON_A_SHELF], stock),
            Link(_("All of them"), "/search"),
            layout="grid",
            id="new",
        ),
    ]
    return tuple(shelf for shelf in made if shelf.cards.cards)


def _hero(products: Products, *, is_reduced: bool) -> tuple[Component, ...]:
    """One product with a picture, else the first; of reduced ones what is reduced most."""
    best = sorted(products, key=off_percent, reverse=True)
    chosen = next((card for card in best if card.picture), next(iter(best), None))
    if chosen is None:
        return ()
    name = in_words(chosen.names)
    return (
        Hero(
            eyebrow=_("Reduced") if is_reduced else _("New in the shop"),
            title=name,
            action=Button(_("Have a look"), f"/products/{chosen.slug}", kind="primary"),
            initial=initial_of(name),
            tone=tone_of(chosen.category_id),
            price=Price(chosen.price, before=chosen.compare_at) if chosen.price else None,
            picture=large_picture(
                chosen.picture, name, sizes="(min-width: 48rem) 26rem, 45vw", first=True
            )
            if chosen.picture
            else None,
        ),
    )


def _nothing_yet() -> EmptyState:
    return EmptyState(
        title=_("The shelves are still empty"),
        text=_("The first goods will stand here soon."),
        icon="box",
    )
