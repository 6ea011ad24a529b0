"""Staff and their roles."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from django.http import HttpRequest
from ninja import Path, Query, Router, Schema
from pydantic import Field

from huitou.foundation import accounts
from huitou.foundation.clocks import current_clock
from huitou.foundation.web import Input, Page, Paged, Paging, caller, once, page_of, staff_with

router = Router()
Role = Literal["owner", "operator", "analyst", "support", "auditor"]
Id = Path(..., max_length=36)


class StaffOut(Schema):
    id: str
    login: str
    is_active: bool
    roles: list[Role]
    created_at: datetime


class NewStaff(Input):
    login: str = Field(min_length=2, max_length=64)
    password: str = Field(max_length=1000)
    roles: list[Role] = Field(max_length=5)


class Roles(Input):
    roles: list[Role] = Field(max_length=5)


@router.get("/staff", auth=staff_with("staff.read"), response=Page[StaffOut])
def list_staff(request: HttpRequest, paging: Query[Paging]) -> Paged[accounts.StaffMember]:
    """All staff by login."""
    return page_of(
        "staff",
        paging,
        lambda after, limit: accounts.staff_members(after=after, limit=limit),
        lambda one: one.login,
    )


@router.post("/staff", auth=staff_with("staff.write"), response={201: StaffOut})
@once
def create_staff(request: HttpRequest, body: NewStaff) -> accounts.StaffMember:
    """Let somebody in."""
    return accounts.create_staff(
        body.login, body.password, body.roles, actor=caller(request), clock=current_clock()
    )


@router.put("/staff/{account_id}/roles", auth=staff_with("staff.write"), response=StaffOut)
@once
def set_roles(request: HttpRequest, body: Roles, account_id: str = Id) -> accounts.StaffMember:
    """Give one of the staff exactly these roles."""
    return accounts.set_roles(account_id, body.roles, actor=caller(request), clock=current_clock())


@router.post("/staff/{account_id}/deactivate", auth=staff_with("staff.write"), response=StaffOut)
@once
def deactivate(request: HttpRequest, account_id: str = Id) -> accounts.StaffMember:
    """Let one of the staff in no more."""
    return accounts.deactivate(account_id, actor=caller(request), clock=current_clock())


@router.post("/staff/{account_id}/activate", auth=staff_with("staff.write"), response=StaffOut)
@once
def activate(request: HttpRequest, account_id: str = Id) -> accounts.StaffMember:
    """Let one of the staff in again."""
    return accounts.activate(account_id, actor=caller(request), clock=current_clock())
