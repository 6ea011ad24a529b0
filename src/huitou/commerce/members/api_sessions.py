"""Routes: the devices on which a member is signed in."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest
from ninja import Path, Router, Schema

from huitou.commerce.members.api_client import bearer
from huitou.commerce.members.reads import SessionRow, sessions_of
from huitou.commerce.members.sessions import end_other_sessions, end_session
from huitou.foundation.clocks import current_clock
from huitou.foundation.web import caller, members, once

router = Router()


class MemberSessionOut(Schema):
    id: str
    device: str
    created_at: datetime
    seen_at: datetime
    is_this: bool


class EndedSessionsOut(Schema):
    ended: int


@router.get("/members/me/sessions", auth=members(), response=list[MemberSessionOut])
def my_sessions(request: HttpRequest) -> list[SessionRow]:
    """The devices on which I am signed in, the one used last first."""
    return sessions_of(caller(request).id, token=bearer(request), clock=current_clock())


@router.delete("/members/me/sessions", auth=members(), response=EndedSessionsOut)
@once
def end_my_other_sessions(request: HttpRequest) -> EndedSessionsOut:
    """Sign out everywhere but here."""
    ended = end_other_sessions(token=bearer(request), actor=caller(request), clock=current_clock())
    return EndedSessionsOut(ended=ended)


@router.delete("/members/me/sessions/{session_id}", auth=members(), response={204: None})
@once
def end_my_session(request: HttpRequest, session_id: str = Path(..., max_length=36)) -> None:
    """Sign out on one device."""
    end_session(session_id=session_id, actor=caller(request), clock=current_clock())
