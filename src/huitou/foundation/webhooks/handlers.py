"""Facts heard: each becomes a delivery to every endpoint that listens to it."""

from __future__ import annotations

import msgspec

from huitou.foundation import facts, jobs
from huitou.foundation.webhooks.deliver import deliver
from huitou.foundation.webhooks.models import Delivery, Endpoint
from huitou.foundation.webhooks.rules import WAITING
from huitou.kernel import Clock, new_id


def is_listened_to(event: str) -> bool:
    """Whether there is an endpoint for it."""
    return bool(_listening(event))


def queue_deliveries(fact: facts.Heard, clock: Clock) -> None:
    """Make the deliveries of a fact, in the transaction of its hearing."""
    for endpoint_id in _listening(fact.event):
        made, new = Delivery.objects.get_or_create(
            endpoint_id=endpoint_id,
            message_id=fact.id,
            defaults={
                "id": new_id(clock),
                "event": fact.event,
                "member_id": fact.member_id,
                "body": _body(fact),
                "state": WAITING,
                "made_at": clock.now(),
            },
        )
        if new:
            jobs.enqueue(deliver, key=made.id, clock=clock, delivery_id=made.id)


def _listening(event: str) -> list[str]:
    rows = Endpoint.objects.filter(enabled=True).values_list("id", "events")
    named = ((one, msgspec.json.decode(events)) for one, events in rows)
    return [one for one, events in named if not events or event in events]


def _body(fact: facts.Heard) -> str:
    said = {
        "id": fact.id,
        "type": fact.event,
        "timestamp": fact.at.isoformat(),
        "data": {
            "member_id": fact.member_id,
            "anonymous_id": fact.anonymous_id,
            "properties": fact.properties,
        },
    }
    return msgspec.json.encode(said).decode()
