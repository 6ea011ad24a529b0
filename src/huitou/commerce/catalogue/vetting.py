"""Submit a product to be vetted, take it back, approve or reject it."""

from __future__ import annotations

from django.db import transaction

from huitou.commerce.catalogue.attributes import missing_attributes
from huitou.commerce.catalogue.details import ProductDetail
from huitou.commerce.catalogue.finding import found
from huitou.commerce.catalogue.models import Product
from huitou.commerce.catalogue.reads import staff_product
from huitou.commerce.catalogue.states import move
from huitou.commerce.catalogue.texts import checked_text
from huitou.foundation.actors import Actor
from huitou.kernel import Clock, Conflict

_LONGEST_REASON = 900


def submit(product_id: str, *, actor: Actor, clock: Clock, reason: str = "") -> ProductDetail:
    """Ask for a product to be vetted. Conflict if it has no variant that is on sale, or lacks what
    its category requires.
    """
    actor.need("catalogue.write")
    with transaction.atomic():
        row = found(Product, product_id, lock=True)
        if not row.variants.filter(is_active=True).exists():
            raise Conflict(
                "The product has no variant.",
                remedy="Add a variant, then submit it.",
                code="catalogue.no_variants",
            )
        missing = missing_attributes(row)
        if missing:
            raise Conflict(
                f"The product lacks: {', '.join(missing)}.",
                remedy="Say these attributes, which its category requires.",
                code="catalogue.attributes_missing",
                field="attributes",
            )
        move(row, "submitted", actor=actor, clock=clock, reason=_checked(reason))
        return staff_product(product_id, at=clock.now())


def recall(product_id: str, *, actor: Actor, clock: Clock, reason: str = "") -> ProductDetail:
    """Make a draft of it again."""
    actor.need("catalogue.write")
    return _moved(product_id, "draft", reason, actor, clock)


def approve(product_id: str, *, actor: Actor, clock: Clock, reason: str = "") -> ProductDetail:
    """Allow a submitted product to be published."""
    actor.need("catalogue.vet")
    return _moved(product_id, "approved", reason, actor, clock)


def reject(product_id: str, *, reason: str, actor: Actor, clock: Clock) -> ProductDetail:
    """Refuse a submitted product, and say why."""
    actor.need("catalogue.vet")
    checked_text("reason", reason, _LONGEST_REASON)
    return _moved(product_id, "rejected", reason, actor, clock)


def _moved(product_id: str, after: str, reason: str, actor: Actor, clock: Clock) -> ProductDetail:
    with transaction.atomic():
        row = found(Product, product_id, lock=True)
        move(row, after, actor=actor, clock=clock, reason=_checked(reason))
        return staff_product(product_id, at=clock.now())


def _checked(reason: str) -> str:
    return checked_text("reason", reason, _LONGEST_REASON, empty=True)
