"""What staff may see of members: masked, with what belongs to one person."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from huitou.commerce.members.identities import UNION
from huitou.commerce.members.models import Address, Contact, Guest, Identity, Member
from huitou.commerce.members.reads import MaskedContact, masked_contact
from huitou.commerce.members.ways import masked_phone
from huitou.commerce.members.whose import no_member

HIDDEN = "***"


@dataclass(frozen=True)
class MemberCard:
    """A member in a list. `name` is masked, "" where they gave none."""

    id: str
    created_at: datetime
    status: str
    name: str
    contacts: tuple[MaskedContact, ...]


@dataclass(frozen=True)
class SignInService:
    """A service with which a member signs in, and since when."""

    provider: str
    since: datetime


@dataclass(frozen=True)
class GuestCard:
    """Somebody who had a basket before they said who they are; `merged_into` is the member."""

    id: str
    created_at: datetime
    merged_into: str | None
    merged_at: datetime | None


@dataclass(frozen=True)
class MemberWhole:
    """A member with all that makes up who they are. One who was erased keeps the card alone."""

    card: MemberCard
    language: str
    has_password: bool
    has_birthday: bool
    services: tuple[SignInService, ...]
    guests: tuple[GuestCard, ...]


@dataclass(frozen=True)
class MaskedAddress:
    """An address as it may be shown: the district, and the first letter of the name."""

    id: str
    name: str
    phone: str
    place: str
    is_default: bool
    created_at: datetime


def member_cards(member_ids: Collection[str]) -> dict[str, MemberCard]:
    """Members by id; those who are none are left out. One query."""
    rows = Member.objects.filter(id__in=list(member_ids))
    columns = ("id", "created_at", "status", "nickname")
    contact = ("contacts__kind", "contacts__value", "contacts__verified_at")
    members: dict[str, tuple[Member, list[Contact]]] = {}
    for *own, kind, value, verified_at in rows.values_list(*columns, *contact):
        member = Member(**dict(zip(columns, own, strict=True)))
        _, contacts = members.setdefault(member.id, (member, []))
        if kind is not None:
            contacts.append(Contact(kind=kind, value=value, verified_at=verified_at))
    return {id: _card(member, contacts) for id, (member, contacts) in members.items()}


def member_whole(member_id: str) -> MemberWhole:
    """One member, also one who was erased. NotFound if there never was one. Four queries."""
    rows = Member.objects.prefetch_related("contacts", "identities", "guests")
    row = rows.filter(id=member_id).first()
    if row is None:
        raise no_member()
    return MemberWhole(
        card=_card(row, row.contacts.all()),
        language=row.language,
        has_password=bool(row.password),
        has_birthday=bool(row.birthday),
        services=_services(row.identities.all()),
        guests=tuple(sorted(map(_guest, row.guests.all()), key=lambda one: one.created_at)),
    )


def guest_cards(guest_ids: Collection[str]) -> dict[str, GuestCard]:
    """Guests by id, with the member whom they turned out to be. One query."""
    rows = Guest.objects.filter(id__in=list(guest_ids))
    return {row.id: _guest(row) for row in rows}


def masked_addresses_of(member_id: str) -> list[MaskedAddress]:
    """The member's addresses: the default first, then the newest. One query."""
    rows = Address.objects.filter(member_id=member_id, deleted_at=None)
    return [
        MaskedAddress(
            id=row.id,
            name=masked_name(row.name),
            phone=masked_phone(row.phone),
            place=row.place,
            is_default=row.is_default,
            created_at=row.created_at,
        )
        for row in rows.order_by("-is_default", "-id")
    ]


def masked_name(name: str) -> str:
    """王小明 → 王***; "" stays empty."""
    return name[:1] + HIDDEN if name else ""


def _card(row: Member, contacts: Iterable[Contact]) -> MemberCard:
    shown = sorted(map(masked_contact, contacts), key=lambda one: one.kind, reverse=True)
    return MemberCard(row.id, row.created_at, row.status, masked_name(row.nickname), tuple(shown))


def _services(identities: Iterable[Identity]) -> tuple[SignInService, ...]:
    shown = [one for one in identities if not one.provider.endswith(UNION)]
    found = (SignInService(one.provider, one.created_at) for one in shown)
    return tuple(sorted(found, key=lambda one: one.provider))


def _guest(row: Guest) -> GuestCard:
    return GuestCard(row.id, row.created_at, row.merged_into_id, row.merged_at)
