"""Routes of privacy for staff: what members allow, and what they ask about their data."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Path, Query, Router, Schema
from pydantic import Field

from huitou.foundation.clocks import current_clock
from huitou.foundation.privacy import reads
from huitou.foundation.privacy.access import need_member
from huitou.foundation.privacy.carry_out import carry_out_erasure
from huitou.foundation.privacy.consents import set_consent
from huitou.foundation.privacy.everything import export_member
from huitou.foundation.privacy.requests import request_erasure, take_back_erasure
from huitou.foundation.web import Input, Page, Paged, Paging, caller, once, page_of, staff_with

router = Router()
Id = Annotated[str, Path(max_length=36)]
Kind = Literal["export", "erasure"]
State = Literal["asked", "taken_back", "erased", "done"]
_READS, _WRITES = staff_with("privacy.read"), staff_with("privacy.write")
_MEMBER, _REQUEST = "/privacy/members/{member_id}", "/privacy/requests/{request_id}"


class DeadlineOut(Schema):
    id: str
    member_id: str
    kind: Kind
    state: State
    asked_at: datetime
    effective_at: datetime = Field(description="Until then an erasure can be taken back.")
    due_at: datetime = Field(description="By when the law wants it done.")
    ended_at: datetime | None


class RequestMoveOut(Schema):
    state: State
    at: datetime
    actor: str
    detail: dict[str, Any] = Field(description="How many rows were erased, never what was in them.")


class RequestDetailOut(Schema):
    request: DeadlineOut
    history: list[RequestMoveOut]


class AllowedOut(Schema):
    purpose: str
    given: bool
    asked: bool = Field(description="Whether the member ever said a word about it.")
    since: datetime | None
    policy_version: str | None


class ConsentSaidOut(Schema):
    purpose: str
    given: bool
    source: str
    policy_version: str
    said_by: str
    at: datetime


class ConsentRecordOut(Schema):
    now: list[AllowedOut]
    history: list[ConsentSaidOut] = Field(description="The oldest first.")


class ConsentHeard(Input):
    given: bool
    source: str = Field(max_length=40, description="Where the member said it, such as `telephone`.")
    policy_version: str = Field(max_length=40, description="Of the text that the member was told.")


class RequestsWanted(Paging):
    member_id: str | None = Field(None, max_length=36)
    kind: Kind | None = None
    state: State | None = None


@router.get("/privacy/requests", auth=_READS, response=Page[DeadlineOut])
def list_requests(
    request: HttpRequest, wanted: Query[RequestsWanted]
) -> Paged[reads.DataRequestRow]:
    """Requests to see or to erase what is known of a member; what is due first comes first."""
    by: dict[str, Any] = {"member_id": wanted.member_id, "kind": wanted.kind, "state": wanted.state}
    return page_of(
        f"privacy-requests:{sorted(by.items(), key=str)}",
        wanted,
        lambda after, limit: reads.data_requests(**by, after=after, limit=limit),
        lambda one: one.id,
    )


@router.get(_REQUEST, auth=_READS, response=RequestDetailOut)
def one_request(request: HttpRequest, request_id: Id) -> dict[str, Any]:
    """One request with what became of it."""
    found = reads.request_of(request_id)
    return {"request": found, "history": reads.request_moves(request_id)}


@router.post(f"{_REQUEST}/take-back", auth=_WRITES, response=DeadlineOut)
@once
def take_back_for_member(request: HttpRequest, request_id: Id) -> reads.DataRequestRow:
    """The member stays after all; possible until the erasure has begun."""
    return take_back_erasure(request_id, actor=caller(request), clock=current_clock())


@router.post(f"{_REQUEST}/carry-out", auth=_WRITES, response=DeadlineOut)
@once
def carry_out_now(request: HttpRequest, request_id: Id) -> reads.DataRequestRow:
    """Erase the member now, once the time to take it back is over, rather than within the hour."""
    return carry_out_erasure(request_id, actor=caller(request), clock=current_clock())


@router.post(f"{_MEMBER}/export", auth=_WRITES, response=dict[str, Any])
def export_for_member(request: HttpRequest, member_id: Id) -> dict[str, Any]:
    """All that the shop knows of a member, in plain, to be handed to them. It needs no
    Idempotency-Key: its answer is kept nowhere, and every time is noted.
    """
    return export_member(member_id, actor=caller(request), clock=current_clock())


@router.post(f"{_MEMBER}/erasure", auth=_WRITES, response={202: DeadlineOut})
@once
def erase_for_member(request: HttpRequest, member_id: Id) -> reads.DataRequestRow:
    """A member asked, by letter or telephone, to be erased. It can be taken back for seven days;
    asked again meanwhile, the first request is the answer.
    """
    return request_erasure(member_id, actor=caller(request), clock=current_clock())


@router.get(f"{_MEMBER}/consents", auth=_READS, response=ConsentRecordOut)
def consent_record(request: HttpRequest, member_id: Id) -> dict[str, Any]:
    """What a member allows, and everything that was ever said about it."""
    need_member(caller(request), member_id, "privacy.read")
    now = reads.consent_of(member_id).values()
    return {"now": list(now), "history": reads.consent_history(member_id)}


@router.put(f"{_MEMBER}/consents/{{purpose}}", auth=_WRITES, response=AllowedOut)
@once
def note_consent(
    request: HttpRequest,
    body: ConsentHeard,
    member_id: Id,
    purpose: Annotated[str, Path(max_length=40)],
) -> reads.ConsentNow:
    """Note what a member said to the staff about a purpose."""
    return set_consent(
        member_id, purpose, **body.dict(), actor=caller(request), clock=current_clock()
    )
