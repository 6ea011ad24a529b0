"""A member's addresses: added, changed, removed, one of them the default."""

from __future__ import annotations

from dataclasses import asdict

from django.db import transaction

from huitou.commerce.members.address_rules import (
    MOST_ADDRESSES,
    AddressFields,
    checked_address,
)
from huitou.commerce.members.models import Address, Member
from huitou.commerce.members.reads import SavedAddress, no_address, saved_address
from huitou.commerce.members.whose import locked_member, own_id
from huitou.foundation.actors import Actor
from huitou.kernel import Clock, Conflict, new_id


def add_address(
    *, fields: AddressFields, make_default: bool = False, actor: Actor, clock: Clock
) -> SavedAddress:
    """A new address; a member's first is their default. Conflict beyond 20, InvalidInput for one
    to which nothing could be sent.
    """
    checked = checked_address(fields)
    with transaction.atomic():
        member = locked_member(own_id(actor))
        row = Address(id=new_id(clock), member=member, created_at=clock.now(), **asdict(checked))
        row.is_default = _room_for_one(member, make_default)
        row.save(force_insert=True)
        return saved_address(row)


def change_address(
    *, address_id: str, fields: AddressFields, actor: Actor, clock: Clock
) -> SavedAddress:
    """Write an address anew. NotFound if it is none of the member's."""
    checked = asdict(checked_address(fields))
    with transaction.atomic():
        row = _own(address_id, actor)
        for name, value in checked.items():
            setattr(row, name, value)
        row.save(update_fields=list(checked))
        return saved_address(row)


def remove_address(*, address_id: str, actor: Actor, clock: Clock) -> None:
    """Remove an address; if it was the default, the newest that is left becomes it. NotFound if it
    is none of the member's.
    """
    with transaction.atomic():
        row = _own(address_id, actor)
        was_default, row.is_default, row.deleted_at = row.is_default, False, clock.now()
        row.save(update_fields=["is_default", "deleted_at"])
        if was_default:
            kept = Address.objects.filter(member_id=row.member_id, deleted_at=None)
            newest = kept.order_by("-id").values_list("id", flat=True).first()
            kept.filter(id=newest).update(is_default=True)


def put_back_address(
    *, address_id: str, make_default: bool = False, actor: Actor, clock: Clock
) -> SavedAddress:
    """Take a removal back; one that is not removed stays as it is. NotFound if it is none of the
    member's, Conflict beyond 20.
    """
    with transaction.atomic():
        member = locked_member(own_id(actor))
        row = Address.objects.filter(id=address_id, member=member).first()
        if row is None:
            raise no_address()
        if row.deleted_at is not None:
            row.is_default, row.deleted_at = _room_for_one(member, make_default), None
            row.save(update_fields=["is_default", "deleted_at"])
        return saved_address(row)


def set_default_address(*, address_id: str, actor: Actor, clock: Clock) -> None:
    """Make it the default. NotFound if it is none of the member's."""
    with transaction.atomic():
        row = _own(address_id, actor)
        Address.objects.filter(member_id=row.member_id, is_default=True).update(is_default=False)
        Address.objects.filter(id=row.id).update(is_default=True)


def _room_for_one(member: Member, make_default: bool) -> bool:
    """Whether one more is the default, by wish or as the first; no other one is it then."""
    kept = Address.objects.filter(member=member, deleted_at=None)
    count = kept.count()
    if count >= MOST_ADDRESSES:
        raise Conflict(
            f"You have {count} addresses, which is the most.",
            remedy="Remove one that you no longer need.",
            code="members.too_many_addresses",
        )
    if make_default:
        kept.update(is_default=False)
    return make_default or count == 0


def _own(address_id: str, actor: Actor) -> Address:
    member = locked_member(own_id(actor))
    row = Address.objects.filter(id=address_id, member=member, deleted_at=None).first()
    if row is None:
        raise no_address()
    return row
