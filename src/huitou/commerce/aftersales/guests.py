"""A guest has signed in: their cases are the member's."""

from __future__ import annotations

from huitou.commerce.aftersales.models import Case, Evidence
from huitou.kernel import Clock


def merge_guest_cases(guest_id: str, member_id: str, clock: Clock) -> None:
    """Let the member have the guest's cases and evidence, in the transaction of the sign-in."""
    for table in (Case, Evidence):
        table.objects.filter(guest_id=guest_id).update(member_id=member_id, guest_id=None)
