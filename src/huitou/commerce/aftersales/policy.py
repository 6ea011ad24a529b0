"""What a shop may set about after-sales (Django's setting AFTERSALES: a dictionary of these)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from django.conf import settings

DayRule = Literal["calendar", "elapsed"]


@dataclass(frozen=True)
class Policy:
    """Who has how much time.

    `no_reason_days`, `fault_return_days`, `exchange_days` and `repair_days` run from receipt (see
    windows.window_end, and there for `day_rule`). `missing_after`: how long after shipping goods
    may be called lost. The seller answers within `answer_within`, inspects within `inspect_within`,
    ships the new goods within `replace_within`, repairs within `repair_within`; the shopper sends
    back within `send_within` and turns to the platform within `escalate_within`; a parcel is on its
    way for `arrive_within` at most. Evidence: `most_evidence` images a case, each of at most
    `evidence_bytes`; one that no case names within `evidence_kept` is deleted.
    """

    no_reason_days: int = 7
    fault_return_days: int = 15
    exchange_days: int = 15
    repair_days: int = 365
    day_rule: DayRule = "calendar"
    missing_after: timedelta = timedelta(days=7)
    answer_within: timedelta = timedelta(hours=48)
    send_within: timedelta = timedelta(days=7)
    arrive_within: timedelta = timedelta(days=15)
    inspect_within: timedelta = timedelta(days=7)
    replace_within: timedelta = timedelta(days=15)
    repair_within: timedelta = timedelta(days=30)
    escalate_within: timedelta = timedelta(days=7)
    most_evidence: int = 9
    evidence_bytes: int = 5 * 1024 * 1024
    evidence_kept: timedelta = timedelta(days=1)


def current_policy() -> Policy:
    """The policy of this shop."""
    return Policy(**getattr(settings, "AFTERSALES", {}))
