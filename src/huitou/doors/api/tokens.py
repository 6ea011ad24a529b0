"""Tokens of programs."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest
from ninja import Path, Query, Router, Schema
from pydantic import AwareDatetime, Field

from huitou.foundation import accounts
from huitou.foundation.clocks import current_clock
from huitou.foundation.web import Input, Page, Paged, Paging, caller, once, page_of, staff_with

router = Router()


class TokenOut(Schema):
    id: str
    name: str
    hint: str
    scopes: list[str]
    issued_by: str
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None
    used_at: datetime | None


class IssuedOut(Schema):
    secret: str = Field(description="Shown this once; it is not kept.")
    token: TokenOut


class NewToken(Input):
    name: str = Field(min_length=1, max_length=80)
    scopes: list[str] = Field(min_length=1, max_length=100, description="Permissions.")
    expires_at: AwareDatetime | None = None


@router.get("/tokens", auth=staff_with("staff.read"), response=Page[TokenOut])
def list_tokens(request: HttpRequest, paging: Query[Paging]) -> Paged[accounts.TokenRow]:
    """Every token that was issued, the newest first."""
    return page_of(
        "tokens",
        paging,
        lambda before, limit: accounts.tokens(before=before, limit=limit),
        lambda one: one.id,
    )


@router.post("/tokens", auth=staff_with("staff.write"), response={201: IssuedOut})
@once
def issue_token(request: HttpRequest, body: NewToken) -> accounts.IssuedToken:
    """A new token; its secret is in this answer alone."""
    return accounts.issue_token(
        body.name,
        body.scopes,
        expires_at=body.expires_at,
        actor=caller(request),
        clock=current_clock(),
    )


@router.delete("/tokens/{token_id}", auth=staff_with("staff.write"), response=TokenOut)
@once
def revoke_token(
    request: HttpRequest, token_id: str = Path(..., max_length=36)
) -> accounts.TokenRow:
    """Take a token out of use."""
    return accounts.revoke_token(token_id, actor=caller(request), clock=current_clock())
