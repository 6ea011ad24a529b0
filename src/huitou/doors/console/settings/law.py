"""What the shop promises and the law wants: what holds, and where it is set."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from huitou.commerce import aftersales, orders
from huitou.doors.console.places import SETTINGS_NEED
from huitou.doors.console.settings.page import Code, settings_page
from huitou.doors.console.staff import page_for
from huitou.doors.design import Card, Column, Content, Row, Table, show

Line = tuple[str, Content, str]


@page_for(*SETTINGS_NEED)
def law(request: HttpRequest) -> HttpResponse:
    """What holds now."""
    after, order = aftersales.current_policy(), orders.current_policy()
    returns: list[Line] = [
        (_("Return without a reason, from receipt"), _days(after.no_reason_days), "no_reason_days"),
        (_("Return of what is faulty"), _days(after.fault_return_days), "fault_return_days"),
        (_("Exchange"), _days(after.exchange_days), "exchange_days"),
        (_("Repair"), _days(after.repair_days), "repair_days"),
        (_("The shop answers within"), _long(after.answer_within), "answer_within"),
        (_("The shopper sends back within"), _long(after.send_within), "send_within"),
        (_("The shop inspects within"), _long(after.inspect_within), "inspect_within"),
    ]
    buying: list[Line] = [
        (_("Time to pay"), _long(order.pay_within), "pay_within"),
        (_("Receipt counts as confirmed after"), _long(order.confirm_after), "confirm_after"),
        (_("At most of one thing in a basket"), str(order.most_of_one), "most_of_one"),
    ]
    body = (
        Card(_table(_shop(), _("Variable")), title=_("The shop"), flush=True),
        Card(_table(returns, "AFTERSALES"), title=_("Returns and repairs"), flush=True),
        Card(_table(buying, "ORDERS"), title=_("Buying"), flush=True),
        Card(
            Code(
                "# settings of your own, which huitou's are read before\n"
                "from huitou.settings import *\n\n"
                'AFTERSALES = {"no_reason_days": 14}\n'
                'ORDERS = {"pay_within": timedelta(minutes=15)}'
            ),
            title=_("How the last two are set"),
            note="DJANGO_SETTINGS_MODULE=myshop.settings huitou serve",
        ),
    )
    lead = _(
        "Set where the server is started, and read here. What was promised for an order stays."
    )
    return show(request, settings_page(request, "law", body, lead=lead))


def _shop() -> list[Line]:
    laws = {"gdpr": _("GDPR: one month"), "pipl": _("PIPL: 15 working days")}
    return [
        (_("Name"), settings.SHOP_NAME, "HUITOU_SHOP_NAME"),
        (_("Days are counted in"), settings.SHOP_TIMEZONE, "HUITOU_TIMEZONE"),
        (_("Currency"), settings.SHOP_CURRENCY, "HUITOU_CURRENCY"),
        (
            _("Requests about personal data"),
            laws.get(settings.PRIVACY_LAW, settings.PRIVACY_LAW),
            "HUITOU_PRIVACY_LAW",
        ),
        (
            _("Analytics and personalisation"),
            _("until somebody refuses; Global Privacy Control counts as a refusal"),
            "",
        ),
    ]


def _table(lines: Sequence[Line], where: str) -> Table:
    columns = (Column(_("Rule")), Column(_("Holds")), Column(where))
    return Table(where, columns, [Row(line) for line in lines])


def _days(n: int) -> str:
    return ngettext("%(n)s day", "%(n)s days", n) % {"n": n}


def _long(span: timedelta) -> str:
    if span.days and not span.seconds:
        return _days(span.days)
    hours, minutes = divmod(int(span.total_seconds()) // 60, 60)
    if minutes:
        n = hours * 60 + minutes
        return ngettext("%(n)s minute", "%(n)s minutes", n) % {"n": n}
    return ngettext("%(n)s hour", "%(n)s hours", hours) % {"n": hours}
