"""The checkout: one page, one order however often it is sent."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from huitou.commerce import aftersales, members, orders, payments
from huitou.commerce.supply import SoldOut
from huitou.doors.design import go_to, show
from huitou.doors.shop.address_form import errors_in
from huitou.doors.shop.answering import shop_page
from huitou.doors.shop.checkout_page import Looked, checkout_page
from huitou.doors.shop.choices import NEW, Choices, changes_since, choices_in, first_choices
from huitou.doors.shop.once import once
from huitou.doors.shop.refusals import said
from huitou.doors.shop.who import shopper
from huitou.foundation.actors import Actor
from huitou.foundation.clocks import current_clock
from huitou.kernel import Conflict, HuitouError


@shop_page("GET", "POST")
def checkout(request: HttpRequest) -> HttpResponse:
    """GET begins; POST without `do=place` shows the price of other choices."""
    actor = shopper(request)
    if actor is None:
        return go_to("/basket")
    if request.POST.get("do") == "place":
        return _place(request)
    saved = _saved(actor)
    begun = first_choices(saved, payments.gateway_names())
    choices = choices_in(request.POST, saved) if request.method == "POST" else begun
    # What they change themselves needs no mark.
    return _answer(request, look(actor, choices, saved, shown=""))


@once()
def _place(request: HttpRequest) -> HttpResponse:
    actor = shopper(request)
    assert actor is not None
    saved = _saved(actor)
    looked = look(
        actor, choices_in(request.POST, saved), saved, shown=request.POST.get("shown", "")
    )
    if isinstance(looked, str):
        return _answer(request, looked)
    wrong = _wrong(looked)
    if wrong or looked.changes is None or looked.changes.any:
        return _answer(request, replace(looked, errors=wrong, refused=True), status=422)
    try:
        order = _ordered(actor, looked)
    except orders.PriceChanged as error:
        changes = changes_since(looked.shown, error.quote)
        again = replace(looked, quote=error.quote, changes=changes, refused=True)
        return _answer(request, again, status=422)
    except SoldOut as short:
        return _answer(request, said(orders.discreet_error(short)))
    except Conflict as error:
        return _answer(request, replace(looked, refused=True, why=said(error)), status=422)
    return go_to(f"/orders/{order.id}/pay?go=1" if order.payment_id else f"/orders/{order.id}")


def look(
    actor: Actor, choices: Choices, saved: list[members.SavedAddress], *, shown: str
) -> Looked | str:
    """The price of what was chosen; in its place a sentence where nothing can be ordered as the
    basket stands. Choices that cannot be had are put right, and said at their field.
    """
    errors: dict[str, str] = {}
    if not choices.is_new and choices.address not in {one.id for one in saved}:
        errors["address"] = _("This address is gone. Choose another one.")
        choices = replace(choices, address=saved[0].id if saved else NEW)
    for _try in range(3):
        try:
            wish = choices.wish(saved)
            quote = orders.quote(actor, clock=current_clock(), **wish)
            break
        except HuitouError as error:
            if error.field == "coupons":
                errors["coupons"] = said(error)
                choices = replace(choices, coupons="")
            elif error.code == "orders.no_shipping" and choices.shipping:
                errors["shipping"] = said(error)
                choices = replace(choices, shipping="")
            else:
                return said(error)
    else:
        return _("We cannot ship this there. Choose another address or way.")
    if quote.problems:
        return _("Something in your basket cannot be bought as it stands. It is marked below.")
    changes = changes_since(shown, quote) if shown else None
    return Looked(choices, saved, quote, changes, shown, errors)


def _wrong(looked: Looked) -> dict[str, str]:
    """What stands in the way of an order, by field."""
    choices, errors = looked.choices, dict(looked.errors)
    if choices.is_new:
        errors |= errors_in(choices.written)
    if choices.gateway not in payments.gateway_names() and looked.quote.total:
        errors["gateway"] = _("Choose how you want to pay.")
    if not choices.confirmed and any(not one.no_reason_return for one in looked.quote.lines):
        errors["confirmed"] = _("Tick this, so that we know that you have read it.")
    return errors


def _ordered(actor: Actor, looked: Looked) -> orders.OrderSeen:
    clock, choices = current_clock(), looked.choices
    order = orders.place_order(
        actor,
        looked.quote.fingerprint,
        gateway=choices.gateway,
        clock=clock,
        **choices.wish(looked.saved),
    )
    excluded = {one.variant_id for one in looked.quote.lines if not one.no_reason_return}
    if excluded and order.paid_at is None:
        lines = orders.order_of(actor, order.id).lines
        ids = [line.id for line in lines if line.variant_id in excluded]
        aftersales.confirm_exclusions(order.id, ids, actor=actor, clock=clock)
    if choices.is_new and choices.keep and actor.kind == "member":
        _keep_address(actor, choices)
    return order


def _keep_address(actor: Actor, choices: Choices) -> None:
    with suppress(Conflict):  # the book is full: the order stands all the same
        members.add_address(fields=choices.written.fields, actor=actor, clock=current_clock())


def _saved(actor: Actor) -> list[members.SavedAddress]:
    return members.addresses_of(actor.id) if actor.kind == "member" else []


def _answer(request: HttpRequest, looked: Looked | str, *, status: int = 200) -> HttpResponse:
    if isinstance(looked, str):
        messages.warning(request, looked)
        return go_to("/basket")
    return show(request, checkout_page(request, looked), status=status)
