"""Deliver a fact to an endpoint."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F

from huitou.foundation import jobs
from huitou.foundation.webhooks.models import Attempt, Delivery, Endpoint
from huitou.foundation.webhooks.posting import Posted, post
from huitou.foundation.webhooks.rules import (
    DEAD,
    DELIVERED,
    FIRST_PAUSE,
    GONE,
    MOST_ATTEMPTS,
    WAITING,
    accepts,
    checked_url,
)
from huitou.foundation.webhooks.signing import signed_headers
from huitou.kernel import Clock, StorageRefused

_ENDPOINTS_LONGEST_PAUSE = timedelta(hours=1)


@jobs.job(
    "webhooks.deliver",
    attempts=MOST_ATTEMPTS,
    first_pause=FIRST_PAUSE,
    lease=timedelta(minutes=2),
    priority=-10,  # what the shop itself waits for goes first
)
def deliver(*, clock: Clock, delivery_id: str) -> None:
    """Try to deliver. While the endpoint is paused after a failure the delivery waits, without
    counting an attempt: one receiver that hangs must not hold up the worker for every fact.
    """
    found = Delivery.objects.filter(id=delivery_id, state=WAITING).select_related("endpoint")
    delivery = found.first()
    if delivery is None:  # delivered before, or its member was erased
        return
    endpoint = delivery.endpoint
    if not endpoint.enabled:
        _settle(delivery, DEAD, clock)
    elif endpoint.paused_until is not None and endpoint.paused_until > clock.now():
        until = endpoint.paused_until
        jobs.enqueue(deliver, key=delivery.id, at=until, clock=clock, delivery_id=delivery.id)
    else:
        _note(delivery, _posted(delivery, endpoint, clock), clock)


def _posted(delivery: Delivery, endpoint: Endpoint, clock: Clock) -> Posted:
    private = settings.WEBHOOKS_PRIVATE
    keys = [endpoint.secret]
    if endpoint.old_until is not None and endpoint.old_until > clock.now():
        keys.append(endpoint.old_secret)
    body = delivery.body.encode()
    headers = signed_headers(keys, delivery.id, body, clock.now())
    return post(checked_url(endpoint.url, private=private), body, headers, private=private)


def _note(delivery: Delivery, posted: Posted, clock: Clock) -> None:
    """Keep what came of it, and raise for another attempt where there is one."""
    taken = posted.status is not None and accepts(posted.status)
    with transaction.atomic():
        Attempt.objects.create(
            delivery=delivery,
            at=clock.now(),
            status=posted.status,
            error=posted.error,
            millis=posted.millis,
        )
        Delivery.objects.filter(id=delivery.id).update(attempts=F("attempts") + 1)
        _pause(delivery.endpoint, taken, clock)
        gone = posted.status == GONE
        if gone:
            Endpoint.objects.filter(id=delivery.endpoint_id).update(enabled=False)
        settled = taken or gone or delivery.attempts + 1 >= MOST_ATTEMPTS
        if settled:
            _settle(delivery, DELIVERED if taken else DEAD, clock)
    if not settled:
        raise StorageRefused(
            f"{delivery.endpoint.url} did not take {delivery.id}: {posted.status or posted.error}.",
            remedy="Look at the receiver; the delivery is tried again.",
            code="webhooks.not_taken",
        )


def _pause(endpoint: Endpoint, taken: bool, clock: Clock) -> None:
    row = Endpoint.objects.filter(id=endpoint.id)
    if taken:
        row.exclude(failures=0).update(failures=0, paused_until=None)
        return
    pause = min(FIRST_PAUSE * 2 ** min(endpoint.failures, 20), _ENDPOINTS_LONGEST_PAUSE)
    row.update(failures=F("failures") + 1, paused_until=clock.now() + pause)


def _settle(delivery: Delivery, state: str, clock: Clock) -> None:
    """The one setter of a delivery's state, but for `send_again`."""
    waiting = Delivery.objects.filter(id=delivery.id, state=WAITING)
    waiting.update(state=state, settled_at=clock.now())
