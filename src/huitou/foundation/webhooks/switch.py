"""Switch an endpoint off and on."""

from __future__ import annotations

from django.db import transaction

from huitou.foundation import audit
from huitou.foundation.actors import Actor
from huitou.foundation.webhooks.reads import EndpointRow, locked_endpoint, row_of
from huitou.kernel import Clock


def disable_endpoint(endpoint_id: str, *, actor: Actor, clock: Clock) -> EndpointRow:
    """Send it nothing more; what waits for it becomes dead letters. Needs `webhooks.write`."""
    return _switch(endpoint_id, False, actor, clock)


def enable_endpoint(endpoint_id: str, *, actor: Actor, clock: Clock) -> EndpointRow:
    """Send to it again, facts from now on. Needs `webhooks.write`."""
    return _switch(endpoint_id, True, actor, clock)


def _switch(endpoint_id: str, on: bool, actor: Actor, clock: Clock) -> EndpointRow:
    actor.need("webhooks.write")
    with transaction.atomic():
        endpoint = locked_endpoint(endpoint_id)
        endpoint.enabled, endpoint.failures, endpoint.paused_until = on, 0, None
        endpoint.save(update_fields=["enabled", "failures", "paused_until"])
        said = "webhooks.enable" if on else "webhooks.disable"
        audit.note(actor, said, endpoint.id, clock=clock)
        return row_of(endpoint)
