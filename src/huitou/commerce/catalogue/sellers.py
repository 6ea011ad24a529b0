"""Take sellers in, and suspend them."""

from __future__ import annotations

from django.db import transaction

from huitou.commerce.catalogue.details import SellerDetail
from huitou.commerce.catalogue.finding import found
from huitou.commerce.catalogue.models import Seller
from huitou.commerce.catalogue.texts import checked_text
from huitou.commerce.catalogue.unique import checked_code, saved
from huitou.foundation import audit
from huitou.foundation.actors import Actor
from huitou.kernel import Clock, new_id


def create_seller(*, code: str, name: str, actor: Actor, clock: Clock) -> SellerDetail:
    """A new seller under the shop's own `code` for it. Conflict for a code that is taken."""
    actor.need("catalogue.vet")
    row = Seller(
        id=new_id(clock),
        code=checked_code("code", code),
        name=checked_text("name", name, 120),
        created_at=clock.now(),
    )
    with transaction.atomic():
        saved("code", "code", lambda: row.save(force_insert=True))
        audit.note(actor, "catalogue.create_seller", row.id, {"code": row.code}, clock=clock)
    return seller_detail(row)


def change_seller(
    seller_id: str,
    *,
    actor: Actor,
    clock: Clock,
    name: str | None = None,
    is_active: bool | None = None,
) -> SellerDetail:
    """Another name; or suspend the seller, whose goods cannot be bought then, or let it sell."""
    actor.need("catalogue.vet")
    with transaction.atomic():
        row = found(Seller, seller_id, lock=True)
        if name is not None:
            row.name = checked_text("name", name, 120)
        if is_active is not None:
            row.is_active = is_active
        row.save()
        detail = {"name": row.name, "is_active": row.is_active}
        audit.note(actor, "catalogue.change_seller", seller_id, detail, clock=clock)
    return seller_detail(row)


def seller_detail(row: Seller) -> SellerDetail:
    return SellerDetail(row.id, row.code, row.name, row.is_active)
