"""Webhooks: which programs hear which facts, and what came of it."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from django.http import HttpRequest
from ninja import Path, Query, Router, Schema
from pydantic import Field

from huitou.foundation import webhooks
from huitou.foundation.clocks import current_clock
from huitou.foundation.web import Input, Page, Paged, Paging, caller, once, page_of, staff_with

router = Router()
Id = Path(..., max_length=36)
READ, WRITE = staff_with("webhooks.read"), staff_with("webhooks.write")


class EndpointOut(Schema):
    id: str
    url: str
    events: list[str]
    enabled: bool
    failures: int
    paused_until: datetime | None
    created_at: datetime


class NewEndpointOut(Schema):
    endpoint: EndpointOut
    secret: str = Field(description="Shown this once; deliveries are signed with it.")


class NewEndpointIn(Input):
    url: str = Field(max_length=2000)
    events: list[str] = Field([], max_length=100, description="None named: all.")


class DeliveryOut(Schema):
    id: str
    endpoint_id: str
    message_id: str
    event: str
    state: str
    attempts: int
    made_at: datetime
    settled_at: datetime | None


class AttemptOut(Schema):
    at: datetime
    status: int | None
    error: str
    millis: int


class Wanted(Paging):
    endpoint_id: str | None = Field(None, max_length=36)
    state: Literal["waiting", "delivered", "dead"] | None = None


@router.get("/webhooks", auth=READ, response=Page[EndpointOut])
def list_endpoints(request: HttpRequest) -> Paged[webhooks.EndpointRow]:
    """All of them, the newest first."""
    return Paged(webhooks.endpoints(), None)


@router.post("/webhooks", auth=WRITE, response={201: NewEndpointOut})
@once
def register(request: HttpRequest, body: NewEndpointIn) -> webhooks.NewEndpoint:
    """Let a program hear facts from now on."""
    return webhooks.register_endpoint(
        body.url, body.events, actor=caller(request), clock=current_clock()
    )


@router.post("/webhooks/{endpoint_id}/secret", auth=WRITE, response=NewEndpointOut)
@once
def rotate(request: HttpRequest, endpoint_id: str = Id) -> webhooks.NewEndpoint:
    """A new secret; for a day deliveries are signed with the old one as well."""
    return webhooks.rotate_secret(endpoint_id, actor=caller(request), clock=current_clock())


@router.post("/webhooks/{endpoint_id}/disable", auth=WRITE, response=EndpointOut)
@once
def disable(request: HttpRequest, endpoint_id: str = Id) -> webhooks.EndpointRow:
    """Send it nothing more."""
    return webhooks.disable_endpoint(endpoint_id, actor=caller(request), clock=current_clock())


@router.post("/webhooks/{endpoint_id}/enable", auth=WRITE, response=EndpointOut)
@once
def enable(request: HttpRequest, endpoint_id: str = Id) -> webhooks.EndpointRow:
    """Send it facts again, from now on."""
    return webhooks.enable_endpoint(endpoint_id, actor=caller(request), clock=current_clock())


@router.get("/webhooks/deliveries", auth=READ, response=Page[DeliveryOut])
def list_deliveries(request: HttpRequest, wanted: Query[Wanted]) -> Paged[webhooks.DeliveryRow]:
    """What was sent, the newest first."""
    return page_of(
        f"deliveries:{wanted.endpoint_id}:{wanted.state}",
        wanted,
        lambda before, limit: webhooks.deliveries(
            endpoint_id=wanted.endpoint_id, state=wanted.state, before=before, limit=limit
        ),
        lambda row: row.id,
    )


@router.get("/webhooks/deliveries/{delivery_id}/attempts", auth=READ, response=Page[AttemptOut])
def list_attempts(request: HttpRequest, delivery_id: str = Id) -> Paged[webhooks.AttemptRow]:
    """Every try of a delivery, the oldest first."""
    return Paged(webhooks.attempts_of(delivery_id), None)


@router.post("/webhooks/deliveries/{delivery_id}/again", auth=WRITE, response={204: None})
@once
def send_again(request: HttpRequest, delivery_id: str = Id) -> None:
    """Send it once more, under the same id."""
    webhooks.send_again(delivery_id, actor=caller(request), clock=current_clock())
