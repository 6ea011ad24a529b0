"""Who I am, and my password."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from huitou.foundation import accounts
from huitou.foundation.clocks import current_clock
from huitou.foundation.web import Input, any_staff, anyone, caller, once

router = Router()


class Me(Schema):
    kind: str
    id: str
    permissions: list[str]


class NewPassword(Input):
    old: str = Field(max_length=1000)
    new: str = Field(max_length=1000)


@router.get("/me", auth=anyone(), response=Me)
def who_am_i(request: HttpRequest) -> Me:
    """Who the token or the session is, and what it may do."""
    actor = caller(request)
    return Me(kind=actor.kind, id=actor.id, permissions=sorted(actor.permissions))


@router.post("/me/password", auth=any_staff(), response={204: None})
@once(whole=False)
def change_my_password(request: HttpRequest, body: NewPassword) -> None:
    """Change one's own password, as one of the staff; other sessions end."""
    actor = caller(request)
    accounts.change_password(actor.id, body.old, body.new, actor=actor, clock=current_clock())
