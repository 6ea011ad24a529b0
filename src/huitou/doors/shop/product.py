"""One product: what it is, what it costs, when it comes."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from huitou.commerce import catalogue
from huitou.doors.design import show
from huitou.doors.shop.answering import shop_page
from huitou.doors.shop.cards import cards, stock_of
from huitou.doors.shop.pages.cards import Shelf
from huitou.doors.shop.product_page import product_page
from huitou.foundation.clocks import current_clock

_ALIKE = 8
_MOST_SEEN = 12


@shop_page()
def product(request: HttpRequest, slug: str) -> HttpResponse:
    """A product that is on sale, with the variant that the address names."""
    found = catalogue.product(slug, at=current_clock().now())
    return show(request, product_page(request, found, request.GET.get("variant", "")))


@shop_page()
def alike(request: HttpRequest, slug: str) -> HttpResponse:
    """The part of the page with goods of the same kind."""
    at = current_clock().now()
    found = catalogue.product(slug, at=at)
    wanted = catalogue.Wanted(category_ids=[found.category_path[-1]])
    listed = catalogue.list_products(wanted, at=at, limit=_ALIKE + 1).products
    others = [card for card in listed if card.id != found.id][:_ALIKE]
    if not others:
        return HttpResponse("")
    shelf = Shelf(_("More of this kind"), cards(others, stock_of(others)))
    return HttpResponse(str(shelf), headers={"Cache-Control": "private, max-age=60"})


@shop_page()
def seen(request: HttpRequest) -> HttpResponse:
    """The goods that this browser says were looked at, in its order."""
    slugs = [slug for slug in request.GET.get("slugs", "")[:1000].split(",") if slug][:_MOST_SEEN]
    wanted = catalogue.Wanted(slugs=slugs)
    listed = catalogue.list_products(wanted, at=current_clock().now(), limit=_MOST_SEEN).products
    if not listed:
        return HttpResponse("")
    in_order = sorted(listed, key=lambda card: slugs.index(card.slug))
    shelf = Shelf(_("You looked at"), cards(in_order, stock_of(in_order)))
    return HttpResponse(str(shelf), headers={"Cache-Control": "no-store"})
