"""Whose payments they are, when that changes."""

from __future__ import annotations

from typing import Any

from huitou.commerce.payments.models import Payment
from huitou.commerce.payments.reads import facts_of
from huitou.foundation.web import money_as_json
from huitou.kernel import Clock

_TABLE = Payment._meta.db_table


def hand_over_payments(*, guest_id: str, member_id: str) -> int:
    """A guest has signed in: their payments are the member's; how many. Again it finds none."""
    rows = Payment.objects.filter(guest_id=guest_id)
    return int(rows.update(guest_id=None, member_id=member_id))


class PaymentsData:
    """Payments, refunds and bookings stay, because the law wants a shop's books kept for years; a
    payment loses the member's id, which is all that it knew of them.
    """

    name = "payments"
    tables = (_TABLE,)

    def export(self, member_id: str) -> dict[str, Any]:
        """Every payment of the member with what became of it."""
        rows = Payment.objects.filter(member_id=member_id).order_by("opened_at", "id")
        said = [
            {
                "number": one.number,
                "for": f"{one.purpose} {one.reference}",
                "gateway": one.gateway,
                "amount": money_as_json(one.amount),
                "refunded": money_as_json(one.refunded),
                "state": one.state,
                "opened_at": one.opened_at.isoformat(),
            }
            for one in map(facts_of, rows)
        ]
        return {"payments": said} if said else {}

    def erase(self, member_id: str, clock: Clock) -> dict[str, int]:
        """What is left is the shop's book, of nobody."""
        rows = Payment.objects.filter(member_id=member_id)
        return {_TABLE: rows.update(member_id=None, instruction="")}
