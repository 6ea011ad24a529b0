"""What the shopper can do with a case as it stands, for those who show buttons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from huitou.commerce.aftersales.reads import CaseSeen
from huitou.commerce.aftersales.rules import DECIDED, REFUSED, SENT_BACK, TRANSITIONS, WITHDRAWN


@dataclass(frozen=True)
class PossibleMoves:
    """Which verbs would be accepted of the case's shopper now. The verbs ask again."""

    withdraw: bool
    send_back: bool
    escalate: bool
    add_evidence: bool


def possible_moves(case: CaseSeen, *, at: datetime) -> PossibleMoves:
    """Pure: by the case's state and the time that it may last."""
    if case.due_at is not None and case.due_at <= at:
        return PossibleMoves(False, False, False, False)
    next_ones = TRANSITIONS[case.state]
    return PossibleMoves(
        withdraw=WITHDRAWN in next_ones,
        send_back=SENT_BACK in next_ones,
        escalate=case.state == REFUSED,
        add_evidence=case.state not in DECIDED,
    )
