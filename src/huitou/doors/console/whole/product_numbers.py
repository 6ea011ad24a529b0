"""What a product sold by week, and how many of the people who began with it came back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from huitou.doors.console.whole.addresses import product_address
from huitou.doors.console.whole.counting import Numbers, being_counted
from huitou.doors.console.whole.log_numbers import LogNumbers, is_counting, log_numbers
from huitou.doors.design import (
    Card,
    ChartFrame,
    Column,
    Component,
    Content,
    EmptyState,
    Group,
    LegendItem,
    Link,
    Row,
    Series,
    Stat,
    Table,
    bars,
    change,
    money,
    number,
    percent,
    short_day,
)
from huitou.engine.analytics import AgainWithin, ProductSales, Purchases, Sold, product_buyers
from huitou.kernel import Clock, Currency, Money

_WEEKS = 26


@dataclass(frozen=True)
class Again:
    """One span of days: the product's share beside the shop's. Widths are shares of the widest."""

    label: str
    share: str
    counted: str
    people: Link
    product_width: str
    shop: str
    shop_width: str
    difference: str
    tone: str


@dataclass(frozen=True)
class RepeatBuyers(Component):
    """How many who began with this product came back, beside everybody."""

    spans: Sequence[Again]
    first_buyers: Link
    definition: str
    template: ClassVar[str] = "console/whole/repeat_buyers.html"


def product_numbers(product_id: str, clock: Clock) -> Numbers:
    """What the log says of a product; a part of its page."""
    cards = _cards(product_id, clock)
    return Numbers(cards, again=product_address(product_id) if is_counting() else "")


def _cards(product_id: str, clock: Clock) -> tuple[Content, ...]:
    """Sales, the weeks as a chart, and the repeat buyers; nothing counted in an empty log."""
    numbers = log_numbers()
    if is_counting():
        return (Card(being_counted()),)
    if numbers is None or numbers.counted is None:
        text = _("Sales and repeat buyers stand here once orders are paid.")
        return (Card(EmptyState(_("Nothing sold yet"), text, icon="chart")),)
    purchases, _scores, sales = numbers.counted
    today = clock.now().astimezone(ZoneInfo(settings.SHOP_TIMEZONE)).date()
    return (
        Group(_stats(sales, product_id, today), layout="grid"),
        _weeks(sales, product_id, today),
        _again_card(purchases, product_id, numbers),
    )


def _stats(sales: ProductSales, product_id: str, today: date) -> tuple[Stat, ...]:
    month = sales.since(product_id, today - timedelta(days=29))
    quarter = sales.since(product_id, today - timedelta(days=89))
    share = quarter.units_back / quarter.units if quarter.units else None
    return (
        Stat(_("Sold in 30 days"), number(month.units), note=_units_back(month)),
        Stat(
            _("Net revenue in 30 days"),
            money(_net(month, sales.currency)),
            definition=_("What was paid for it, without delivery, less what was given back."),
        ),
        Stat(
            _("Given back"),
            percent(share),
            definition=_(
                "Units given back in the last 90 days, of units sold in them; refunds of cancelled "
                "orders count as well."
            ),
            note=_("%(n)s units in 90 days") % {"n": number(quarter.units_back)},
        ),
    )


def _units_back(sold: Sold) -> str:
    if not sold.units_back:
        return ""
    return ngettext("%(n)s unit given back", "%(n)s units given back", sold.units_back) % {
        "n": number(sold.units_back)
    }


def _net(sold: Sold, currency: str) -> Money:
    return Money(sold.amount - sold.amount_back, Currency.of(currency))


def _weeks(sales: ProductSales, product_id: str, today: date) -> ChartFrame:
    weeks = sales.weeks(product_id, until=today, count=_WEEKS)
    labels = [short_day(start) for start, _sold in weeks]
    series = [
        Series(_("Units sold"), [sold.units for _start, sold in weeks], 1, unfinished=1),
        Series(
            _("Units given back"), [-sold.units_back for _start, sold in weeks], 8, unfinished=1
        ),
    ]
    columns = (
        Column(_("Week from")),
        Column(_("Sold"), numeric=True),
        Column(_("Given back"), numeric=True),
        Column(_("Net revenue"), numeric=True),
    )
    rows = [
        Row(
            (
                short_day(start),
                number(sold.units),
                number(sold.units_back),
                money(_net(sold, sales.currency)),
            )
        )
        for start, sold in reversed(weeks)
    ]
    chart: SafeString = bars(labels, series, label=_("Units by week"), written=number)
    return ChartFrame(
        _("Sales by week"),
        chart,
        table=Table(_("Sales by week"), columns, rows, dense=True),
        legend=(LegendItem(_("Units sold"), 1), LegendItem(_("Units given back"), 8)),
        definition=_(
            "Units of paid orders by the week, from Monday, in which they were paid; what was "
            "given back stands in the week in which that was decided. The last week is not over."
        ),
    )


def _again_card(purchases: Purchases, product_id: str, numbers: LogNumbers) -> Card:
    found = product_buyers(purchases, product_id)
    if not found.first_buyers:
        text = _("Nobody has begun with this product yet: all who bought it had ordered before.")
        return Card(text, title=_("Repeat buyers that it brings"))
    base = f"{product_address(product_id)}/buyers"
    widest = max(
        (one.share or 0 for one in (*found.product, *found.shop)), default=0
    ) or 1.0  # fmt: skip
    spans = [
        _span(mine, shop, base, widest)
        for mine, shop in zip(found.product, found.shop, strict=True)
    ]
    chinese = (get_language() or "en").startswith("zh")
    first = ngettext("%(n)s person began with it", "%(n)s people began with it", found.first_buyers)
    body = RepeatBuyers(
        spans,
        Link(first % {"n": number(found.first_buyers)}, base),
        found.definition.zh if chinese else found.definition.en,
    )
    return Card(body, title=_("Repeat buyers that it brings"), id="again")


def _span(mine: AgainWithin, shop: AgainWithin, base: str, widest: float) -> Again:
    people = f"{base}?{urlencode({'within': mine.days})}"
    counted = _("%(again)s of %(people)s people") % {
        "again": number(mine.again),
        "people": number(mine.people),
    }
    is_sure = shop.share is not None and not mine.low <= shop.share <= mine.high
    better = (mine.share or 0) > (shop.share or 0)
    return Again(
        label=_("ordered again within %(n)s days") % {"n": mine.days},
        share=percent(mine.share, 0),
        counted=counted,
        people=Link(counted, people),
        product_width=_width(mine.share, widest),
        shop=percent(shop.share, 0),
        shop_width=_width(shop.share, widest),
        difference=_difference(mine, shop, is_sure),
        tone=("good" if better else "bad") if is_sure and mine.people else "plain",
    )


def _difference(mine: AgainWithin, shop: AgainWithin, is_sure: bool) -> str:
    if mine.share is None or shop.share is None:
        return _("nobody has been known for so long yet")
    if not is_sure:
        return _("not clearly different from the shop")
    points = change(mine.share - shop.share, 0)
    return _("%(points)s points beside the shop") % {"points": points.rstrip("%")}


def _width(share: float | None, widest: float) -> str:
    return f"{100 * (share or 0) / widest:.2f}%"
