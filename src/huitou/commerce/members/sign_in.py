"""Sign in with a code; whoever is new becomes a member by it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import IntegrityError, transaction

from huitou.commerce.members.client import Client
from huitou.commerce.members.codes import issue_code, try_code, use_code
from huitou.commerce.members.guests import merge_guest
from huitou.commerce.members.models import Contact, Member
from huitou.commerce.members.rules import checked_language, checked_nickname, checked_password
from huitou.commerce.members.sessions import open_session
from huitou.commerce.members.stored_password import hashed
from huitou.commerce.members.ways import Way, way_of
from huitou.commerce.members.whose import locked_member
from huitou.foundation.facts import say_fact
from huitou.kernel import Clock, new_id


@dataclass(frozen=True)
class SignedIn:
    """Who signed in, with the session's token at the only moment when it can be read."""

    member_id: str
    token: str
    is_new: bool


def request_code(*, contact: str, client: Client, language: str = "en", clock: Clock) -> None:
    """Send a code to an e-mail address or a phone number. The same is done and answered whether or
    not a member has it, because the code would make one. InvalidInput for what is no contact,
    Overloaded within a minute of the last code and over the day's limits, StorageRefused if the
    sender failed.
    """
    language = checked_language(language)
    issue_code("sign_in", way_of(contact), client, language=language, clock=clock)


def sign_in_with_code(
    *,
    contact: str,
    code: str,
    client: Client,
    clock: Clock,
    guest_token: str | None = None,
    language: str = "en",
    nickname: str = "",
    password: str | None = None,
) -> SignedIn:
    """Sign in the member who has the contact, or make one: `language`, `nickname` and `password`
    are those of a new member. The guest of `guest_token` is merged into them.

    InvalidInput for a code that does not hold, Forbidden for a frozen member, Overloaded for a
    network from which too many codes failed.
    """
    way = way_of(contact)
    draft = Member(language=checked_language(language), nickname=checked_nickname(nickname))
    draft.password = hashed(checked_password(password)) if password else ""
    try_code("sign_in", [way], client, clock=clock)
    with transaction.atomic():
        use_code("sign_in", [way], code, client, clock=clock)
        member_id, is_new = _member_with(way, draft, clock)
        return finish_sign_in(member_id, is_new, way.kind, client, guest_token, clock=clock)


def finish_sign_in(
    member_id: str,
    is_new: bool,
    method: str,
    client: Client,
    guest_token: str | None,
    *,
    clock: Clock,
) -> SignedIn:
    """What every way to sign in ends with, in the transaction that is open."""
    locked_member(member_id)
    guest_id = merge_guest(guest_token, member_id, clock=clock)
    event = "Signed Up" if is_new else "Signed In"
    say_fact(event, {"method": method}, clock=clock, member_id=member_id, anonymous_id=guest_id)
    return SignedIn(member_id, open_session(member_id, client, clock=clock), is_new)


def _member_with(way: Way, draft: Member, clock: Clock) -> tuple[str, bool]:
    rows = Contact.objects.filter(kind=way.kind, value_hash=way.hash)
    found = rows.values_list("member_id", flat=True).first()
    if found is not None:
        return found, False
    draft.id, draft.created_at = new_id(clock), clock.now()
    try:
        with transaction.atomic():
            draft.save(force_insert=True)
            keep_contact(draft.id, way, clock=clock)
            return draft.id, True
    except IntegrityError:  # somebody proved the same contact at the same moment
        return rows.values_list("member_id", flat=True).get(), False


def keep_contact(member_id: str, way: Way, *, clock: Clock) -> None:
    """Write down a proved contact. IntegrityError if it is another member's."""
    Contact.objects.create(
        member_id=member_id,
        kind=way.kind,
        value=way.value,
        value_hash=way.hash,
        verified_at=clock.now(),
    )
