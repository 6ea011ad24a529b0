"""The products: what they cost, how many there are, what they sold in thirty days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, ClassVar
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from huitou.commerce import catalogue, supply
from huitou.doors.console.frame import console_frame
from huitou.doors.console.staff import actor, page_for
from huitou.doors.console.whole import words
from huitou.doors.console.whole.addresses import PRODUCTS, product_address
from huitou.doors.console.whole.asking import SCRIPTS, STYLES
from huitou.doors.console.whole.log_numbers import log_numbers
from huitou.doors.design import (
    Badge,
    Button,
    Column,
    Component,
    ConsoleFrame,
    Content,
    EmptyState,
    Field,
    FilterChips,
    Form,
    Group,
    Link,
    Page,
    PageHead,
    Pager,
    Row,
    Table,
    money,
    number,
    percent,
    show,
)
from huitou.engine.analytics import Sold
from huitou.foundation.actors import Actor
from huitou.foundation.clocks import current_clock
from huitou.kernel import Currency, InvalidInput, Money

_ON_A_PAGE = 30
FEW = 5


@dataclass(frozen=True)
class Asked:
    """What the address asks for."""

    status: str = ""
    text: str = ""

    def address(self, **more: str) -> str:
        said = {"status": self.status, "text": self.text, **more}
        query = urlencode({name: value for name, value in said.items() if value})
        return f"{PRODUCTS}?{query}" if query else PRODUCTS


@dataclass(frozen=True)
class ProductsFound(Component):
    """A page of the list with its filters."""

    filters: tuple[Content, ...]
    table: Table
    pager: Pager
    count: str = ""
    template: ClassVar[str] = "console/whole/found.html"


@dataclass(frozen=True, kw_only=True)
class ProductsPage(Page):
    """The list of products."""

    frame: ConsoleFrame
    head: PageHead
    search: Form
    found: ProductsFound
    indexed: bool = False
    template: ClassVar[str] = "console/whole/list.html"
    parts: ClassVar[tuple[str, ...]] = ("found",)
    styles: ClassVar[tuple[str, ...]] = STYLES
    scripts: ClassVar[tuple[str, ...]] = SCRIPTS


@page_for("catalogue.read")
def products_list(request: HttpRequest) -> HttpResponse:
    """Products in any state, the newest first."""
    who = actor(request)
    status = str(request.GET.get("status", ""))
    text = str(request.GET.get("text", ""))[:200].strip()
    asked = Asked(status if status in words.PRODUCT_STATES else "", text)
    page = ProductsPage(
        title=_("Products"),
        frame=console_frame(request, "products"),
        head=PageHead(_("Products"), lead=_("What the shop sells, and who comes back for it.")),
        search=_search(asked),
        found=_found(who, asked, str(request.GET.get("cursor", ""))[:500]),
    )
    return show(request, page)


def _found(who: Actor, asked: Asked, cursor: str) -> ProductsFound:
    wanted = catalogue.Wanted(status=asked.status or "any", text=asked.text)
    language = "zh-hans" if (get_language() or "en").startswith("zh") else "en"
    try:
        page = catalogue.list_products(
            wanted,
            at=current_clock().now(),
            language=language,
            limit=_ON_A_PAGE,
            cursor=cursor or None,
        )
    except InvalidInput:  # a cursor of an older version, or a text of too many words
        page = catalogue.Page((), None)
    ids = [id for card in page.products for id in card.variant_ids]
    stock = _stock(ids) if who.may("supply.read") and ids else None
    return ProductsFound(
        filters=(_chips(asked),),
        table=_table(page.products, stock, who),
        pager=Pager(
            previous=asked.address() if cursor else "",
            next=asked.address(cursor=page.next_cursor) if page.next_cursor else "",
            part="found",
        ),
    )


def _stock(variant_ids: list[str]) -> dict[str, int]:
    """What is free of each variant."""
    return supply.available(variant_ids)


def _table(
    cards: tuple[catalogue.ProductCard, ...], stock: dict[str, int] | None, who: Actor
) -> Table:
    sold, currency = sold_lately()
    columns = (
        Column(_("Product")),
        Column(_("State")),
        Column(_("Price"), numeric=True),
        *((Column(_("Free stock"), numeric=True),) if stock is not None else ()),
        Column(_("Sold, 30 days"), numeric=True),
        Column(_("Revenue, 30 days"), numeric=True, definition=_("Less what was given back")),
        Column(_("Given back"), numeric=True, definition=_("Units given back of units sold")),
    )
    rows = [_row(card, stock, sold.get(card.id, Sold()), currency) for card in cards]
    empty = EmptyState(
        _("No product fits"),
        _("Look for another word, or take the filter away."),
        icon="box",
        actions=(Button(_("Show all products"), address=PRODUCTS),),
    )
    return Table(_("Products"), columns, rows, empty)


def sold_lately(days: int = 30) -> tuple[Mapping[str, Sold], str]:
    """What every product sold in the last days, and in which currency the log counts."""
    numbers = log_numbers()
    if numbers is None or numbers.counted is None:
        return {}, settings.SHOP_CURRENCY
    _purchases, _scores, sales = numbers.counted
    zone = ZoneInfo(settings.SHOP_TIMEZONE)
    today = current_clock().now().astimezone(zone).date()
    return sales.all_since(today - timedelta(days=days - 1)), sales.currency


def _row(
    card: catalogue.ProductCard, stock: dict[str, int] | None, sold: Sold, currency: str
) -> Row:
    net = Money(sold.amount - sold.amount_back, Currency.of(currency))
    cells: list[Content] = [
        words.in_words(card.names),
        words.badge(words.PRODUCT_STATES, card.status),
        _price(card),
    ]
    free = None
    if stock is not None:
        free = sum(stock.get(id, 0) for id in card.variant_ids)
        cells.append(stock_shown(free))
    cells += [
        number(sold.units) if sold.units else "",
        money(net) if sold.units or sold.units_back else "",
        percent(sold.units_back / sold.units, 0) if sold.units and sold.units_back else "",
    ]
    is_short = card.status == "published" and free is not None and free <= FEW
    return Row(cells, address=product_address(card.id), tone="warn" if is_short else "")


def stock_shown(free: int) -> Content:
    """A number, with a word where it is low."""
    if free > FEW:
        return number(free)
    label = _("sold out") if free <= 0 else _("few left")
    return Group((number(free), Badge(label, "warn" if free > 0 else "bad")), layout="row")


def _price(card: catalogue.ProductCard) -> str:
    if card.price is None:
        return "–"
    if card.price_to is not None and card.price_to != card.price:
        return f"{money(card.price)} – {money(card.price_to)}"
    return money(card.price)


def _chips(asked: Asked) -> FilterChips:
    chips = tuple(
        Link(
            str(label),
            replace(asked, status="" if asked.status == state else state).address(),
            current=asked.status == state,
        )
        for state, (label, _tone) in words.PRODUCT_STATES.items()
    )
    clear = PRODUCTS if asked != Asked() else ""
    return FilterChips(_("Filter"), chips, clear=clear, part="found")


def _search(asked: Asked) -> Form:
    field = Field(
        "text",
        _("Name or SKU"),
        kind="search",
        value=asked.text,
        longest=200,
        placeholder=_("Name or SKU"),
        label_hidden=True,
    )
    hidden: dict[str, Any] = {"status": asked.status} if asked.status else {}
    return Form(
        (field,), Button(_("Find"), kind="primary", icon="search"), action=PRODUCTS,
        method="get", hidden=hidden, compact=True,
    )  # fmt: skip
