"""Move facts to the event log."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction

from huitou.engine.events import EventRow, events_table
from huitou.foundation.event_log import open_log
from huitou.foundation.facts.models import Fact
from huitou.kernel import Clock, to_micros

SOURCE = "shop"
_AT_ONCE = 5_000


def ship_facts(*, clock: Clock) -> int:
    """Append every fact that waits to the event log; how many. Killed at any moment it loses and
    doubles nothing: the log keeps a message id once, and a fact is marked only once it is there.
    """
    log, shipped = open_log(settings.HOME), 0
    while True:
        facts = list(Fact.objects.filter(shipped_at=None).order_by("id")[:_AT_ONCE])
        if not facts:
            return shipped
        log.append(events_table([_row(fact, clock) for fact in facts]))
        with transaction.atomic():
            waiting = Fact.objects.filter(id__in=[fact.pk for fact in facts], shipped_at=None)
            shipped += waiting.update(shipped_at=clock.now())


def _row(fact: Fact, clock: Clock) -> EventRow:
    at = to_micros(fact.happened_at)
    return EventRow(
        message_id=fact.message_id,
        type=fact.type,
        event=fact.event,
        name=None,
        user_id=fact.member_id,
        anonymous_id=fact.anonymous_id,
        previous_id=None,
        group_id=None,
        timestamp=at,
        original_timestamp=at,
        sent_at=None,
        received_at=clock.micros(),
        source=SOURCE,
        properties=fact.properties,
        traits=fact.traits,
        context=None,
    )
