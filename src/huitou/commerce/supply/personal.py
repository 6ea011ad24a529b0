"""What stock knows of a member: that something was kept for them."""

from __future__ import annotations

from typing import Any

from huitou.commerce.supply.hold_states import as_reserved, rows_of
from huitou.commerce.supply.models import Hold, StockOwner, Supplier
from huitou.kernel import Clock

_OWNERS, _HOLDS = StockOwner._meta.db_table, Hold._meta.db_table


class StockData:
    """Holds stay, because the books of stock are made of them, and lose the member's id. A
    supplier's contact is encrypted text, and no member's.
    """

    name = "supply"
    tables = (_HOLDS, _OWNERS, Supplier._meta.db_table)

    def export(self, member_id: str) -> dict[str, Any]:
        rows = Hold.objects.filter(member_id=member_id).order_by("made_at")
        holds = [
            {
                "for": hold.holder,
                "made_at": hold.made_at.isoformat(),
                "state": hold.state,
                "lines": [
                    {"variant_id": line.variant_id, "quantity": line.quantity}
                    for line in as_reserved(hold, rows_of(hold))
                ],
            }
            for hold in rows.prefetch_related("reservations")
        ]
        return {"reservations": holds} if holds else {}

    def erase(self, member_id: str, clock: Clock) -> dict[str, int]:
        deleted, _ = StockOwner.objects.filter(owner=f"member:{member_id}").delete()
        unnamed = Hold.objects.filter(member_id=member_id).update(member_id=None)
        return {_OWNERS: deleted, _HOLDS: unnamed}
