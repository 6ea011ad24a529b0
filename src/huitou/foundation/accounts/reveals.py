"""Show personal data in plain, and note who saw it and why."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction

from huitou.foundation import audit
from huitou.foundation.actors import Actor
from huitou.kernel import Clock, InvalidInput

_SHORTEST, _LONGEST = 5, 200


def reveal(
    actor: Actor, what: str, subject: str, reason: str, read: Callable[[], str], *, clock: Clock
) -> str:
    """What `read` gives: `what` (such as `members.phone`) of `subject` (an id), to one of the staff
    with the permission personal.reveal and a reason of 5 to 200 characters. The audit log has the
    entry before anybody has the text. InvalidInput for a reason that says nothing.
    """
    actor.need("personal.reveal")
    said = " ".join(reason.split())
    if not _SHORTEST <= len(said) <= _LONGEST or not any(letter.isalpha() for letter in said):
        raise InvalidInput(
            "Personal data is shown for a reason only.",
            remedy=f"Say why you need it, in {_SHORTEST} to {_LONGEST} characters.",
            code="accounts.no_reason",
            field="reason",
        )
    with transaction.atomic():
        text = read()
        audit.note(actor, "personal.reveal", subject, {"what": what, "why": said}, clock=clock)
    return text
