"""Create and change brands."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from huitou.commerce.catalogue.details import BrandDetail
from huitou.commerce.catalogue.finding import found
from huitou.commerce.catalogue.models import Brand
from huitou.commerce.catalogue.texts import checked_texts
from huitou.commerce.catalogue.unique import checked_slug, made_slug, saved
from huitou.foundation import audit
from huitou.foundation.actors import Actor
from huitou.kernel import Clock, new_id


def create_brand(
    *, names: Mapping[str, str], actor: Actor, clock: Clock, slug: str | None = None
) -> BrandDetail:
    """A new brand. Conflict for a slug that is taken."""
    actor.need("catalogue.write")
    checked = checked_texts("names", names, 80)
    id = new_id(clock)
    with transaction.atomic():
        made = checked_slug(slug) if slug else made_slug(Brand, checked, id)
        row = Brand(id=id, slug=made, names=checked)
        saved("slug", "slug", lambda: row.save(force_insert=True))
        audit.note(actor, "catalogue.create_brand", id, {"slug": made}, clock=clock)
    return brand_detail(row)


def change_brand(
    brand_id: str,
    *,
    names: Mapping[str, str],
    actor: Actor,
    clock: Clock,
    slug: str | None = None,
) -> BrandDetail:
    """Other names and, if given, another slug."""
    actor.need("catalogue.write")
    with transaction.atomic():
        row = found(Brand, brand_id, lock=True)
        row.names = checked_texts("names", names, 80)
        row.slug = checked_slug(slug) if slug else row.slug
        saved("slug", "slug", row.save)
        audit.note(actor, "catalogue.change_brand", brand_id, {"names": row.names}, clock=clock)
    return brand_detail(row)


def brand_detail(row: Brand) -> BrandDetail:
    return BrandDetail(row.id, row.slug, row.names)
