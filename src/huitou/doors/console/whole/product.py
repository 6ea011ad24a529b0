"""A product seen whole, what is done with it, and the people whom it brings back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from huitou.commerce import catalogue, members
from huitou.doors.console.frame import console_frame
from huitou.doors.console.once import once
from huitou.doors.console.staff import actor, page_for
from huitou.doors.console.whole import product_tabs, words
from huitou.doors.console.whole.addresses import (
    PRODUCTS,
    person_address,
    product_address,
    shown_name,
)
from huitou.doors.console.whole.asking import STYLES, answer_verb, ask_button
from huitou.doors.console.whole.counting import Numbers
from huitou.doors.console.whole.log_numbers import log_numbers
from huitou.doors.console.whole.page import WholePage, tabs_of
from huitou.doors.console.whole.product_pictures import picture_of
from huitou.doors.console.whole.product_verbs import LEADS_TO, VERBS
from huitou.doors.design import (
    Badge,
    Button,
    Component,
    ConsoleFrame,
    Content,
    EmptyState,
    Link,
    Menu,
    Page,
    PageHead,
    Pager,
    PeopleList,
    Person,
    number,
    show,
)
from huitou.engine.analytics import people_of_product
from huitou.foundation.actors import Actor
from huitou.foundation.clocks import current_clock

_FORMS = ("GET", "POST")
_ON_A_PAGE = 50
_SPANS = ("30", "90")


@dataclass(frozen=True, kw_only=True)
class BuyersPage(Page):
    """The people behind a number of repeat buyers."""

    frame: ConsoleFrame
    head: PageHead
    people: PeopleList
    indexed: bool = False
    template: ClassVar[str] = "console/whole/buyers.html"
    styles: ClassVar[tuple[str, ...]] = STYLES


@dataclass(frozen=True, kw_only=True)
class ProductPage(WholePage):
    """With the numbers of the log as a part, for the time until they are counted."""

    numbers: Component | None = None
    parts: ClassVar[tuple[str, ...]] = ("numbers",)


@page_for("catalogue.read")
def product(request: HttpRequest, product_id: str) -> HttpResponse:
    """A product on one of the tabs: overview, stock, prices, history."""
    who, clock = actor(request), current_clock()
    detail = catalogue.staff_product(product_id, at=clock.now())
    chosen = _chosen(str(request.GET.get("show", "")), who)
    name = words.in_words(detail.names)
    variant = str(request.GET.get("variant", ""))[:36]
    main, side = product_tabs.columns(chosen, detail, who, clock, variant)
    page = ProductPage(
        title=name,
        frame=console_frame(request, "products"),
        heading=name,
        trail=(Link(_("Products"), PRODUCTS), Link(name, product_address(detail.id))),
        picture_part=picture_of(detail.pictures[0], name) if detail.pictures else "",
        badges=_badges(detail),
        lead=_lead(detail),
        actions=_actions(detail, who),
        tabs=tabs_of(product_address(detail.id), _("This product"), chosen, _tabs(who)),
        main=main,
        side=side,
        numbers=next((one for one in main if isinstance(one, Numbers)), None),
    )
    return show(request, page)


@page_for("catalogue.write", "catalogue.vet", "supply.write", methods=_FORMS)
@once
def do(request: HttpRequest, product_id: str, verb: str) -> HttpResponse:
    """One of the verbs of a product or its variants."""
    if verb not in VERBS:
        raise Http404("No such verb.")
    if product_id not in catalogue.product_names([product_id]):
        raise Http404("No such product.")
    back = product_address(product_id)
    return answer_verb(request, VERBS[verb], product_id, back=back, current="products")


@page_for("analytics.read", "members.read")
def buyers(request: HttpRequest, product_id: str) -> HttpResponse:
    """The people whose first order had the product: all, or those who came back within a span."""
    who = actor(request)
    names = catalogue.product_names([product_id])
    numbers = log_numbers()
    within = str(request.GET.get("within", ""))
    again = request.GET.get("again") != "no"
    days = int(within) if within in _SPANS else None
    counted = numbers.counted if numbers else None
    ids = people_of_product(counted[0], product_id, days=days, again=again) if counted else ()
    name = words.in_words(names.get(product_id, {})) or product_id
    start = _start(str(request.GET.get("from", "")))
    page = BuyersPage(
        title=_("Buyers of a product"),
        frame=console_frame(request, "products"),
        head=PageHead(
            _title(days, again),
            lead=_("%(n)s people whose first order had it.") % {"n": number(len(ids))},
            trail=(
                Link(_("Products"), PRODUCTS),
                Link(name, product_address(product_id)),
                Link(_title(days, again), request.get_full_path()),
            ),
        ),
        people=_people(request, ids, start, who),
    )
    return show(request, page)


def _title(days: int | None, again: bool) -> str:
    if days is None:
        return _("Everybody who began with it")
    if again:
        return _("Came back within %(n)s days") % {"n": days}
    return _("Did not come back within %(n)s days") % {"n": days}


def _people(request: HttpRequest, ids: tuple[str, ...], start: int, who: Actor) -> PeopleList:
    page = ids[start : start + _ON_A_PAGE]
    cards = members.member_cards(page) if page and who.may("members.read") else {}
    query = request.GET.copy()

    def at(place: int) -> str:
        query["from"] = str(place)
        return f"?{query.urlencode()}"

    more = start + _ON_A_PAGE < len(ids)
    return PeopleList(
        [Person(shown_name(cards.get(id), id), person_address(id)) for id in page],
        empty=EmptyState(_("Nobody is in here yet"), icon="users"),
        more=Pager(
            previous=at(max(0, start - _ON_A_PAGE)) if start else "",
            next=at(start + _ON_A_PAGE) if more else "",
        ),
    )


def _start(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def _chosen(asked: str, who: Actor) -> str:
    there = [name for name, _label, _count in _tabs(who)]
    return asked if asked in there else "overview"


def _tabs(who: Actor) -> list[tuple[str, str, int]]:
    tabs = [("overview", _("Overview"), 0)]
    if who.may("supply.read"):
        tabs.append(("stock", _("Stock"), 0))
    return [*tabs, ("prices", _("Prices"), 0), ("history", _("History"), 0)]


def _badges(detail: catalogue.ProductDetail) -> tuple[Badge, ...]:
    badges = [words.badge(words.PRODUCT_STATES, detail.status)]
    if detail.status == "published" and not detail.is_visible:
        badges.append(Badge(_("outside its window"), "warn", icon="clock"))
    return tuple(badges)


def _lead(detail: catalogue.ProductDetail) -> str:
    brand = words.in_words(detail.brand.names) if detail.brand else ""
    seller = detail.seller.name if detail.seller else ""
    return " · ".join(part for part in (brand, seller, detail.slug) if part)


def _actions(detail: catalogue.ProductDetail, who: Actor) -> tuple[Content, ...]:
    base = product_address(detail.id)
    buttons: list[Component] = [
        ask_button(
            str(label),
            f"{base}/do/{verb}",
            icon=icon,
            kind="primary" if place == 0 and verb != "withdraw" else "plain",
        )
        for place, (verb, label, icon) in enumerate(LEADS_TO[detail.status])
        if who.may(VERBS[verb].permission)
    ]
    if detail.is_visible:
        shop = Button(_("In the shop"), address=f"/products/{detail.slug}", icon="external",
                      kind="quiet", small=True)  # fmt: skip
        buttons.append(shop)
    return (*buttons[:1], *((Menu(_("Actions"), buttons[1:]),) if buttons[1:] else ()))
