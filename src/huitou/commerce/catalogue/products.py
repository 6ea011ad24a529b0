"""Create and change products."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from huitou.commerce.catalogue.attributes import Said, write_attributes
from huitou.commerce.catalogue.details import KEEP, Keep, Option, ProductDetail
from huitou.commerce.catalogue.finding import found
from huitou.commerce.catalogue.models import Product
from huitou.commerce.catalogue.product_fields import save_product, set_fields
from huitou.commerce.catalogue.reads import staff_product
from huitou.commerce.catalogue.states import changed
from huitou.commerce.catalogue.unique import made_slug
from huitou.foundation import audit
from huitou.foundation.actors import Actor
from huitou.kernel import Clock, new_id


def create_product(
    *,
    names: Mapping[str, str],
    category_id: str,
    actor: Actor,
    clock: Clock,
    descriptions: Mapping[str, str] | None = None,
    slug: str | None = None,
    external_id: str | None = None,
    brand_id: str | None = None,
    seller_id: str | None = None,
    options: Sequence[Option] = (),
    attributes: Mapping[str, Said | None] | None = None,
) -> ProductDetail:
    """A new draft. Without a `slug` one is made of the English name. `external_id` is what another
    system calls it. Conflict for a slug or an external id that is taken.
    """
    actor.need("catalogue.write")
    given = {
        "names": names,
        "category_id": category_id,
        "descriptions": descriptions or {},
        "external_id": external_id,
        "brand_id": brand_id,
        "seller_id": seller_id,
        "options": options,
    } | ({"slug": slug} if slug else {})
    now, id = clock.now(), new_id(clock)
    with transaction.atomic():
        row = Product(id=id, created_at=now, changed_at=now)
        set_fields(row, given)
        row.slug = row.slug or made_slug(Product, row.names, id)
        save_product(row, new=True)
        write_attributes(row, attributes or {})
        audit.note(actor, "catalogue.create_product", id, {"slug": row.slug}, clock=clock)
        return staff_product(id, at=now)


def change_product(
    product_id: str,
    *,
    actor: Actor,
    clock: Clock,
    names: Mapping[str, str] | None = None,
    descriptions: Mapping[str, str] | None = None,
    slug: str | None = None,
    category_id: str | None = None,
    external_id: str | Keep | None = KEEP,
    brand_id: str | Keep | None = KEEP,
    seller_id: str | Keep | None = KEEP,
    options: Sequence[Option] | None = None,
    attributes: Mapping[str, Said | None] | None = None,
) -> ProductDetail:
    """Change what is given. Of `attributes` those that are named (None: not said any more). If the
    actor may not vet, a product that was vetted is a draft again. Conflict as for a new one, and if
    a variant chose an option that would be gone.
    """
    actor.need("catalogue.write")
    plain = {
        "names": names,
        "descriptions": descriptions,
        "slug": slug,
        "category_id": category_id,
        "options": options,
    }
    clearable = {"external_id": external_id, "brand_id": brand_id, "seller_id": seller_id}
    given: dict[str, Any] = {n: value for n, value in plain.items() if value is not None}
    given |= {name: value for name, value in clearable.items() if value is not KEEP}
    with transaction.atomic():
        row = found(Product, product_id, lock=True)
        fields = set_fields(row, given)
        if fields:
            save_product(row)
        if write_attributes(row, attributes or {}):
            fields.append("attributes")
        if fields:
            changed(row, ", ".join(fields), actor=actor, clock=clock)
            audit.note(
                actor, "catalogue.change_product", product_id, {"fields": fields}, clock=clock
            )
        return staff_product(product_id, at=clock.now())
