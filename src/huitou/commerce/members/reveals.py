"""Show one of the staff a member's contact in plain."""

from __future__ import annotations

from huitou.commerce.members.models import Contact
from huitou.commerce.members.ways import Kind
from huitou.foundation import accounts
from huitou.foundation.actors import Actor
from huitou.kernel import Clock, NotFound


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

    what = f"members.{kind}"
    return accounts.reveal(actor, what, member_id, reason, read, clock=clock)
