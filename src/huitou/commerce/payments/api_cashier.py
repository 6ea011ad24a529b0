"""The simulated gateway's own page, where a developer plays the shopper. There only while that
gateway is registered.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from ninja import Path, Router

from huitou.commerce.payments.development import asked_at_cashier, pay_at_cashier
from huitou.foundation.clocks import current_clock
from huitou.foundation.plain_page import plain_page
from huitou.foundation.web import public

router = Router()
_BUTTON = '{0} <form method="post"><button>{1}</button></form>'


@router.get("/payments/simulated/{number}", auth=public(), include_in_schema=False)
def cashier(request: HttpRequest, number: str = Path(..., max_length=32)) -> HttpResponse:
    """A page with a button."""
    amount = str(asked_at_cashier(number))
    return plain_page(
        200,
        _BUTTON.format(f"No money moves here. To pay: {amount}.", "Pay"),
        _BUTTON.format(f"这里不会有真实扣款。应付：{amount}。", "付款"),
        request,
    )


@router.post("/payments/simulated/{number}", auth=public(), include_in_schema=False)
def pay(request: HttpRequest, number: str = Path(..., max_length=32)) -> HttpResponse:
    """Pay, and let the shop be told at once; then back to where the shop wanted. Conflict if it is
    paid or closed.
    """
    pay_at_cashier(number, clock=current_clock())
    back = request.GET.get("back", "")
    if url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        response = HttpResponseRedirect(back)
        response.status_code = 303
        return response
    return plain_page(
        200, "Paid. You can go back to the shop.", "已付款，可以返回商店了。", request
    )
