"""What this room knows of a member."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from huitou.commerce.aftersales.evidence import take_away
from huitou.commerce.aftersales.models import Case, CaseHistory, Evidence
from huitou.commerce.aftersales.rules import ENDED
from huitou.foundation.actors import told_shoppers
from huitou.kernel import Clock, Conflict

_SHOPPERS = Q(actor__startswith="member:") | Q(actor__startswith="guest:")


class AftersalesData:
    """Export and erasure. What stays of a case is which units were asked for, on which ground, and
    what was refunded: a shop has to keep its bookings and what they rest on. What the shopper wrote
    and uploaded goes, and so do the numbers of parcels; the member's id stays as the name of nobody
    once the members' room has forgotten them.
    """

    name = "aftersales"
    tables = ("aftersales_case", "aftersales_evidence", "aftersales_history")

    def export(self, member_id: str) -> dict[str, Any]:
        """Every case with what was written, its evidence (ids) and its history."""
        cases = Case.objects.filter(member_id=member_id).order_by("id")
        loose = Evidence.objects.filter(member_id=member_id, case=None).order_by("id")
        found: dict[str, Any] = {}
        if cases:
            found["cases"] = [_exported(case) for case in cases]
        if loose:
            found["evidence"] = [row.id for row in loose]
        return found

    def erase(self, member_id: str, clock: Clock) -> dict[str, int]:
        """Empty the texts, and delete the pictures (within a minute). Conflict while a case is
        open: goods or money are under way.
        """
        if Case.objects.filter(member_id=member_id).exclude(state__in=ENDED).exists():
            raise Conflict(
                "An after-sales case is open.",
                remedy="Wait until it is done, or withdraw it first.",
                code="aftersales.case_open",
            )
        texts = Case.objects.filter(member_id=member_id).exclude(text_erased_at__isnull=False)
        ids = list(texts.values_list("id", flat=True))
        written = CaseHistory.objects.filter(_SHOPPERS, case_id__in=ids)
        counts = {
            "aftersales_history": written.update(reason=""),
            "aftersales_evidence": take_away(member_id, clock=clock),
            "aftersales_case": texts.update(
                text="",
                back_carrier="",
                back_number="",
                new_carrier="",
                new_number="",
                text_erased_at=clock.now(),
            ),
        }
        return {table: count for table, count in counts.items() if count}


def _exported(case: Case) -> dict[str, Any]:
    return {
        "id": case.id,
        "order_id": case.order_id,
        "kind": case.kind,
        "reason": case.reason,
        "text": case.text,
        "state": case.state,
        "opened_at": case.opened_at.isoformat(),
        "sent_back_with": f"{case.back_carrier} {case.back_number}".strip(),
        "evidence": [row.id for row in case.evidence.order_by("id")],
        "history": [
            {
                "state": move.after,
                "by": told_shoppers(move.actor),
                "reason": move.reason,
                "at": move.at.isoformat(),
            }
            for move in case.history.order_by("id")
        ],
    }
