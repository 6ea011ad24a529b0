"""Routes: members, as the staff see them."""

from __future__ import annotations

from typing import Literal

from django.http import HttpRequest
from ninja import Path, Query, Router, Schema
from pydantic import Field

from huitou.commerce.members.api_account import MemberOut
from huitou.commerce.members.freeze import freeze_member, unfreeze_member
from huitou.commerce.members.reads import (
    Profile,
    member_with_contact,
    members_before,
    profile,
)
from huitou.commerce.members.reveals import reveal_contact
from huitou.commerce.members.whose import no_member
from huitou.foundation.clocks import current_clock
from huitou.foundation.web import Input, Page, Paged, Paging, caller, once, page_of, staff_with

router = Router()


class ContactSought(Input):
    contact: str = Field(max_length=254)


class MemberReason(Input):
    reason: str = Field(max_length=1000)


class RevealedContactOut(Schema):
    value: str


@router.get("/members", auth=staff_with("members.read"), response=Page[MemberOut])
def list_members(request: HttpRequest, paging: Query[Paging]) -> Paged[Profile]:
    """Members, the newest first; contacts are masked."""
    return page_of("members", paging, members_before, lambda one: one.id)


@router.post("/members/search", auth=staff_with("members.read"), response=MemberOut)
@once
def find_member(request: HttpRequest, body: ContactSought) -> Profile:
    """The member with exactly this contact. A body, so that no log of addresses holds it."""
    found = member_with_contact(body.contact)
    if found is None:
        raise no_member()
    return profile(found)


@router.get("/members/{member_id}", auth=staff_with("members.read"), response=MemberOut)
def one_member(request: HttpRequest, member_id: str = Path(..., max_length=36)) -> Profile:
    """A member; contacts are masked."""
    return profile(member_id)


@router.post("/members/{member_id}/freeze", auth=staff_with("members.write"), response=MemberOut)
@once
def freeze(
    request: HttpRequest, body: MemberReason, member_id: str = Path(..., max_length=36)
) -> Profile:
    """Sign a member out everywhere and let them in no more."""
    actor, clock = caller(request), current_clock()
    freeze_member(member_id=member_id, reason=body.reason, actor=actor, clock=clock)
    return profile(member_id)


@router.post("/members/{member_id}/unfreeze", auth=staff_with("members.write"), response=MemberOut)
@once
def unfreeze(
    request: HttpRequest, body: MemberReason, member_id: str = Path(..., max_length=36)
) -> Profile:
    """Let a frozen member in again."""
    actor, clock = caller(request), current_clock()
    unfreeze_member(member_id=member_id, reason=body.reason, actor=actor, clock=clock)
    return profile(member_id)


@router.get(
    "/members/{member_id}/contacts/{kind}",
    auth=staff_with("personal.reveal"),
    response=RevealedContactOut,
)
def reveal(
    request: HttpRequest,
    member_id: str = Path(..., max_length=36),
    kind: Literal["email", "phone"] = Path(...),
    reason: str = Query(..., max_length=1000),
) -> RevealedContactOut:
    """A contact in plain. The reason stands in the audit log, once for each time."""
    actor, clock = caller(request), current_clock()
    value = reveal_contact(member_id=member_id, kind=kind, reason=reason, actor=actor, clock=clock)
    return RevealedContactOut(value=value)
