"""What the page of the checkout is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from huitou.commerce import members, orders, payments
from huitou.doors.design import Alert, Button, Field, Option, money, new_form_key, short_day
from huitou.doors.shop.address_form import address_fields
from huitou.doors.shop.buying_words import gateway_words
from huitou.doors.shop.checkout_sums import coupon_words, lines_shown, sums_of
from huitou.doors.shop.choices import NEW, Changes, Choices, shown_in
from huitou.doors.shop.frame import Storefront
from huitou.doors.shop.lines import phone_words, words_of
from huitou.doors.shop.pages.checkout import Checkout, CheckoutPage
from huitou.doors.shop.who import shopper

_REPRICE = {
    "hx-post": "/checkout",
    "hx-vals": '{"do": "update"}',
    "hx-include": "closest form",
    "hx-target": "#checkout",
    "hx-swap": "outerHTML",
}


@dataclass(frozen=True)
class Looked:
    """A price with the choices that it is for. `changes`: what is other than was `shown`;
    `refused`: an order was tried and not placed, `why` if neither a change nor a field says so.
    """

    choices: Choices
    saved: list[members.SavedAddress]
    quote: orders.Quote
    changes: Changes | None
    shown: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)
    refused: bool = False
    why: str = ""


def checkout_page(request: HttpRequest, looked: Looked) -> CheckoutPage:
    """Around it stands less than around other pages: nothing leads away but back."""
    quote, changes = looked.quote, looked.changes
    ways = orders.shipping_methods()
    return CheckoutPage(
        title=_("Checkout"),
        frame=Storefront(
            site=settings.SHOP_NAME,
            tabs=(),
            back="/basket",  # orders say themselves that a checkout was begun
        ),
        indexed=False,
        checkout=Checkout(
            key=new_form_key(),
            shown=shown_in(quote),
            alert=_alert(looked),
            saved=_saved(looked),
            written=_written(request, looked),
            shipping=_shipping(looked, ways),
            promise=_("With you by %(day)s") % {"day": short_day(quote.delivery.promised_on)},
            promise_changed=changes is not None and changes.promised,
            lines=lines_shown(quote, changes),
            coupons=_coupons(looked),
            sums=sums_of(quote, changes),
            gateway=_gateway(looked) if quote.total else None,
            confirm=_confirm(looked),
            note=quote.note,
            place=_place(quote),
            no_way_to_pay="" if payments.gateway_names() or not quote.total else _no_gateway(),
        ),
    )


def _alert(looked: Looked) -> Alert | None:
    if not looked.refused:
        return None
    if looked.why:
        return Alert(looked.why, title=_("Nothing is ordered yet"), tone="bad")
    if looked.errors:
        text = _("Nothing is ordered yet. What is missing stands at its field.")
        return Alert(text, title=_("Almost there"), tone="bad")
    text = _("Nothing is ordered yet. Look at what is marked, and order again if you agree.")
    return Alert(text, title=_("Something has changed since you saw it"), tone="warn")


def _saved(looked: Looked) -> Field | None:
    if not looked.saved:
        return None
    options = [
        Option(one.id, f"{one.fields.name} {phone_words(one.fields.phone)}", _place_of(one.fields))
        for one in looked.saved
    ]
    return Field(
        "address",
        _("Address"),
        kind="radio",
        value=looked.choices.address,
        options=[*options, Option(NEW, _("Another address"))],
        error=looked.errors.get("address", ""),
        attributes=_REPRICE,
    )


def _place_of(fields: members.AddressFields) -> str:
    return " ".join((fields.place, fields.street))


def _written(request: HttpRequest, looked: Looked) -> tuple[Field, ...]:
    must = not looked.saved
    fields = address_fields(looked.choices.written, looked.errors, required=must)
    actor = shopper(request)
    if actor is None or actor.kind != "member":
        return fields
    keep = Field(
        "keep",
        _("Keep it in my addresses"),
        kind="checkbox",
        checked=looked.choices.keep,
    )
    return (*fields, keep)


def _shipping(looked: Looked, ways: list[orders.WayOfShipping]) -> Field:
    delivery = looked.quote.delivery
    fitting = [way for way in ways if way.fee.currency.code == looked.quote.currency]
    options = [
        Option(way.code, f"{words_of(way.name)} · {_fee(way, looked.quote)}") for way in fitting
    ]
    return Field(
        "shipping",
        _("Way of shipping"),
        kind="radio",
        value=delivery.method,
        options=options,
        error=looked.errors.get("shipping", ""),
        attributes=_REPRICE,
    )


def _fee(way: orders.WayOfShipping, quote: orders.Quote) -> str:
    if way.code == quote.delivery.method:
        return money(quote.delivery.fee) if quote.delivery.fee else pgettext("price", "Free")
    if way.free_over is not None and quote.goods >= way.free_over:
        return pgettext("price", "Free")
    return money(way.fee)


def _coupons(looked: Looked) -> Field:
    return Field(
        "coupons",
        _("Coupon codes"),
        value=looked.choices.coupons,
        error=looked.errors.get("coupons", "") or coupon_words(looked.quote.declined),
        autocomplete="off",
        longest=620,
    )


def _gateway(looked: Looked) -> Field:
    return Field(
        "gateway",
        _("Way of paying"),
        kind="radio",
        value=looked.choices.gateway,
        options=[Option(name, gateway_words(name)) for name in payments.gateway_names()],
        error=looked.errors.get("gateway", ""),
    )


def _confirm(looked: Looked) -> Field | None:
    names = [words_of(one.name) for one in looked.quote.lines if not one.no_reason_return]
    if not names:
        return None
    return Field(
        "confirmed",
        _("I know that this cannot be sent back without a reason: %(names)s")
        % {"names": _(", ").join(names)},
        kind="checkbox",
        checked=looked.choices.confirmed,
        required=True,
        error=looked.errors.get("confirmed", ""),
        hint=_("If something is wrong with it, you get your money back all the same."),
    )


def _place(quote: orders.Quote) -> Button:
    words = _("Place order · %(amount)s") % {"amount": money(quote.total)}
    return Button(words, kind="primary", name="do", value="place", wide=True)


def _no_gateway() -> str:
    return _("The shop takes no payments at the moment. Please come back later.")
