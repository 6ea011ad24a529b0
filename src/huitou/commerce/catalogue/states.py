"""The one setter of a product's status, which also writes the decision log."""

from __future__ import annotations

from datetime import datetime

from huitou.commerce.catalogue.models import Decision, Product
from huitou.commerce.catalogue.rules import VETTED, check_transition
from huitou.foundation import audit
from huitou.foundation.actors import Actor
from huitou.kernel import Clock


def move(
    product: Product,
    after: str,
    *,
    actor: Actor,
    clock: Clock,
    reason: str = "",
    visible_from: datetime | None = None,
    visible_until: datetime | None = None,
) -> None:
    """Bring a locked product to another status and log it. Conflict if it may not go there. The
    window is that of a publication, and gone with any other status.
    """
    before = product.status
    check_transition(before, after)
    product.status = after
    product.visible_from, product.visible_until = visible_from, visible_until
    product.save(update_fields=["status", "visible_from", "visible_until", "published_at"])
    Decision.objects.create(
        product=product,
        before=before,
        after=after,
        actor=str(actor),
        at=clock.now(),
        reason=reason,
        visible_from=visible_from,
        visible_until=visible_until,
    )
    detail = {"from": before, "to": after, "reason": reason}
    audit.note(actor, f"catalogue.{after}", product.id, detail, clock=clock)


def changed(product: Product, what: str, *, actor: Actor, clock: Clock) -> None:
    """Say that what shoppers see of a locked product was changed. If the actor may not vet, a
    product that was vetted or waits for it is a draft again: nothing that nobody approved is shown.
    """
    if product.status in (*VETTED, "submitted") and not actor.may("catalogue.vet"):
        move(product, "draft", actor=actor, clock=clock, reason=f"changed: {what}")
    product.changed_at = clock.now()
    product.save(update_fields=["changed_at"])
