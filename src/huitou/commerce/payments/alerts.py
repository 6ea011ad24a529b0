"""Alerts: rows that wait for a person, each written once and told to the log."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction

from huitou.commerce.payments.models import Difference
from huitou.commerce.payments.reads import difference_facts
from huitou.commerce.payments.records import DifferenceFacts
from huitou.commerce.payments.rules import checked_text
from huitou.foundation import audit
from huitou.foundation.actors import Actor
from huitou.kernel import Clock, Money, NotFound, new_id

_log = logging.getLogger("huitou.payments")
_SYSTEM_NOTE = "It agrees now."


@dataclass(frozen=True)
class Subject:
    """The movement that an alert is about."""

    gateway: str
    row_kind: str
    number: str
    gateway_id: str = ""


def alert(
    kind: str,
    subject: Subject,
    *,
    currency: str,
    clock: Clock,
    here: Money | None = None,
    there: Money | None = None,
    day: date | None = None,
    detail: str = "",
) -> None:
    """Write the alert, unless it is open already, and say it in the log."""
    row = Difference(
        id=new_id(clock),
        gateway=subject.gateway,
        kind=kind,
        row_kind=subject.row_kind,
        number=subject.number,
        gateway_id=subject.gateway_id,
        day=day,
        here_minor=None if here is None else here.minor,
        there_minor=None if there is None else there.minor,
        currency=currency,
        detail=detail[:200],
        found_at=clock.now(),
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        return
    _log.error("payments: %s: here %s, there %s: %s", row, here, there, detail)


def settle_alerts(subject: Subject, kinds: tuple[str, ...], *, clock: Clock) -> None:
    """Close alerts about a movement that has come to agree by itself."""
    Difference.objects.filter(
        gateway=subject.gateway,
        row_kind=subject.row_kind,
        number=subject.number,
        gateway_id__in=("", subject.gateway_id),
        kind__in=kinds,
        resolved_at=None,
    ).update(resolved_at=clock.now(), resolved_by="system:huitou", note=_SYSTEM_NOTE)


def resolve_difference(
    *, difference_id: str, note: str, actor: Actor, clock: Clock
) -> DifferenceFacts:
    """Say what came of an alert; needs `payments.reconcile`, audited. Once resolved it stays so.
    NotFound for an unknown one.
    """
    actor.need("payments.reconcile")
    note = checked_text(note, "note", 500, shortest=3)
    with transaction.atomic():
        row = Difference.objects.select_for_update().filter(id=difference_id).first()
        if row is None:
            raise NotFound(
                "There is no such difference.",
                remedy="Look at the list of open differences.",
                code="payments.no_difference",
            )
        if row.resolved_at is None:
            row.resolved_at, row.resolved_by, row.note = clock.now(), str(actor), note
            row.save()
            audit.note(
                actor, "payments.resolve_difference", row.id, {"kind": row.kind}, clock=clock
            )
        return difference_facts(row)
