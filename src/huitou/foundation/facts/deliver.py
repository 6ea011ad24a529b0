"""Let rooms hear facts."""

from __future__ import annotations

import logging
import traceback
from datetime import timedelta

import msgspec
from django.db import connection, transaction

from huitou.foundation import audit
from huitou.foundation.actors import SYSTEM, Actor
from huitou.foundation.facts.handlers import Handler, Heard, handlers_of
from huitou.foundation.facts.models import Fact, Hearing
from huitou.kernel import Clock, NotFound

MOST_ATTEMPTS = 8
_FIRST_PAUSE = timedelta(seconds=5)
_AT_ONCE = 500
_log = logging.getLogger("huitou.facts")


def deliver_facts(*, clock: Clock) -> int:
    """Run the handlers of every fact that waits, oldest first; how many facts all have heard.

    A handler that raises is tried again after 5, 10, 20, .. seconds; after MOST_ATTEMPTS attempts
    the fact is a dead letter of that handler, and the others go on without it.
    """
    heard, last = 0, 0
    while True:
        waiting = Fact.objects.filter(heard_at=None, id__gt=last).order_by("id")
        facts = list(waiting.values_list("id", flat=True)[:_AT_ONCE])
        if not facts:
            return heard
        heard += sum(_deliver_one(fact, clock) for fact in facts)
        last = facts[-1]


def revive_letter(hearing: int, *, clock: Clock, actor: Actor = SYSTEM) -> None:
    """Try a dead letter again. NotFound if `hearing` is none; staff need `jobs.write`."""
    actor.need("jobs.write")
    with transaction.atomic():
        found = Hearing.objects.filter(id=hearing, done_at=None, next_at=None, attempts__gt=0)
        row = found.select_for_update().first()
        if row is None:
            raise NotFound(
                f"There is no dead letter {hearing}.",
                remedy="`huitou doctor` lists them.",
                code="facts.no_dead_letter",
            )
        row.attempts, row.next_at = 0, clock.now()
        row.save(update_fields=["attempts", "next_at"])
        Fact.objects.filter(id=row.fact_id).update(heard_at=None)
        if actor is not SYSTEM:
            audit.note(actor, "facts.revive", str(hearing), clock=clock)


def _deliver_one(fact_id: int, clock: Clock) -> bool:
    """Whether nothing more is to be done for the fact."""
    fact = Fact.objects.filter(id=fact_id).first()
    if fact is None:
        return False
    settled = [_hear(fact, name, one, clock) for name, one in handlers_of(fact.event or "").items()]
    if not all(settled):
        return False
    return bool(Fact.objects.filter(id=fact_id, heard_at=None).update(heard_at=clock.now()))


def _hear(fact: Fact, name: str, handler: Handler, clock: Clock) -> bool:
    """Whether the handler is done with the fact, now or before, or has given up."""
    try:
        with transaction.atomic():
            Hearing.objects.get_or_create(
                fact=fact, handler=name, defaults={"next_at": clock.now()}
            )
            hearing = _locked(fact, name)
            if hearing is None:
                return False
            if hearing.done_at is not None or hearing.next_at is None:
                return True
            if hearing.next_at > clock.now():
                return False
            handler(_heard(fact), clock)
            hearing.done_at = clock.now()
            hearing.save(update_fields=["done_at"])
            return True
    except Exception:  # whatever a handler raises is its own affair; the others go on
        _log.exception("%s could not hear %s", name, fact)
        return _failed(fact, name, clock, traceback.format_exc(limit=-3))


def _failed(fact: Fact, name: str, clock: Clock, error: str) -> bool:
    with transaction.atomic():
        hearing, _ = Hearing.objects.get_or_create(fact=fact, handler=name)
        hearing.attempts += 1
        hearing.error = error
        pause = _FIRST_PAUSE * 2 ** (hearing.attempts - 1)
        dead = hearing.attempts >= MOST_ATTEMPTS
        hearing.next_at = None if dead else clock.now() + pause
        hearing.save()
        return dead


def _locked(fact: Fact, name: str) -> Hearing | None:
    """The row, if no other process is at it just now."""
    rows = Hearing.objects.filter(fact=fact, handler=name)
    return rows.select_for_update(
        skip_locked=connection.features.has_select_for_update_skip_locked
    ).first()


def _heard(fact: Fact) -> Heard:
    properties = msgspec.json.decode(fact.properties)
    return Heard(
        fact.message_id,
        fact.event or "",
        fact.member_id,
        fact.anonymous_id,
        fact.happened_at,
        properties,
    )
