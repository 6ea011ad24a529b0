"""Routes: a member's addresses."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Path, Router, Schema
from pydantic import Field

from huitou.commerce.members.address_rules import AddressFields
from huitou.commerce.members.addresses import (
    add_address,
    change_address,
    remove_address,
    set_default_address,
)
from huitou.commerce.members.reads import SavedAddress, addresses_of
from huitou.foundation.clocks import current_clock
from huitou.foundation.web import Input, caller, members, once

router = Router()


class MemberAddressIn(Input):
    name: str = Field(max_length=100)
    phone: str = Field(max_length=40)
    region: str = Field(max_length=40, description="In China the district's six digits.")
    place: str = Field(max_length=200, description="Province, city and district in words.")
    street: str = Field(max_length=400)
    country: str = Field("CN", max_length=4, description="ISO 3166-1, two letters.")
    postcode: str = Field("", max_length=24)
    label: str = Field("", max_length=40)


class NewMemberAddress(MemberAddressIn):
    is_default: bool = False


class MemberAddressOut(Schema):
    id: str
    is_default: bool
    name: str
    phone: str
    region: str
    place: str
    street: str
    country: str
    postcode: str
    label: str


@router.get("/members/me/addresses", auth=members(), response=list[MemberAddressOut])
def my_addresses(request: HttpRequest) -> list[MemberAddressOut]:
    """The default first, then the newest."""
    return [_out(one) for one in addresses_of(caller(request).id)]


@router.post("/members/me/addresses", auth=members(), response={201: MemberAddressOut})
@once
def add_my_address(request: HttpRequest, body: NewMemberAddress) -> MemberAddressOut:
    """Add an address; the first is the default, and 20 are the most."""
    fields = AddressFields(**body.model_dump(exclude={"is_default"}))
    return _out(
        add_address(
            fields=fields,
            make_default=body.is_default,
            actor=caller(request),
            clock=current_clock(),
        )
    )


@router.put("/members/me/addresses/{address_id}", auth=members(), response=MemberAddressOut)
@once
def change_my_address(
    request: HttpRequest, body: MemberAddressIn, address_id: str = Path(..., max_length=36)
) -> MemberAddressOut:
    """Write an address anew."""
    fields, actor = AddressFields(**body.model_dump()), caller(request)
    return _out(
        change_address(address_id=address_id, fields=fields, actor=actor, clock=current_clock())
    )


@router.delete("/members/me/addresses/{address_id}", auth=members(), response={204: None})
@once
def remove_my_address(request: HttpRequest, address_id: str = Path(..., max_length=36)) -> None:
    """Remove an address."""
    remove_address(address_id=address_id, actor=caller(request), clock=current_clock())


@router.put("/members/me/addresses/{address_id}/default", auth=members(), response={204: None})
@once
def make_my_default(request: HttpRequest, address_id: str = Path(..., max_length=36)) -> None:
    """Make it the default."""
    set_default_address(address_id=address_id, actor=caller(request), clock=current_clock())


def _out(saved: SavedAddress) -> MemberAddressOut:
    return MemberAddressOut(id=saved.id, is_default=saved.is_default, **vars(saved.fields))
