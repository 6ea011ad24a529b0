"""Change a basket. Every change locks it, and gives it a new version."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from huitou.commerce import catalogue
from huitou.commerce.orders.basket_rows import lines_of, locked_basket
from huitou.commerce.orders.facts import say_product
from huitou.commerce.orders.models import Basket, BasketLine
from huitou.commerce.orders.owners import owner_of
from huitou.commerce.orders.policy import current_policy
from huitou.foundation.actors import Actor
from huitou.foundation.statements import insert, update
from huitou.kernel import Clock, Conflict, InvalidInput, NotFound, new_id

_LONGEST_NOTE = 500


def add_to_basket(actor: Actor, variant_id: str, quantity: int = 1, *, clock: Clock) -> int:
    """Put `quantity` more of a variant into the basket; how many are in it now. Conflict for what
    is not sold, InvalidInput beyond the limits.
    """
    _check_quantity(quantity, 1)
    offer = _offer(variant_id, clock)
    with changed_basket(actor, clock) as basket:
        lines = {row.variant_id: row for row in lines_of(basket)}
        line = lines.get(variant_id)
        total = quantity + (line.quantity if line else 0)
        _check_quantity(total, 1)
        if line is None:
            _check_room(len(lines))
            line = BasketLine(
                basket=basket, variant_id=variant_id, quantity=total, added_at=clock.now()
            )
            insert(line)
        else:
            line.quantity = total
            update(line, "quantity")
        say_product("Product Added", basket, offer, quantity, clock=clock)
        return total


def set_quantity(actor: Actor, variant_id: str, quantity: int, *, clock: Clock) -> None:
    """Say how many of a variant that is in the basket are wanted; 0 takes it out."""
    _check_quantity(quantity, 0)
    if quantity == 0:
        remove_from_basket(actor, variant_id, clock=clock)
        return
    with changed_basket(actor, clock) as basket:
        line = _line(basket, variant_id)
        more = quantity - line.quantity
        line.quantity = quantity
        line.save(update_fields=["quantity"])
        event = "Product Added" if more > 0 else "Product Removed"
        offer = catalogue.offers([variant_id], at=clock.now()).get(variant_id)
        if more and offer is not None:
            say_product(event, basket, offer, abs(more), clock=clock)


def remove_from_basket(actor: Actor, variant_id: str, *, clock: Clock) -> None:
    """Take a variant out. NotFound if it is not in the basket."""
    with changed_basket(actor, clock) as basket:
        line = _line(basket, variant_id)
        line.delete()
        offer = catalogue.offers([variant_id], at=clock.now()).get(variant_id)
        if offer is not None:
            say_product("Product Removed", basket, offer, line.quantity, clock=clock)


def clear_basket(actor: Actor, *, clock: Clock) -> None:
    """Take everything out, the note as well."""
    with changed_basket(actor, clock) as basket:
        in_it = dict(basket.lines.values_list("variant_id", "quantity"))
        for variant_id, offer in catalogue.offers(list(in_it), at=clock.now()).items():
            say_product("Product Removed", basket, offer, in_it[variant_id], clock=clock)
        basket.lines.all().delete()
        basket.note = ""


def set_note(actor: Actor, note: str, *, clock: Clock) -> None:
    """What the shopper wants to tell the shop with the order."""
    if len(note) > _LONGEST_NOTE:
        raise InvalidInput(
            f"The note has {len(note)} characters.",
            remedy=f"Write at most {_LONGEST_NOTE}.",
            code="orders.long_note",
            field="note",
        )
    with changed_basket(actor, clock) as basket:
        basket.note = note.strip()


@contextmanager
def changed_basket(actor: Actor, clock: Clock) -> Iterator[Basket]:
    """The shopper's basket, made if there is none, locked, and with a new version afterwards."""
    owner = owner_of(actor)
    with transaction.atomic():
        basket = locked_basket(actor)
        if basket is None:
            made = {"id": new_id(clock), "updated_at": clock.now()}
            Basket.objects.get_or_create(**owner, merged_at=None, defaults=made)
            basket = Basket.objects.select_for_update().get(**owner, merged_at=None)
        yield basket
        basket.version, basket.updated_at = basket.version + 1, clock.now()
        update(basket, "version", "updated_at", "note")


def _offer(variant_id: str, clock: Clock) -> catalogue.Offer:
    offer = catalogue.offers([variant_id], at=clock.now()).get(variant_id)
    if offer is None or not offer.buyable:
        raise Conflict(
            "This is not sold at the moment.",
            remedy="Choose another variant or product.",
            code="orders.not_for_sale",
            field="variant_id",
        )
    return offer


def _line(basket: Basket, variant_id: str) -> BasketLine:
    line = basket.lines.filter(variant_id=variant_id).first()
    if line is None:
        raise NotFound(
            "This is not in the basket.",
            remedy="Look at the basket again; it may have been changed elsewhere.",
            code="orders.not_in_basket",
            field="variant_id",
        )
    return line


def _check_quantity(quantity: int, least: int) -> None:
    most = current_policy().most_of_one
    if not least <= quantity <= most:
        raise InvalidInput(
            f"{quantity} of one thing do not go into a basket.",
            remedy=f"Choose {least} to {most}.",
            code="orders.bad_quantity",
            field="quantity",
        )


def _check_room(lines: int) -> None:
    most = current_policy().most_lines
    if lines >= most:
        raise InvalidInput(
            f"The basket holds {most} different things already.",
            remedy="Order these first, or take something out.",
            code="orders.basket_full",
            field="variant_id",
        )
