"""Ask for an erasure, and take that back."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from django.conf import settings
from django.db import IntegrityError, transaction

from huitou.foundation import audit
from huitou.foundation.actors import Actor
from huitou.foundation.privacy.access import need_access, need_member
from huitou.foundation.privacy.models import DataRequest, RequestStep
from huitou.foundation.privacy.reads import DataRequestRow, no_such_request, row_of
from huitou.foundation.privacy.rules import (
    ASKED,
    DONE,
    GRACE,
    TAKEN_BACK,
    checked_law,
    checked_move,
    deadline,
)
from huitou.kernel import Clock, NotFound, new_id

ERASURE, EXPORT = "erasure", "export"


def request_erasure(member_id: str, *, actor: Actor, clock: Clock) -> DataRequestRow:
    """Ask that everything that tells who the member is be erased once GRACE has passed. Asked
    again meanwhile, the first request is the answer. Staff need `privacy.write`.
    """
    need_member(actor, member_id, "privacy.write")
    with transaction.atomic():
        waiting = DataRequest.objects.filter(member_id=member_id, kind=ERASURE, state=ASKED)
        try:
            with transaction.atomic():
                request = waiting.first() or new_request(member_id, ERASURE, actor, clock)
        except IntegrityError:  # the member asked twice at once
            request = waiting.get()
        audit.note(actor, "privacy.request_erasure", member_id, clock=clock)
        return row_of(request)


def take_back_erasure(request_id: str, *, actor: Actor, clock: Clock) -> DataRequestRow:
    """Stay. Conflict once the erasure has begun; NotFound for another member's request."""
    with transaction.atomic():
        request = locked(request_id, ERASURE)
        try:
            need_access(actor, request.member_id, "privacy.write")
        except NotFound:
            raise no_such_request(request_id) from None
        move(request, TAKEN_BACK, actor, clock)
        audit.note(actor, "privacy.take_back_erasure", request.member_id, clock=clock)
        return row_of(request)


def new_request(member_id: str, kind: str, actor: Actor, clock: Clock) -> DataRequest:
    """A request, with its first step."""
    asked_at = clock.now()
    law = checked_law(settings.PRIVACY_LAW)
    request = DataRequest.objects.create(
        id=new_id(clock),
        member_id=member_id,
        kind=kind,
        state=ASKED,
        asked_at=asked_at,
        effective_at=asked_at + GRACE if kind == ERASURE else asked_at,
        due_at=deadline(asked_at, law, ZoneInfo(settings.SHOP_TIMEZONE)),
    )
    _step(request, actor, clock, {})
    return request


def locked(request_id: str, kind: str) -> DataRequest:
    """The request, held until the transaction ends. NotFound if there is none of the kind."""
    found = DataRequest.objects.filter(id=request_id, kind=kind).select_for_update().first()
    if found is None:
        raise no_such_request(request_id)
    return found


def move(request: DataRequest, state: str, actor: Actor, clock: Clock, detail: Any = None) -> None:
    """The one setter of a request's state."""
    request.state = checked_move(request.state, state)
    if state in (DONE, TAKEN_BACK):
        request.ended_at = clock.now()
    request.save(update_fields=["state", "ended_at"])
    _step(request, actor, clock, detail or {})


def _step(request: DataRequest, actor: Actor, clock: Clock, detail: Any) -> None:
    RequestStep.objects.create(
        request=request,
        state=request.state,
        at=clock.now(),
        actor=str(actor),
        detail=msgspec.json.encode(detail, order="sorted").decode(),
    )
