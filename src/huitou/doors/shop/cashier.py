"""The simulated gateway's own page, where whoever tries the shop plays the bank. There only while
that gateway is registered.
"""

from __future__ import annotations

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from huitou.commerce import payments
from huitou.doors.design import ActionButton, Button, go_to, show
from huitou.doors.shop.answering import shop_page
from huitou.doors.shop.frame import Storefront
from huitou.doors.shop.pages.paying import CashierPage
from huitou.foundation.clocks import current_clock
from huitou.kernel import Conflict


@shop_page("GET", "POST")
def cashier(request: HttpRequest, number: str) -> HttpResponse:
    back = request.GET.get("back", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = "/orders"
    if request.method == "POST":
        _pay(number)
        return go_to(back)
    amount = payments.asked_at_cashier(number)
    page = CashierPage(
        title=_("Test cashier"),
        frame=Storefront(site=settings.SHOP_NAME, tabs=(), back=back),
        indexed=False,
        amount=amount,
        pay=ActionButton(
            Button(_("Pay"), kind="primary", wide=True),
            action=f"{request.path}?{urlencode({'back': back})}",
        ),
        leave=Button(_("Leave without paying"), back, kind="quiet"),
    )
    return show(request, page)


def _pay(number: str) -> None:
    try:
        payments.pay_at_cashier(number, clock=current_clock())
    except Conflict:
        return  # paid or closed: the order says which
