"""Routes: what a member allows, all that is known of them, and its end."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Path, Router, Schema
from pydantic import Field

from huitou.foundation import accounts, privacy
from huitou.foundation.clocks import current_clock
from huitou.foundation.web import Input, caller, members, once

router = Router()
_EXPORTS, _SECONDS = 5, 3600


class ConsentOut(Schema):
    purpose: str
    given: bool
    asked: bool
    since: datetime | None
    policy_version: str | None


class ConsentSaid(Input):
    given: bool
    policy_version: str = Field(max_length=40, description="Of the text that was shown beside it.")


class DataRequestOut(Schema):
    id: str
    kind: str
    state: str
    asked_at: datetime
    effective_at: datetime
    due_at: datetime
    ended_at: datetime | None


@router.get("/members/me/consents", auth=members(), response=list[ConsentOut])
def my_consents(request: HttpRequest) -> list[privacy.ConsentNow]:
    """What I allow, for every purpose that there is."""
    return list(privacy.consent_of(caller(request).id).values())


@router.put("/members/me/consents/{purpose}", auth=members(), response=ConsentOut)
@once
def say_my_consent(
    request: HttpRequest, body: ConsentSaid, purpose: str = Path(..., max_length=40)
) -> privacy.ConsentNow:
    """Allow or refuse a purpose: `personalisation` off means that what I see no longer depends on
    what I did.
    """
    actor = caller(request)
    return privacy.set_consent(
        actor.id,
        purpose,
        body.given,
        source="data_page",
        policy_version=body.policy_version,
        actor=actor,
        clock=current_clock(),
    )


@router.get("/members/me/data", auth=members(), response=dict[str, Any])
def my_data(request: HttpRequest) -> dict[str, Any]:
    """All that the shop knows of me; five times an hour at most."""
    actor, clock = caller(request), current_clock()
    accounts.limit_rate("members.export", actor.id, most=_EXPORTS, seconds=_SECONDS, clock=clock)
    return privacy.export_member(actor.id, actor=actor, clock=clock)


@router.get("/members/me/requests", auth=members(), response=list[DataRequestOut])
def my_requests(request: HttpRequest) -> list[privacy.DataRequestRow]:
    """My requests to see or to erase my data."""
    return privacy.data_requests(member_id=caller(request).id)


@router.post("/members/me/erasure", auth=members(), response={202: DataRequestOut})
@once
def erase_me(request: HttpRequest) -> privacy.DataRequestRow:
    """Ask that all that tells who I am be erased; it can be taken back for seven days."""
    actor = caller(request)
    return privacy.request_erasure(actor.id, actor=actor, clock=current_clock())


@router.delete("/members/me/erasure/{request_id}", auth=members(), response=DataRequestOut)
@once
def keep_me(
    request: HttpRequest, request_id: str = Path(..., max_length=36)
) -> privacy.DataRequestRow:
    """Take the request back."""
    return privacy.take_back_erasure(request_id, actor=caller(request), clock=current_clock())
