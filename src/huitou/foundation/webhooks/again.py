"""Send a delivery again."""

from __future__ import annotations

from django.db import transaction

from huitou.foundation import audit, jobs
from huitou.foundation.actors import Actor
from huitou.foundation.webhooks.deliver import deliver
from huitou.foundation.webhooks.models import Delivery
from huitou.foundation.webhooks.rules import WAITING
from huitou.kernel import Clock, NotFound


def send_again(delivery_id: str, *, actor: Actor, clock: Clock) -> None:
    """Send it once more, with all its attempts, under the same id: a receiver that keeps ids
    takes it once. NotFound for an unknown id; needs `webhooks.write`.
    """
    actor.need("webhooks.write")
    with transaction.atomic():
        row = Delivery.objects.filter(id=delivery_id)
        if not row.update(state=WAITING, attempts=0, settled_at=None):
            raise NotFound(
                f"There is no delivery {delivery_id}.",
                remedy="Deliveries are kept for 30 days after they are settled.",
                code="webhooks.no_such_delivery",
            )
        jobs.enqueue(deliver, key=delivery_id, clock=clock, delivery_id=delivery_id)
        audit.note(actor, "webhooks.send_again", delivery_id, clock=clock)
