"""How a list of goods is read and put together, whether of a category or of a search."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django_htmx.middleware import HtmxDetails

from huitou.commerce import catalogue
from huitou.doors.design import Button, Component, EmptyState, FilterChips, Link, PageHead, show
from huitou.doors.shop.asked import Asked
from huitou.doors.shop.cards import cards, stock_of
from huitou.doors.shop.filters import chips_for, filters_for
from huitou.doors.shop.frame import Storefront, shop_frame
from huitou.doors.shop.pages.cards import Cards, Shelf
from huitou.doors.shop.pages.home import Tiles
from huitou.doors.shop.pages.listing import ListPage, More, Results
from huitou.doors.shop.slots import Visit, filled
from huitou.doors.shop.views_told import View
from huitou.doors.shop.who import shopper
from huitou.foundation.clocks import current_clock
from huitou.kernel import InvalidInput

ON_A_PAGE = 24  # rows of 2, 3, 4 and 6 are full
_BY_THEMSELVES = 3  # pages that come by scrolling; then a press asks for more, and the end is near
_FIRST_PICTURES = 4
_INSTEAD = 8


@dataclass(frozen=True)
class Place:
    """A list by what is known of it before anything is read. `ids` are the categories that it
    holds; None for all.
    """

    path: str
    title: str
    head: PageHead
    view: View
    description: str = ""
    ids: Sequence[str] | None = None
    subject: str = ""
    current: str = ""
    tiles: Tiles | None = None
    with_attributes: bool = True
    kinds: FilterChips | None = None
    indexed: bool = True


@dataclass(frozen=True)
class Goods:
    """A page of a list."""

    cards: Cards
    next_cursor: str | None


def list_page(request: HttpRequest, place: Place, asked: Asked) -> HttpResponse:
    """The page, or the part of it that htmx asks for. An address with empty fields, as a form
    without script makes it, leads to the one without them.
    """
    here = asked.address(place.path)
    if not HtmxDetails(request) and "" in request.GET.values():
        return HttpResponseRedirect(here)
    goods = _goods(asked, place.ids)
    more = _more(asked, place.path, goods)
    narrowing = _Narrowing(asked, place) if not asked.cursor else None
    page = ListPage(
        title=place.title,
        description=place.description,
        frame=_frame(request, place, asked),
        canonical=place.path if place.indexed else "",
        indexed=place.indexed and not asked.is_narrowed and not asked.cursor,
        head=place.head,
        tiles=place.tiles,
        kinds=place.kinds,
        filters=narrowing.form if narrowing else None,
        results=_results(asked, place, more, narrowing),
        more=more,
        top=filled("list-top", Visit(request, shopper(request), place.subject)),
    )
    response = show(request, page)
    if HtmxDetails(request).target == "results":
        response["HX-Push-Url"] = here
    return response


def _frame(request: HttpRequest, place: Place, asked: Asked) -> Storefront:
    view = None if asked.cursor else place.view
    return shop_frame(
        request,
        place.current,
        view=view,
        query=asked.text,
        aisle=place.subject,
        back="/" if not asked.text else "",
    )


def _goods(asked: Asked, ids: Sequence[str] | None) -> Goods:
    """Goods that are sold out are left out here, where that is asked for: the catalogue does not
    know of stock. Such a page is read twice as long, and may be shorter than others.
    """
    try:
        page = catalogue.list_products(
            asked.wanted(ids),
            at=current_clock().now(),
            sort=asked.sort,
            language=get_language() or "zh-hans",
            limit=ON_A_PAGE * (2 if asked.in_stock else 1),
            cursor=asked.cursor or None,
        )
    except InvalidInput:  # an address that somebody changed by hand: nothing fits
        return Goods(Cards(()), None)
    stock = stock_of(page.products)
    found = [c for c in page.products if not asked.in_stock or stock[c.id] != "none"]
    first = _FIRST_PICTURES if not asked.cursor else 0
    return Goods(cards(found, stock, first=first), page.next_cursor)


def _more(asked: Asked, path: str, goods: Goods) -> More:
    following = asked.next_page(path, goods.next_cursor) if goods.next_cursor else ""
    return More(goods.cards, following, by_itself=asked.page <= _BY_THEMSELVES)


class _Narrowing:
    """What the list can be narrowed by. Two queries."""

    def __init__(self, asked: Asked, place: Place) -> None:
        at = current_clock().now()
        all_of_it = catalogue.Wanted(category_ids=place.ids, text=asked.text)
        brands = catalogue.brands_of(all_of_it, at=at)
        facets = catalogue.facets(all_of_it, at=at) if place.with_attributes else []
        self.form = filters_for(asked, place.path, brands, facets)
        self.chips = chips_for(asked, place.path, brands, facets)


def _results(asked: Asked, place: Place, more: More, narrowing: _Narrowing | None) -> Results:
    is_empty = not more.cards.cards and not more.next
    return Results(
        sorts=() if is_empty else _sorts(asked, place.path),
        chips=narrowing.chips if narrowing else None,
        more=more,
        empty=_nothing(asked, place.path) if is_empty else None,
        instead=_instead() if is_empty else None,
        filter_count=len(asked.narrowings),
        has_filters=narrowing is not None,
    )


def _sorts(asked: Asked, path: str) -> tuple[Link, ...]:
    words = {
        "newest": _("Newest"),
        "price": _("Lowest price"),
        "-price": _("Highest price"),
        "name": _("Name"),
    }
    return tuple(
        Link(label, asked.address(path, sort=sort), current=asked.sort == sort)
        for sort, label in words.items()
    )


def _instead() -> Shelf | None:
    """What else there is, for somebody who found nothing."""
    new = catalogue.list_products(at=current_clock().now(), limit=_INSTEAD).products
    if not new:
        return None
    return Shelf(_("New in the shop"), cards(new, stock_of(new)), Link(_("All of them"), "/search"))


def _nothing(asked: Asked, path: str) -> Component:
    """With a way on."""
    everything = Button(_("All categories"), "/categories")
    if asked.is_narrowed:
        return EmptyState(
            title=_("Nothing fits all of that"),
            text=_("Take away some of what narrows the list."),
            icon="filter",
            actions=(
                Button(_("Clear all"), asked.cleared(path), kind="primary"),
                everything,
            ),
        )
    if asked.text:
        return EmptyState(
            title=_("Nothing found for “%(words)s”") % {"words": asked.text},
            text=_("Try fewer or other words, or look around in the categories."),
            icon="search",
            actions=(everything,),
        )
    return EmptyState(
        title=_("Nothing here at the moment"),
        text=_("Look at what else there is."),
        icon="box",
        actions=(everything,),
    )
