"""Facts on their way, and those that a room could not hear."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest
from ninja import Path, Router, Schema

from huitou.foundation import facts
from huitou.foundation.clocks import current_clock
from huitou.foundation.web import Page, Paged, caller, once, staff_with

router = Router()
_MOST = 2**63 - 1


class WaitingOut(Schema):
    to_ship: int
    to_hear: int
    since: datetime | None


class DeadLetterOut(Schema):
    hearing: int
    handler: str
    event: str
    message_id: str
    error: str
    happened_at: datetime


@router.get("/facts", auth=staff_with("jobs.read"), response=WaitingOut)
def waiting_facts(request: HttpRequest) -> facts.Waiting:
    """How many facts are not in the event log yet, or not heard by every room."""
    return facts.waiting()


@router.get("/facts/dead-letters", auth=staff_with("jobs.read"), response=Page[DeadLetterOut])
def dead_letters(request: HttpRequest) -> Paged[facts.DeadLetter]:
    """The newest hundred facts that a room has given up."""
    return Paged(facts.dead_letters(), None)


@router.post(
    "/facts/dead-letters/{hearing}/revive",
    auth=staff_with("jobs.write"),
    response={204: None},
)
@once
def revive(request: HttpRequest, hearing: int = Path(..., ge=1, le=_MOST)) -> None:
    """Let the room try again."""
    facts.revive_letter(hearing, actor=caller(request), clock=current_clock())
