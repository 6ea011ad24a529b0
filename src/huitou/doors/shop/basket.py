"""The basket: what is in it, and every change."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from huitou.commerce import orders
from huitou.doors.design import go_to, show
from huitou.doors.shop.answering import shop_page
from huitou.doors.shop.basket_page import basket_page
from huitou.doors.shop.once import once
from huitou.doors.shop.refusals import said
from huitou.doors.shop.who import shopper, shopper_for_writing
from huitou.foundation.actors import Actor
from huitou.foundation.clocks import current_clock
from huitou.kernel import InvalidInput, NotFound


@shop_page()
def basket(request: HttpRequest) -> HttpResponse:
    taken = request.GET.get("taken", "")
    return show(request, basket_page(request, taken=taken, units=_units(request.GET.get("units"))))


@shop_page("POST")
@once()
def add_line(request: HttpRequest) -> HttpResponse:
    """From a product's page, from an order that is bought again, or put back."""
    variant_id, units = request.POST.get("variant_id", ""), _units(request.POST.get("quantity"))
    actor = shopper_for_writing(request)
    orders.add_to_basket(actor, variant_id, units, clock=current_clock())
    if request.POST.get("buy"):
        return go_to("/checkout")
    if not request.POST.get("quietly"):
        messages.success(request, _("It is in your basket."))
    return go_to(_next(request))


@shop_page("POST")
def change_line(request: HttpRequest, variant_id: UUID) -> HttpResponse:
    """The quantity that is wanted; said again it changes nothing."""
    try:
        wanted = _units(request.POST.get("quantity"))
        orders.set_quantity(_owner(request), str(variant_id), wanted, clock=current_clock())
    except InvalidInput as error:
        messages.error(request, said(error))
    return go_to("/basket")


@shop_page("POST")
def remove_line(request: HttpRequest, variant_id: UUID) -> HttpResponse:
    """Take it out; the page that follows offers to put it back."""
    try:
        orders.remove_from_basket(_owner(request), str(variant_id), clock=current_clock())
    except NotFound:  # sent twice
        return go_to("/basket")
    taken = {"taken": str(variant_id), "units": request.POST.get("units", "1")}
    return go_to(f"/basket?{urlencode(taken)}")


@shop_page("POST")
def keep_note(request: HttpRequest) -> HttpResponse:
    note = request.POST.get("note", "")
    try:
        orders.set_note(_owner(request), note, clock=current_clock())
    except InvalidInput as error:
        page = basket_page(request, note=note, note_error=said(error))
        return show(request, page, status=422)
    messages.success(request, _("The note is kept.") if note.strip() else _("The note is gone."))
    return go_to("/basket")


def _owner(request: HttpRequest) -> Actor:
    actor = shopper(request)
    if actor is None:
        raise NotFound(
            "There is no basket.", remedy="Put something in.", code="orders.not_in_basket"
        )
    return actor


def _units(said: str | None) -> int:
    """InvalidInput for what is no number."""
    text = "1" if said is None else said.strip()
    if not text.isdecimal() or len(text) > 6:
        raise InvalidInput(
            "This is no quantity.", remedy="Choose a whole number.", code="orders.bad_quantity"
        )
    return int(text)


def _next(request: HttpRequest) -> str:
    address = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return address if safe else "/basket"
