"""What stands around every page of the shop."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from huitou.commerce import catalogue, orders
from huitou.doors.design import Content, Link, LinkGroup, ShopFrame
from huitou.doors.shop.views_told import View, ViewsTold, views_told
from huitou.doors.shop.who import shopper

_SHELVES = "_huitou_shelves"


@dataclass(frozen=True, kw_only=True)
class Storefront(ShopFrame):
    """The frame, with what the browser is to tell the intake of this page."""

    told: ViewsTold | None = None
    layout: ClassVar[str] = "shop/frame.html"
    styles: ClassVar[tuple[str, ...]] = (*ShopFrame.styles, "shop/shop.css")
    scripts: ClassVar[tuple[str, ...]] = (*ShopFrame.scripts, "shop/shop.js")


def shop_frame(
    request: HttpRequest,
    current: str = "",
    *,
    view: View | None = None,
    query: str = "",
    back: str = "",
    aisle: str = "",
    notice: Content = "",
) -> Storefront:
    """The frame of a page. `current` is home, categories, basket, orders or account; `view` what
    the page is called in the event log (None: nothing is told), `back` where the phone's arrow
    leads, `aisle` the id of the category that one is in. Two queries for somebody who is known
    (four with what a cookie and a consent cost), one for others.
    """
    return Storefront(
        site=settings.SHOP_NAME,
        tabs=_tabs(request, current),
        search="/search",
        query=query,
        aisles=_aisles(request, aisle),
        footer=_footer(),
        back=back,
        notice=notice,
        told=None if view is None else views_told(request, view),
    )


def shelves(request: HttpRequest) -> list[catalogue.CategoryNode]:
    """All categories, asked for once a request."""
    if not hasattr(request, _SHELVES):
        setattr(request, _SHELVES, catalogue.categories())
    found: list[catalogue.CategoryNode] = getattr(request, _SHELVES)
    return found


def in_words(texts: dict[str, str]) -> str:
    """A text of the catalogue in the reader's language."""
    return catalogue.said(texts, get_language() or settings.LANGUAGE_CODE)


def _tabs(request: HttpRequest, current: str) -> tuple[Link, ...]:
    actor = shopper(request)
    count = orders.basket_count(actor) if actor is not None else 0
    places = (
        ("home", _("Home"), "/", "home"),
        ("categories", _("Categories"), "/categories", "grid"),
        ("basket", _("Basket"), "/basket", "basket"),
        ("orders", _("Orders"), "/orders", "orders"),
        ("account", _("Account"), "/account", "person"),
    )
    return tuple(
        Link(label, address, icon, name == current, count if name == "basket" else 0)
        for name, label, address, icon in places
    )


def _aisles(request: HttpRequest, current: str) -> tuple[Link, ...]:
    return tuple(
        Link(in_words(node.names), f"/categories/{node.slug}", current=node.id == current)
        for node in shelves(request)
        if node.parent_id is None
    )


def _footer() -> tuple[LinkGroup, ...]:
    return (
        LinkGroup(
            _("Shopping"),
            (
                Link(_("All categories"), "/categories"),
                Link(_("New in the shop"), "/search?sort=newest"),
            ),
        ),
        LinkGroup(
            _("Your orders"),
            (Link(_("Orders and parcels"), "/orders"), Link(_("Returns"), "/returns")),
        ),
        LinkGroup(
            _("Help"),
            (Link(_("Questions and answers"), "/help"), Link(_("Your data"), "/account/data")),
        ),
    )
