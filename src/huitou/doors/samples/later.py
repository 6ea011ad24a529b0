"""Bringing the sample goods and taking them away, product by product, as a job."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction
from django_tasks.base import Task

from huitou.commerce import catalogue
from huitou.doors.samples.fill import fill_shop
from huitou.doors.samples.there import SLUGS
from huitou.foundation import audit
from huitou.foundation.actors import SYSTEM, Actor
from huitou.foundation.jobs import enqueue, job
from huitou.kernel import Clock

_KEY = "samples"
_REASON = "sample goods"


def bring_samples(actor: Actor, *, clock: Clock) -> str:
    """Begin to make those that are not there, and to put the others on sale again; the job's id.
    Needs the rights of whoever makes and vets products and books stock.
    """
    for permission in ("catalogue.write", "catalogue.vet", "supply.write"):
        actor.need(permission)
    return _begun(actor, "samples.bring", _bring, clock)


def take_samples_away(actor: Actor, *, clock: Clock) -> str:
    """Begin to take them out of the shop; the job's id."""
    actor.need("catalogue.write")
    return _begun(actor, "samples.take_away", _take_away, clock)


def _begun(actor: Actor, action: str, work: Task[..., Any], clock: Clock) -> str:
    with transaction.atomic():
        audit.note(actor, action, _KEY, clock=clock)
        return enqueue(work, key=_KEY, clock=clock)


@job("samples.bring", attempts=3, first_pause=timedelta(seconds=2), priority=1)
def _bring(*, clock: Clock) -> None:
    for card in _cards(clock):
        if card.status == "withdrawn":
            catalogue.publish(card.id, actor=SYSTEM, clock=clock, reason=_REASON)
    fill_shop(clock=clock)


@job("samples.take_away", attempts=3, first_pause=timedelta(seconds=2), priority=1)
def _take_away(*, clock: Clock) -> None:
    for card in _cards(clock):
        if card.status == "published":
            catalogue.withdraw(card.id, actor=SYSTEM, clock=clock, reason=_REASON)


def _cards(clock: Clock) -> tuple[catalogue.ProductCard, ...]:
    wanted = catalogue.Wanted(slugs=SLUGS, status="any")
    return catalogue.list_products(wanted, at=clock.now(), limit=100).products
