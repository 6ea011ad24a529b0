"""Carry out erasures."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction

from huitou.foundation import audit, facts, jobs
from huitou.foundation.actors import SYSTEM, Actor
from huitou.foundation.event_log import open_log
from huitou.foundation.privacy.models import DataRequest
from huitou.foundation.privacy.reads import DataRequestRow, row_of
from huitou.foundation.privacy.registry import personal_data
from huitou.foundation.privacy.requests import ERASURE, locked, move
from huitou.foundation.privacy.rules import ASKED, DONE, ERASED, checked_move
from huitou.kernel import Clock, Conflict, NotFound

# Whoever was shipping facts when the tables were erased has put them into the log by then.
_SHIPPED_BY_THEN = timedelta(minutes=5)
_log = logging.getLogger("huitou.privacy")


def carry_out_erasure(request_id: str, *, clock: Clock, actor: Actor = SYSTEM) -> DataRequestRow:
    """Erase the member in every room, in one transaction, and queue the erasure in the event log.
    Carried out before, it changes nothing.

    Conflict while the request can still be taken back; staff need `privacy.write`.
    """
    actor.need("privacy.write")
    with transaction.atomic():
        request = locked(request_id, ERASURE)
        if request.state in (ERASED, DONE):
            return row_of(request)
        checked_move(request.state, ERASED)
        if clock.now() < request.effective_at:
            raise Conflict(
                f"The erasure can be taken back until {request.effective_at:%Y-%m-%d %H:%M} UTC.",
                remedy="Carry it out after that.",
                code="privacy.can_be_taken_back",
            )
        erased = {room.name: room.erase(request.member_id, clock) for room in personal_data()}
        move(request, ERASED, actor, clock, erased)
        audit.note(actor, "privacy.erase", request.member_id, clock=clock)
        jobs.enqueue(
            erase_in_log,
            key=request.id,
            at=clock.now() + _SHIPPED_BY_THEN,
            clock=clock,
            request_id=request.id,
        )
        return row_of(request)


@jobs.job("privacy.carry_out")
def carry_out(*, clock: Clock, request_id: str) -> None:
    """Carry out one request whose time has come, unless it was taken back meanwhile. While a room
    still needs the member (a parcel is under way) it waits: `queue_due_erasures` asks again.
    """
    try:
        carry_out_erasure(request_id, clock=clock)
    except Conflict as refused:
        waiting = DataRequest.objects.filter(id=request_id, state=ASKED).first()
        if waiting is not None:
            late = logging.ERROR if clock.now() > waiting.due_at else logging.WARNING
            _log.log(late, "erasure %s, due %s, waits: %s", request_id, waiting.due_at, refused)


@jobs.job("privacy.erase_in_log", lease=timedelta(hours=1))
def erase_in_log(*, clock: Clock, request_id: str) -> None:
    """Erase a member from the event log, under all their ids. Cut off, it begins again."""
    request = DataRequest.objects.get(id=request_id)
    if request.state == DONE:
        return
    facts.ship_facts(clock=clock)
    try:
        erased: dict[str, Any] = {"events": open_log(settings.HOME).erase(request.member_id).events}
    except NotFound:  # nothing was ever said of the member, or the last attempt got this far
        erased = {"events": 0}
    with transaction.atomic():
        held = locked(request_id, ERASURE)
        if held.state == ERASED:
            move(held, DONE, SYSTEM, clock, erased)


def queue_due_erasures(*, clock: Clock) -> int:
    """Queue the erasures whose time has come; how many."""
    due = DataRequest.objects.filter(
        kind=ERASURE, state=ASKED, effective_at__lte=clock.now()
    ).order_by("effective_at")
    for request in due:
        jobs.enqueue(carry_out, key=request.id, clock=clock, request_id=request.id)
    return len(due)
