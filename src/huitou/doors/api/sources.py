"""Sources of events, and the keys that let them in."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest
from ninja import Path, Router, Schema
from pydantic import Field

from huitou.foundation import sources
from huitou.foundation.clocks import current_clock
from huitou.foundation.web import Input, caller, once, staff_with

router = Router()
_MOST = 2**63 - 1


class WriteKeyOut(Schema):
    id: int
    source: str
    hint: str = Field(description="Its last four letters.")
    created_at: datetime
    revoked_at: datetime | None


class IssuedKeyOut(Schema):
    id: int
    source: str
    hint: str
    key: str = Field(description="Shown this once; it is not kept.")


class SourceNamed(Input):
    source: str = Field(min_length=1, max_length=64, description="Such as web-shop.")


@router.get("/sources/keys", auth=staff_with("sources.read"), response=list[WriteKeyOut])
def list_write_keys(request: HttpRequest) -> list[sources.KeyRow]:
    """Every key that was ever issued, by source."""
    return sources.list_keys()


@router.post("/sources/keys", auth=staff_with("sources.write"), response={201: IssuedKeyOut})
@once
def issue_write_key(request: HttpRequest, body: SourceNamed) -> sources.IssuedKey:
    """A new key for a source, which is made if there is none of that name."""
    return sources.issue_key(body.source, actor=caller(request), clock=current_clock())


@router.delete("/sources/keys/{key_id}", auth=staff_with("sources.write"), response=WriteKeyOut)
@once
def revoke_write_key(
    request: HttpRequest, key_id: int = Path(..., ge=1, le=_MOST)
) -> sources.KeyRow:
    """Take a key out of use; events that come with it are refused from then on."""
    return sources.revoke_key(key_id, actor=caller(request), clock=current_clock())
