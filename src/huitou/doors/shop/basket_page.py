"""What the page of the basket is made of."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest
from django.utils.translation import gettext as _

from huitou.commerce import orders
from huitou.doors.design import (
    ActionButton,
    Button,
    EmptyState,
    Field,
    Progress,
    Quantity,
    money,
    new_form_key,
)
from huitou.doors.shop.buying_words import problem_words
from huitou.doors.shop.frame import shop_frame
from huitou.doors.shop.lines import thumb, words_of
from huitou.doors.shop.pages.basket import Basket, BasketPage, BasketRow, FreeDelivery, Undo
from huitou.doors.shop.views_told import View
from huitou.doors.shop.who import shopper
from huitou.foundation.actors import Actor
from huitou.foundation.clocks import current_clock
from huitou.kernel import Money

_NOTHING = orders.BasketSeen(None, 0, "", ())
_LONGEST_NOTE = 500


def basket_page(
    request: HttpRequest,
    *,
    taken: str = "",
    units: int = 1,
    note: str | None = None,
    note_error: str = "",
) -> BasketPage:
    """`taken`: the variant that was just taken out, so many `units` of it."""
    actor = shopper(request)
    found = orders.basket_of(actor, clock=current_clock()) if actor else _NOTHING
    goods = _goods(found.lines)
    written = found.note if note is None else note
    return BasketPage(
        title=_("Basket"),
        frame=shop_frame(request, "basket", view=View("Basket")),
        indexed=False,
        basket=Basket(
            rows=[_row(line) for line in found.lines],
            in_it=sum(line.quantity for line in found.lines),
            units=sum(line.quantity for line in found.lines if line.unit_price is not None),
            goods=goods,
            checkout=_checkout(found.lines),
            undo=_undo(taken, units) if taken else None,
            blocked=_blocked(found.lines),
            free_delivery=_free_delivery(goods) if goods else None,
            empty=None if found.lines else _empty(actor),
            note=_note(written, note_error),
            note_filled=bool(written),
        ),
    )


def _row(line: orders.BasketLineSeen) -> BasketRow:
    name = words_of(line.name) or _("Something that is gone")
    most = line.problem.available if line.problem and line.problem.available else 99
    at = f"/basket/lines/{line.variant_id}"
    return BasketRow(
        thumb=thumb(line.product_id, line.name, line.image),
        name=name,
        options=words_of(line.variant_name),
        address=f"/products/{line.slug}" if line.slug else "/basket",
        change=at,
        quantity=Quantity(
            "quantity",
            _("Quantity of %(name)s") % {"name": name},
            line.quantity,
            most=max(most, line.quantity) if most < line.quantity else 99,
            send=True,
        ),
        remove=_remove(line, name, f"{at}/remove"),
        unit=line.unit_price,
        total=None if line.unit_price is None else line.unit_price * line.quantity,
        problem=problem_words(line.problem) if line.problem else "",
    )


def _remove(line: orders.BasketLineSeen, name: str, action: str) -> ActionButton:
    label = _("Take %(name)s out") % {"name": name}
    return ActionButton(
        Button(label, kind="quiet", icon="trash", icon_only=True, small=True),
        action=action,
        hidden={"units": str(line.quantity)},
        attributes={"hx-post": action, "hx-target": "#basket", "hx-swap": "outerHTML"},
    )


def _undo(variant_id: str, units: int) -> Undo:
    return Undo(
        _("It is taken out of your basket."),
        ActionButton(
            Button(_("Put it back"), icon="undo", small=True),
            action="/basket/lines",
            hidden={"variant_id": variant_id, "quantity": str(units), "quietly": "1"},
            key=new_form_key(),
            attributes={
                "hx-post": "/basket/lines",
                "hx-target": "#basket",
                "hx-swap": "outerHTML",
            },
        ),
    )


def _goods(lines: Sequence[orders.BasketLineSeen]) -> Money | None:
    """What the lines that are sold come to; None for none, or in several currencies."""
    amounts = [line.unit_price * line.quantity for line in lines if line.unit_price is not None]
    if not amounts or len({amount.currency.code for amount in amounts}) > 1:
        return None
    return sum(amounts[1:], amounts[0])


def _blocked(lines: Sequence[orders.BasketLineSeen]) -> str:
    return _("Sort out what is marked first.") if any(line.problem for line in lines) else ""


def _checkout(lines: Sequence[orders.BasketLineSeen]) -> Button:
    stuck = any(line.problem for line in lines)
    return Button(_("Check out"), "/checkout", kind="primary", wide=True, disabled=stuck)


def _free_delivery(goods: Money) -> FreeDelivery | None:
    ways = [way for way in orders.shipping_methods() if way.fee.currency == goods.currency]
    way = next((way for way in ways if way.free_over is not None), None)
    if way is None or way.free_over is None:
        return None
    missing = way.free_over - goods
    if missing.minor <= 0:
        words = _("Delivery is free")
    else:
        words = _("%(amount)s more for free delivery") % {"amount": money(missing)}
    share = min(1.0, goods.minor / way.free_over.minor) if way.free_over.minor else 1.0
    return FreeDelivery(words, Progress(words, share))


def _note(written: str, error: str) -> Field:
    return Field(
        name="note",
        label=_("Note for the shop"),
        label_hidden=True,
        kind="textarea",
        rows=2,
        value=written,
        longest=_LONGEST_NOTE,
        placeholder=_("Such as: please ring before you deliver"),
        error=error,
    )


def _empty(actor: Actor | None) -> EmptyState:
    """With the order that waits to be paid, if there is one: perhaps it is what is looked for."""
    found = orders.list_orders(actor, states=("awaiting_payment",), limit=1) if actor else []
    shop = Button(_("Look around"), "/categories", kind="plain" if found else "primary")
    if not found:
        text = _("What you put in stays here, on this device even before you sign in.")
        return EmptyState(_("Your basket is empty"), text, "basket", (shop,))
    (order,) = found
    text = _("Your order %(number)s waits to be paid: %(amount)s.") % {
        "number": order.number,
        "amount": money(order.total),
    }
    pay = Button(_("Pay the order"), f"/orders/{order.id}/pay", kind="primary")
    return EmptyState(_("Your basket is empty"), text, "basket", (pay, shop))
