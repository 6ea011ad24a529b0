"""What others may ask about members."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from huitou.commerce.members.address_rules import AddressFields
from huitou.commerce.members.identities import UNION
from huitou.commerce.members.models import Address, Contact, Member, Session
from huitou.commerce.members.rules import BIRTHDAY_PAUSE, MOST_BIRTHDAY_EDITS
from huitou.commerce.members.sessions import open_now
from huitou.commerce.members.tokens import hash_token
from huitou.commerce.members.ways import Way, way_of
from huitou.commerce.members.whose import ERASED, no_member
from huitou.foundation import privacy
from huitou.foundation.statements import Question
from huitou.kernel import Clock, NotFound

_ADDRESS: Question[Address] = Question(
    lambda member_id, id: Address.objects.filter(member_id=member_id, id=id, deleted_at=None)
)


@dataclass(frozen=True)
class MaskedContact:
    """A contact as it may be shown: 138****8000, a***@example.com."""

    kind: str
    masked: str
    verified_at: datetime


@dataclass(frozen=True)
class Profile:
    """A member as they see themselves. `providers` are the services they sign in with;
    `personalisation` is their consent of that name; `birthday_edits_left` how often they may write
    the birthday still, from `birthday_opens_at` on (None: at any time).
    """

    id: str
    created_at: datetime
    status: str
    nickname: str
    birthday: date | None
    language: str
    personalisation: bool
    has_password: bool
    contacts: tuple[MaskedContact, ...]
    providers: tuple[str, ...]
    birthday_edits_left: int
    birthday_opens_at: datetime | None


@dataclass(frozen=True)
class SessionRow:
    """A device on which the member is signed in; `is_this` for the one that asks."""

    id: str
    device: str
    created_at: datetime
    seen_at: datetime
    is_this: bool


@dataclass(frozen=True)
class SavedAddress:
    """An address and what names it."""

    id: str
    fields: AddressFields
    is_default: bool


def profile(member_id: str) -> Profile:
    """A member, contacts masked. NotFound if there is none or they were erased."""
    rows = Member.objects.exclude(status=ERASED).prefetch_related("contacts", "identities")
    row = rows.filter(id=member_id).first()
    if row is None:
        raise no_member()
    return _profile(row)


def _profile(row: Member) -> Profile:
    return Profile(
        id=row.id,
        created_at=row.created_at,
        status=row.status,
        nickname=row.nickname,
        birthday=date.fromisoformat(row.birthday) if row.birthday else None,
        language=row.language,
        personalisation=privacy.allows(row.id, "personalisation"),
        has_password=bool(row.password),
        contacts=tuple(masked_contact(contact) for contact in row.contacts.all()),
        providers=tuple(sorted(_providers(row))),
        birthday_edits_left=max(0, MOST_BIRTHDAY_EDITS - row.birthday_edits),
        birthday_opens_at=row.birthday_edited_at and row.birthday_edited_at + BIRTHDAY_PAUSE,
    )


def members_before(before: str | None = None, limit: int = 50) -> list[Profile]:
    """Members, the newest first, with ids below `before`; for the staff's list."""
    rows = Member.objects.exclude(status=ERASED).order_by("-id")
    if before is not None:
        rows = rows.filter(id__lt=before)
    return [_profile(row) for row in rows.prefetch_related("contacts", "identities")[:limit]]


def member_with_contact(contact: str) -> str | None:
    """The id of the member who has exactly this contact; for the staff's search."""
    way = way_of(contact)
    rows = Contact.objects.filter(kind=way.kind, value_hash=way.hash)
    return rows.values_list("member_id", flat=True).first()


def sessions_of(member_id: str, *, token: str = "", clock: Clock) -> list[SessionRow]:
    """The open sessions, the one that was used last first. `token` is that of who asks."""
    rows = Session.objects.filter(open_now(clock), member_id=member_id).order_by("-seen_at", "-id")
    own = hash_token(token)
    return [
        SessionRow(row.id, row.device, row.created_at, row.seen_at, row.token_hash == own)
        for row in rows
    ]


def addresses_of(member_id: str) -> list[SavedAddress]:
    """The member's addresses: the default first, then the newest."""
    rows = Address.objects.filter(member_id=member_id, deleted_at=None)
    return [saved_address(row) for row in rows.order_by("-is_default", "-id")]


def address_of(member_id: str, address_id: str) -> SavedAddress:
    """One address. NotFound if it is none of the member's."""
    row = _ADDRESS.first(member_id, address_id)
    if row is None:
        raise no_address()
    return saved_address(row)


def saved_address(row: Address) -> SavedAddress:
    names = AddressFields.__dataclass_fields__
    fields = AddressFields(**{name: getattr(row, name) for name in names})
    return SavedAddress(row.id, fields, row.is_default)


def masked_contact(row: Contact) -> MaskedContact:
    return MaskedContact(row.kind, Way(row.kind, row.value).masked, row.verified_at)


def _providers(row: Member) -> list[str]:
    return [i.provider for i in row.identities.all() if not i.provider.endswith(UNION)]


def no_address() -> NotFound:
    return NotFound(
        "There is no such address.",
        remedy="The list of addresses shows those that there are.",
        code="members.no_address",
    )
