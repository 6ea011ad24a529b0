"""Categories and the search."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from huitou.commerce import catalogue
from huitou.doors.design import FilterChips, Link, PageHead, show
from huitou.doors.shop.answering import shop_page
from huitou.doors.shop.asked import Asked, asked_in
from huitou.doors.shop.frame import in_words, shelves, shop_frame
from huitou.doors.shop.listing import Place, list_page
from huitou.doors.shop.pages.home import Tiles
from huitou.doors.shop.pages.listing import CategoriesPage
from huitou.doors.shop.tiles import tiles_of
from huitou.doors.shop.views_told import View
from huitou.foundation.clocks import current_clock

Nodes = Sequence[catalogue.CategoryNode]


@shop_page()
def categories(request: HttpRequest) -> HttpResponse:
    nodes, at = shelves(request), current_clock().now()
    tops = [node for node in nodes if node.parent_id is None]
    page = CategoriesPage(
        title=_("Categories"),
        description=_("Everything that %(shop)s sells, by kind.") % {"shop": settings.SHOP_NAME},
        frame=shop_frame(request, "categories", view=View(name="Categories")),
        head=PageHead(_("Categories")),
        tiles=Tiles(_("Categories"), tiles_of(nodes, at).tiles, large=True),
        groups=[
            (Link(in_words(top.names), f"/categories/{top.slug}"), _below(nodes, top))
            for top in tops
            if any(node.parent_id == top.id for node in nodes)
        ],
    )
    return show(request, page)


@shop_page()
def category(request: HttpRequest, slug: str) -> HttpResponse:
    nodes = shelves(request)
    node = _called(nodes, slug)
    if node is None:
        raise Http404(f"There is no category {slug!r}.")
    name = in_words(node.names)
    below = [n.id for n in nodes if node.id in n.path]
    place = Place(
        path=f"/categories/{slug}",
        title=name,
        head=PageHead(name, trail=trail_to(nodes, node)),
        view=View(
            name="Category",
            events=(("Product List Viewed", {"list_id": slug, "category": node.id}),),
        ),
        description=_("%(kind)s at %(shop)s: what there is, what it costs and when it arrives.")
        % {"kind": name, "shop": settings.SHOP_NAME},
        ids=below,
        subject=node.id,
        current="categories",
        tiles=_below(nodes, node) if len(below) > 1 else None,
    )
    return list_page(request, place, asked_in(request.GET))


@shop_page()
def search(request: HttpRequest) -> HttpResponse:
    asked, nodes = asked_in(request.GET), shelves(request)
    within = _called(nodes, asked.category) if asked.category else None
    title = _("Results for “%(words)s”") % {"words": asked.text} if asked.text else _("All goods")
    told = (("Products Searched", {"query": asked.text}),) if asked.text else ()
    place = Place(
        path="/search",
        title=title,
        head=PageHead(title),
        view=View(name="Search", events=told),
        ids=[n.id for n in nodes if within.id in n.path] if within else None,
        indexed=False,
        with_attributes=within is not None or not asked.text,
        kinds=_kinds(asked, nodes, within) if asked.text and not asked.cursor else None,
    )
    return list_page(request, place, asked)


def trail_to(nodes: Nodes, node: catalogue.CategoryNode) -> tuple[Link, ...]:
    """The way from the first page to a category."""
    names = {n.id: n for n in nodes}
    above = (names[id] for id in node.path if id in names)
    return (
        Link(_("Home"), "/"),
        *(Link(in_words(n.names), f"/categories/{n.slug}", current=n is node) for n in above),
    )


def _kinds(asked: Asked, nodes: Nodes, within: catalogue.CategoryNode | None) -> FilterChips | None:
    """In which categories of the top something was found; or the one that was chosen."""
    label = _("In category")
    if within is not None:
        chip = Link(in_words(within.names), asked.address("/search", category=""), current=True)
        return FilterChips(label, (chip,))
    counts = catalogue.categories_of(asked.wanted(), at=current_clock().now())
    tops = [
        (n, sum(counts.get(b.id, 0) for b in nodes if n.id in b.path))
        for n in nodes
        if not n.parent_id
    ]
    found = [(node, count) for node, count in tops if count]
    if len(found) < 2:
        return None
    return FilterChips(
        label,
        tuple(
            Link(in_words(n.names), asked.address("/search", category=n.slug), count=count)
            for n, count in found
        ),
    )


def _called(nodes: Nodes, slug: str) -> catalogue.CategoryNode | None:
    return next((node for node in nodes if node.slug == slug), None)


def _below(nodes: Nodes, node: catalogue.CategoryNode) -> Tiles:
    return tiles_of(nodes, current_clock().now(), under=node.id)
