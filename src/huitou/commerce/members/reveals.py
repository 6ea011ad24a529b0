"""Show one of the staff what is a member's own, in plain."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass

from huitou.commerce.members.address_rules import AddressFields
from huitou.commerce.members.models import Contact
from huitou.commerce.members.reads import address_of
from huitou.commerce.members.ways import Kind
from huitou.commerce.members.whose import kept_member
from huitou.foundation import accounts
from huitou.foundation.actors import Actor
from huitou.kernel import Clock, NotFound


@dataclass(frozen=True)
class OwnWords:
    """What a member calls themselves, and their birthday (an ISO date); "" where they said none."""

    nickname: str
    birthday: str


def reveal_contact(*, member_id: str, kind: Kind, reason: str, actor: Actor, clock: Clock) -> str:
    """The member's e-mail address or phone number. Needs `personal.reveal` and a reason, and is in
    the audit log before it is shown. NotFound if there is none.
    """

    def read() -> str:
        row = Contact.objects.filter(member_id=member_id, kind=kind).first()
        if row is None:
            raise NotFound(
                "There is no such contact.",
                remedy="The member's page shows which there are.",
                code="members.no_contact",
            )
        return str(row.value)

    return _revealed(f"members.{kind}", member_id, reason, read, actor, clock)


def reveal_address(
    *, member_id: str, address_id: str, reason: str, actor: Actor, clock: Clock
) -> AddressFields:
    """One of the member's addresses, in the same way."""

    def read() -> str:
        return json.dumps(asdict(address_of(member_id, address_id).fields))

    said = _revealed("members.address", member_id, reason, read, actor, clock)
    return AddressFields(**json.loads(said))


def reveal_own_words(*, member_id: str, reason: str, actor: Actor, clock: Clock) -> OwnWords:
    """The member's nickname and birthday, in the same way."""

    def read() -> str:
        row = kept_member(member_id)
        return json.dumps([row.nickname, row.birthday or ""])

    said = _revealed("members.profile", member_id, reason, read, actor, clock)
    return OwnWords(*json.loads(said))


def _revealed(
    what: str, member_id: str, reason: str, read: Callable[[], str], actor: Actor, clock: Clock
) -> str:
    return accounts.reveal(actor, what, member_id, reason, read, clock=clock)
