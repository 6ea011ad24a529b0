"""Add variants to a product, change them, take them off sale."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from huitou.commerce.catalogue.details import KEEP, Keep, ProductDetail
from huitou.commerce.catalogue.finding import found
from huitou.commerce.catalogue.models import Product, Variant
from huitou.commerce.catalogue.pricing import offer_again
from huitou.commerce.catalogue.reads import staff_product
from huitou.commerce.catalogue.states import changed
from huitou.commerce.catalogue.variant_fields import save_variant, set_variant_fields
from huitou.foundation import audit
from huitou.foundation.actors import Actor
from huitou.kernel import Clock, Money, new_id

# What shoppers see of a variant; the rest is the shop's own.
_SHOWN = {"options", "image_id", "is_active"}


def add_variant(
    product_id: str,
    *,
    sku: str,
    actor: Actor,
    clock: Clock,
    options: Mapping[str, str] | None = None,
    weight_grams: int = 0,
    cost: Money | None = None,
    floor: Money | None = None,
    margin_basis_points: int = 0,
) -> ProductDetail:
    """A new variant with one value of each option of its product. It has no price yet. `cost`,
    `floor` and the margin (a share of the price) bound what promotions may take off. Conflict for
    a SKU that is taken.
    """
    actor.need("catalogue.write")
    given = {
        "sku": sku,
        "options": options or {},
        "weight_grams": weight_grams,
        "cost_minor": cost,
        "floor_minor": floor,
        "margin_basis_points": margin_basis_points,
    }
    with transaction.atomic():
        product = found(Product, product_id, lock=True)
        row = Variant(id=new_id(clock), product=product, created_at=clock.now())
        row.position = product.variants.count()
        set_variant_fields(row, given)
        save_variant(product, row, new=True)
        changed(product, f"variant {row.sku} added", actor=actor, clock=clock)
        audit.note(actor, "catalogue.add_variant", row.id, {"sku": row.sku}, clock=clock)
        return staff_product(product_id, at=clock.now())


def change_variant(
    variant_id: str,
    *,
    actor: Actor,
    clock: Clock,
    sku: str | None = None,
    options: Mapping[str, str] | None = None,
    weight_grams: int | None = None,
    position: int | None = None,
    is_active: bool | None = None,
    cost: Money | Keep | None = KEEP,
    floor: Money | Keep | None = KEEP,
    margin_basis_points: int | None = None,
    image_id: str | Keep | None = KEEP,
) -> ProductDetail:
    """Change what is given. An inactive variant cannot be bought; active again it has its price of
    before, without a compare-at price.
    """
    actor.need("catalogue.write")
    plain = {
        "sku": sku,
        "options": options,
        "weight_grams": weight_grams,
        "position": position,
        "margin_basis_points": margin_basis_points,
    }
    clearable = {"cost_minor": cost, "floor_minor": floor, "image_id": image_id}
    given: dict[str, Any] = {n: value for n, value in plain.items() if value is not None}
    given |= {name: value for name, value in clearable.items() if value is not KEEP}
    with transaction.atomic():
        product, row = locked_variant(variant_id)
        fields = set_variant_fields(row, given)
        if is_active is not None and is_active != row.is_active:
            fields.append("is_active")
            row.is_active = is_active
            offer_again(row, actor=actor, clock=clock)
        if fields:
            save_variant(product, row)
            audit.note(
                actor, "catalogue.change_variant", variant_id, {"fields": fields}, clock=clock
            )
        if _SHOWN & set(fields):
            changed(product, f"variant {row.sku}", actor=actor, clock=clock)
        return staff_product(product.id, at=clock.now())


def locked_variant(variant_id: str) -> tuple[Product, Variant]:
    """A variant and its product, whose lock is taken first, as every verb does."""
    product = found(Product, found(Variant, variant_id).product_id, lock=True)
    return product, found(Variant, variant_id, lock=True)
