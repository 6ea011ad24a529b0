"""Register an endpoint, and change its secret."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import msgspec
from django.conf import settings
from django.db import transaction

from huitou.foundation import audit
from huitou.foundation.actors import Actor
from huitou.foundation.webhooks.models import Endpoint
from huitou.foundation.webhooks.reads import EndpointRow, locked_endpoint, row_of
from huitou.foundation.webhooks.rules import checked_events, checked_url
from huitou.foundation.webhooks.signing import new_secret
from huitou.kernel import Clock, Conflict, new_id

MOST_ENDPOINTS = 50
OLD_SECRET_KEPT = timedelta(hours=24)


@dataclass(frozen=True)
class NewEndpoint:
    """An endpoint and its secret, which is shown this once."""

    endpoint: EndpointRow
    secret: str


def register_endpoint(
    url: str, events: Sequence[str] = (), *, actor: Actor, clock: Clock
) -> NewEndpoint:
    """Let the program at `url` hear these events (none named: all) from now on. Needs
    `webhooks.write`. InvalidInput for an address or a name that cannot be.
    """
    actor.need("webhooks.write")
    checked_url(url, private=settings.WEBHOOKS_PRIVATE)
    names, secret = checked_events(events), new_secret()
    with transaction.atomic():
        if Endpoint.objects.count() >= MOST_ENDPOINTS:
            raise Conflict(
                f"There are {MOST_ENDPOINTS} webhooks already.",
                remedy="Change one of them, or let one receiver pass facts on to others.",
                code="webhooks.too_many",
            )
        endpoint = Endpoint.objects.create(
            id=new_id(clock),
            url=url,
            events=msgspec.json.encode(names).decode(),
            secret=secret,
            created_at=clock.now(),
        )
        detail = {"url": url, "events": names}
        audit.note(actor, "webhooks.register", endpoint.id, detail, clock=clock)
        return NewEndpoint(row_of(endpoint), secret)


def rotate_secret(endpoint_id: str, *, actor: Actor, clock: Clock) -> NewEndpoint:
    """Give the endpoint a new secret. For a day deliveries are signed under the old one as well.
    Needs `webhooks.write`.
    """
    actor.need("webhooks.write")
    with transaction.atomic():
        endpoint = locked_endpoint(endpoint_id)
        endpoint.old_secret, endpoint.secret = endpoint.secret, new_secret()
        endpoint.old_until = clock.now() + OLD_SECRET_KEPT
        endpoint.save(update_fields=["secret", "old_secret", "old_until"])
        audit.note(actor, "webhooks.rotate_secret", endpoint.id, clock=clock)
        return NewEndpoint(row_of(endpoint), endpoint.secret)
