"""The pages of the gallery."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huitou.doors.design.component import Component
from huitou.doors.design.components.surfaces import PageHead
from huitou.doors.design.frames import ConsoleFrame, ShopFrame
from huitou.doors.design.gallery import controls, drawn, places, telling
from huitou.doors.design.gallery.samples import Example, sample
from huitou.doors.design.links import Link, LinkGroup
from huitou.doors.design.page import Page

ADDRESS = "/console/design/"
SHOP = f"{ADDRESS}shop"


@dataclass(frozen=True)
class Shelf:
    """A page of the gallery: its title, an icon, and what makes its examples."""

    title: str
    icon: str
    examples: Callable[[], tuple[Example, ...]]


SHELVES: Mapping[str, Shelf] = {
    "buttons": Shelf(gettext_lazy("Buttons"), "plus", controls.buttons),
    "fields": Shelf(gettext_lazy("Fields"), "edit", controls.fields),
    "forms": Shelf(gettext_lazy("Forms"), "check", controls.forms),
    "tables": Shelf(gettext_lazy("Tables and facts"), "grid", places.tables),
    "surfaces": Shelf(gettext_lazy("Cards and dialogs"), "board", places.surfaces),
    "ways": Shelf(gettext_lazy("Ways"), "path", places.ways),
    "signs": Shelf(gettext_lazy("Signs"), "bell", telling.signs),
    "figures": Shelf(gettext_lazy("Numbers"), "growth", telling.figures),
    "charts": Shelf(gettext_lazy("Charts"), "lines", drawn.charts),
    "people": Shelf(gettext_lazy("People"), "users", telling.people),
    "prices": Shelf(gettext_lazy("Prices"), "tag", telling.prices),
}


@dataclass(frozen=True)
class Examples(Component):
    """The examples of a shelf."""

    examples: tuple[Example, ...]
    template: ClassVar[str] = "design/gallery/examples.html"


@dataclass(frozen=True)
class GalleryPage(Page):
    """A shelf."""

    head: PageHead
    examples: Examples
    template: ClassVar[str] = "design/gallery/page.html"


def shop_page() -> GalleryPage:
    """The frame of the shop, around some of its components."""
    frame = ShopFrame(
        site=sample("Hui Tea", "回茶"),
        search=SHOP,
        home=SHOP,
        tabs=(
            Link(sample("Home", "首页"), SHOP, "home", current=True),
            Link(sample("Categories", "分类"), SHOP, "grid"),
            Link(sample("Basket", "购物车"), SHOP, "basket", count=3),
            Link(sample("Orders", "订单"), SHOP, "orders"),
            Link(sample("Me", "我的"), SHOP, "person"),
        ),
        aisles=tuple(
            Link(sample(en, zh), SHOP, current=en == "Green tea")
            for en, zh in (("Green tea", "绿茶"), ("Oolong", "乌龙茶"), ("Teapots", "茶壶"))
        ),
        footer=(
            LinkGroup(sample("Help", "帮助"), (Link(sample("Returns", "退换货"), SHOP),)),
            LinkGroup(sample("About", "关于"), (Link(sample("Your data", "我的数据"), SHOP),)),
        ),
        notice=sample("Free delivery from ¥99", "满 ¥99 包邮"),
    )
    title = sample("Green tea", "绿茶")
    examples = (*places.ways()[3:5], *telling.prices(), *places.surfaces()[:1])
    return GalleryPage(
        title=title,
        frame=frame,
        indexed=False,
        head=PageHead(title),
        examples=Examples(examples),
    )


def gallery_page(name: str, *, who: str) -> GalleryPage:
    """The shelf of that name; KeyError for none."""
    shelf = SHELVES[name]
    links = tuple(
        Link(str(other.title), f"{ADDRESS}{key}", icon=other.icon, current=key == name)
        for key, other in SHELVES.items()
    )
    title = str(shelf.title)
    return GalleryPage(
        title=title,
        frame=ConsoleFrame(
            site=_("Design"),
            groups=(
                LinkGroup(_("Components"), links),
                LinkGroup(_("Frames"), (Link(_("The shop"), SHOP, "basket"),)),
            ),
            search=ADDRESS,
            who=who,
            home=ADDRESS,
            account=(Link(_("Lists and forms"), "/admin/", icon="database"),),
        ),
        indexed=False,
        head=PageHead(title),
        examples=Examples(shelf.examples()),
    )
