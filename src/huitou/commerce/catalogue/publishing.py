"""Publish an approved product for a window of time, and withdraw it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from huitou.commerce.catalogue.current import priced_variants
from huitou.commerce.catalogue.details import ProductDetail
from huitou.commerce.catalogue.finding import found
from huitou.commerce.catalogue.models import Product
from huitou.commerce.catalogue.moments import checked_moment
from huitou.commerce.catalogue.reads import staff_product
from huitou.commerce.catalogue.states import move
from huitou.commerce.catalogue.texts import checked_text
from huitou.foundation.actors import Actor
from huitou.kernel import Clock, Conflict, InvalidInput


def publish(
    product_id: str,
    *,
    actor: Actor,
    clock: Clock,
    visible_from: datetime | None = None,
    visible_until: datetime | None = None,
    reason: str = "",
) -> ProductDetail:
    """Show a product from `visible_from` (None: from now) until just before `visible_until` (None:
    without end). A published one gets another window. Conflict unless it was approved and has a
    variant with a price when the window opens.
    """
    actor.need("catalogue.write")
    reason = checked_text("reason", reason, 900, empty=True)
    now = clock.now()
    opens = now if visible_from is None else checked_moment("visible_from", visible_from)
    opens = max(now, opens)
    closes = None if visible_until is None else checked_moment("visible_until", visible_until)
    if closes is not None and closes <= opens:
        raise InvalidInput(
            "The window would close before it opens.",
            remedy="Let visible_until be later than visible_from and than now.",
            code="catalogue.bad_window",
            field="visible_until",
        )
    with transaction.atomic():
        row = found(Product, product_id, lock=True)
        variants = priced_variants([product_id], at=opens)
        if not any(v.is_active and v.current is not None for v in variants):
            raise Conflict(
                "The product has no variant with a price then.",
                remedy="Set the price of a variant, then publish it.",
                code="catalogue.no_price",
            )
        row.published_at = row.published_at or opens
        move(
            row,
            "published",
            actor=actor,
            clock=clock,
            reason=reason,
            visible_from=opens,
            visible_until=closes,
        )
        return staff_product(product_id, at=now)


def withdraw(product_id: str, *, actor: Actor, clock: Clock, reason: str = "") -> ProductDetail:
    """Take a published product out of the shop."""
    actor.need("catalogue.write")
    reason = checked_text("reason", reason, 900, empty=True)
    with transaction.atomic():
        row = found(Product, product_id, lock=True)
        move(row, "withdrawn", actor=actor, clock=clock, reason=reason)
        return staff_product(product_id, at=clock.now())
