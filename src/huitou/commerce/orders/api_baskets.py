"""Routes of baskets: a shopper's own."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest
from ninja import Router

from huitou.commerce.orders.api_shapes import BasketAdd, BasketNote, BasketOut, BasketQuantity
from huitou.commerce.orders.baskets import (
    add_to_basket,
    clear_basket,
    remove_from_basket,
    set_note,
    set_quantity,
)
from huitou.commerce.orders.reads import basket_of
from huitou.commerce.orders.seen import BasketSeen
from huitou.foundation.clocks import current_clock
from huitou.foundation.web import caller, once, shoppers

router = Router()


@router.get("/basket", auth=shoppers(), response=BasketOut)
def my_basket(request: HttpRequest) -> BasketSeen:
    """The basket at today's prices."""
    return basket_of(caller(request), clock=current_clock())


@router.post("/basket/lines", auth=shoppers(), response=BasketOut)
@once
def put_into_basket(request: HttpRequest, body: BasketAdd) -> BasketSeen:
    """Put so many more of a variant into it."""
    add_to_basket(caller(request), str(body.variant_id), body.quantity, clock=current_clock())
    return basket_of(caller(request), clock=current_clock())


@router.put("/basket/lines/{uuid:variant_id}", auth=shoppers(), response=BasketOut)
@once
def change_quantity(request: HttpRequest, variant_id: UUID, body: BasketQuantity) -> BasketSeen:
    """Say how many of a variant that is in it are wanted."""
    set_quantity(caller(request), str(variant_id), body.quantity, clock=current_clock())
    return basket_of(caller(request), clock=current_clock())


@router.delete("/basket/lines/{uuid:variant_id}", auth=shoppers(), response=BasketOut)
@once
def take_out_of_basket(request: HttpRequest, variant_id: UUID) -> BasketSeen:
    """Take a variant out."""
    remove_from_basket(caller(request), str(variant_id), clock=current_clock())
    return basket_of(caller(request), clock=current_clock())


@router.delete("/basket", auth=shoppers(), response=BasketOut)
@once
def empty_my_basket(request: HttpRequest) -> BasketSeen:
    """Take everything out."""
    clear_basket(caller(request), clock=current_clock())
    return basket_of(caller(request), clock=current_clock())


@router.put("/basket/note", auth=shoppers(), response=BasketOut)
@once
def note_on_basket(request: HttpRequest, body: BasketNote) -> BasketSeen:
    """What the shop should know of the order to be."""
    set_note(caller(request), body.note, clock=current_clock())
    return basket_of(caller(request), clock=current_clock())
