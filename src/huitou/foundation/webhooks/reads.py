"""What others may ask about webhooks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import msgspec

from huitou.foundation.webhooks.models import Attempt, Delivery, Endpoint
from huitou.kernel import NotFound


@dataclass(frozen=True)
class EndpointRow:
    """Who listens to which events (none: all), without the secret."""

    id: str
    url: str
    events: tuple[str, ...]
    enabled: bool
    failures: int
    paused_until: datetime | None
    created_at: datetime


@dataclass(frozen=True)
class DeliveryRow:
    """One fact to one endpoint: `state` is `waiting`, `delivered` or `dead`."""

    id: str
    endpoint_id: str
    message_id: str
    event: str
    state: str
    attempts: int
    made_at: datetime
    settled_at: datetime | None


@dataclass(frozen=True)
class AttemptRow:
    """An HTTP status, or an error if none came back, and how many milliseconds that took."""

    at: datetime
    status: int | None
    error: str
    millis: int


def endpoints() -> list[EndpointRow]:
    """The newest first."""
    return [row_of(one) for one in Endpoint.objects.order_by("-id")]


def deliveries(
    *,
    endpoint_id: str | None = None,
    state: str | None = None,
    before: str | None = None,
    limit: int = 100,
) -> list[DeliveryRow]:
    """The newest first: to one endpoint, in a state, with ids below `before`."""
    rows = Delivery.objects.order_by("-id")
    if endpoint_id is not None:
        rows = rows.filter(endpoint_id=endpoint_id)
    if state is not None:
        rows = rows.filter(state=state)
    if before is not None:
        rows = rows.filter(id__lt=before)
    return [
        DeliveryRow(
            r.id, r.endpoint_id, r.message_id, r.event, r.state, r.attempts, r.made_at, r.settled_at
        )
        for r in rows[:limit]
    ]


def attempts_of(delivery_id: str) -> list[AttemptRow]:
    """Every try of a delivery, the oldest first."""
    rows = Attempt.objects.filter(delivery_id=delivery_id).order_by("id")
    return [AttemptRow(one.at, one.status, one.error, one.millis) for one in rows]


def locked_endpoint(endpoint_id: str) -> Endpoint:
    """The endpoint, held until the transaction ends. NotFound for an unknown id."""
    found = Endpoint.objects.filter(id=endpoint_id).select_for_update().first()
    if found is None:
        raise NotFound(
            f"There is no webhook {endpoint_id}.",
            remedy="List the webhooks to see their ids.",
            code="webhooks.no_such_endpoint",
        )
    return found


def row_of(one: Endpoint) -> EndpointRow:
    """An endpoint as others see it."""
    return EndpointRow(
        one.id,
        one.url,
        tuple(msgspec.json.decode(one.events)),
        one.enabled,
        one.failures,
        one.paused_until,
        one.created_at,
    )
