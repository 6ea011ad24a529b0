"""Add pictures to a product, describe them, bring them into an order, take them away."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict

from django.db import transaction

from huitou.commerce.catalogue.assembling import picture
from huitou.commerce.catalogue.details import Picture
from huitou.commerce.catalogue.finding import found
from huitou.commerce.catalogue.image_files import store_picture
from huitou.commerce.catalogue.models import Image, Product
from huitou.commerce.catalogue.states import changed
from huitou.commerce.catalogue.texts import checked_texts
from huitou.foundation import audit
from huitou.foundation.actors import Actor
from huitou.kernel import Clock, Conflict, InvalidInput, new_id

MOST_IMAGES = 30
_LONGEST_ALT = 300


def add_image(
    product_id: str,
    *,
    content: bytes,
    actor: Actor,
    clock: Clock,
    alt_texts: Mapping[str, str] | None = None,
) -> Picture:
    """Put a JPEG, PNG or WebP behind the product's other pictures; `alt_texts` say what is seen on
    it. The same file again gives the picture that is there. Errors: see image_files.
    """
    actor.need("catalogue.write")
    alt = checked_texts("alt_texts", alt_texts or {}, _LONGEST_ALT, empty=True)
    found(Product, product_id)
    # Before the transaction, which drawing would hold open; files that no row names do no harm.
    files = store_picture(content)
    digest = hashlib.sha256(content).hexdigest()
    with transaction.atomic():
        product = found(Product, product_id, lock=True)
        there = product.images.filter(digest=digest).first()
        if there is not None:
            return picture(there)
        last = product.images.order_by("-position").first()
        if product.images.count() >= MOST_IMAGES:
            raise Conflict(
                f"A product has at most {MOST_IMAGES} pictures.",
                remedy="Take one away first.",
                code="catalogue.too_many_images",
            )
        row = Image.objects.create(
            id=new_id(clock),
            product=product,
            position=last.position + 1 if last else 0,
            digest=digest,
            alt_texts=alt,
            files=[asdict(file) for file in files],
            added_at=clock.now(),
        )
        changed(product, "image added", actor=actor, clock=clock)
        audit.note(actor, "catalogue.add_image", row.id, {"product": product_id}, clock=clock)
    return picture(row)


def describe_image(
    image_id: str, *, alt_texts: Mapping[str, str], actor: Actor, clock: Clock
) -> Picture:
    """Say what is seen on a picture, for those who do not see it."""
    actor.need("catalogue.write")
    alt = checked_texts("alt_texts", alt_texts, _LONGEST_ALT, empty=True)
    with transaction.atomic():
        product = found(Product, found(Image, image_id).product_id, lock=True)
        row = found(Image, image_id, lock=True)
        row.alt_texts = alt
        row.save(update_fields=["alt_texts"])
        changed(product, "image described", actor=actor, clock=clock)
        audit.note(actor, "catalogue.describe_image", image_id, clock=clock)
    return picture(row)


def order_images(
    product_id: str, *, image_ids: Sequence[str], actor: Actor, clock: Clock
) -> tuple[Picture, ...]:
    """Show the pictures in this order. InvalidInput unless each is named exactly once."""
    actor.need("catalogue.write")
    with transaction.atomic():
        product = found(Product, product_id, lock=True)
        rows = {row.id: row for row in product.images.all()}
        if sorted(image_ids) != sorted(rows):
            raise InvalidInput(
                "The order does not name each picture of the product once.",
                remedy="Send the ids of all its pictures, each once.",
                code="catalogue.bad_image_order",
                field="image_ids",
            )
        for position, id in enumerate(image_ids):
            rows[id].position = position
        Image.objects.bulk_update(rows.values(), ["position"])
        audit.note(actor, "catalogue.order_images", product_id, clock=clock)
    return tuple(picture(rows[id]) for id in image_ids)


def remove_image(image_id: str, *, actor: Actor, clock: Clock) -> None:
    """Take a picture away from its product. Its files stay: orders may show them."""
    actor.need("catalogue.write")
    with transaction.atomic():
        product = found(Product, found(Image, image_id).product_id, lock=True)
        found(Image, image_id, lock=True).delete()
        changed(product, "image removed", actor=actor, clock=clock)
        audit.note(actor, "catalogue.remove_image", image_id, clock=clock)
