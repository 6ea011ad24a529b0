"""Add, change and remove the contacts of a member."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from huitou.commerce.members.client import Client
from huitou.commerce.members.codes import issue_code, try_code, use_code
from huitou.commerce.members.identities import union_of
from huitou.commerce.members.models import Contact, Identity
from huitou.commerce.members.proof import check_proof
from huitou.commerce.members.sign_in import keep_contact
from huitou.commerce.members.ways import Kind, way_of
from huitou.commerce.members.whose import kept_member, own_id
from huitou.foundation.actors import Actor
from huitou.kernel import Clock, Conflict, NotFound


def request_contact_code(*, contact: str, client: Client, actor: Actor, clock: Clock) -> None:
    """Send a code to a contact that the member wants to add. Answered alike whether or not it is
    another member's; else as `request_code`.
    """
    member = kept_member(own_id(actor))
    way = way_of(contact)
    language, member_id = member.language, member.id
    issue_code("contact", way, client, language=language, clock=clock, member_id=member_id)


def set_contact(
    *, contact: str, code: str, proof: str, client: Client, actor: Actor, clock: Clock
) -> None:
    """Add a contact, or put it in the place of the member's other one of its kind. `code` is what
    `request_contact_code` sent; `proof` the password or a code of `request_proof`, needless for who
    has neither. Conflict if the contact is another member's; only its owner gets to know that.
    """
    way, member_id = way_of(contact), own_id(actor)
    try_code("contact", [way], client, clock=clock, member_id=member_id)
    with check_proof(actor, proof, client, clock=clock) as member:
        use_code("contact", [way], code, client, clock=clock, member_id=member_id)
        try:
            with transaction.atomic():
                Contact.objects.filter(member=member, kind=way.kind).delete()
                keep_contact(member_id, way, clock=clock)
        except IntegrityError:
            raise Conflict(
                "Another member has this contact.",
                remedy="Sign in with it to use that account, or remove it there first.",
                code="members.contact_taken",
                field="contact",
            ) from None


def remove_contact(*, kind: Kind, proof: str, client: Client, actor: Actor, clock: Clock) -> None:
    """Remove the member's e-mail address or phone number. NotFound if there is none, Conflict if
    nothing else would be left to sign in with, InvalidInput for a wrong proof.
    """
    with check_proof(actor, proof, client, clock=clock) as member:
        others = Contact.objects.filter(member=member).exclude(kind=kind)
        _need_another_way_in(others.exists() or Identity.objects.filter(member=member).exists())
        deleted, _ = Contact.objects.filter(member=member, kind=kind).delete()
        if not deleted:
            raise _nothing("contact", "members.no_contact")


def remove_identity(
    *, provider: str, proof: str, client: Client, actor: Actor, clock: Clock
) -> None:
    """No longer sign in with the member's account at `provider`. Errors as `remove_contact`."""
    with check_proof(actor, proof, client, clock=clock) as member:
        family = (provider, union_of(provider))
        others = Identity.objects.filter(member=member).exclude(provider__in=family)
        _need_another_way_in(others.exists() or Contact.objects.filter(member=member).exists())
        own = Identity.objects.filter(member=member, provider=provider)
        if not own.delete()[0]:
            raise _nothing("account of another service", "members.no_identity")
        # What the apps of one service share would let the removed one in again.
        Identity.objects.filter(member=member, provider=union_of(provider)).delete()


def _need_another_way_in(there_is: bool) -> None:
    if not there_is:
        raise Conflict(
            "Nothing would be left to sign in with.",
            remedy="Add another contact first.",
            code="members.last_way_in",
        )


def _nothing(what: str, code: str) -> NotFound:
    return NotFound(f"You have no such {what}.", remedy="Your account shows all.", code=code)
