"""Privacy: what people allow, what is known of them, and its end.

Consent is a history by purpose. Every room that has a member's id implements `PersonalData` and
registers it when it starts; `uncovered_tables` tells which tables no room has named. A member sees
everything in one export, and asks for an erasure that can be taken back for a while, then is
carried out in one transaction over all rooms and after it in the event log.

Verbs: `set_consent`, `export_member`, `request_erasure`, `take_back_erasure`, `carry_out_erasure`.
Registration, from a room's AppConfig.ready: `register_personal_data`, `register_members`.
Reads: `consent_of`, `allows`, `refuses`, `consent_history`, `data_requests`,
`open_requests`, `request_of`, `request_moves`, `uncovered_tables`. For the API: `router`.
Data: `PURPOSES`, `GRACE` (how long an erasure can be taken back).
Facts said: `Consent Given`, `Consent Withdrawn`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from huitou.foundation.lazy import lazy

if TYPE_CHECKING:
    from huitou.foundation.privacy.access import register_members
    from huitou.foundation.privacy.api import router
    from huitou.foundation.privacy.carry_out import carry_out_erasure
    from huitou.foundation.privacy.consents import set_consent
    from huitou.foundation.privacy.coverage import uncovered_tables
    from huitou.foundation.privacy.everything import export_member
    from huitou.foundation.privacy.purposes import PURPOSES, Purpose
    from huitou.foundation.privacy.reads import (
        ConsentChange,
        ConsentNow,
        DataRequestRow,
        RequestMove,
        allows,
        consent_history,
        consent_of,
        data_requests,
        open_requests,
        refuses,
        request_moves,
        request_of,
    )
    from huitou.foundation.privacy.registry import PersonalData, register_personal_data
    from huitou.foundation.privacy.requests import request_erasure, take_back_erasure
    from huitou.foundation.privacy.rules import GRACE

__all__ = [
    "GRACE",
    "PURPOSES",
    "ConsentChange",
    "ConsentNow",
    "DataRequestRow",
    "PersonalData",
    "Purpose",
    "RequestMove",
    "allows",
    "carry_out_erasure",
    "consent_history",
    "consent_of",
    "data_requests",
    "export_member",
    "open_requests",
    "refuses",
    "register_members",
    "register_personal_data",
    "request_erasure",
    "request_moves",
    "request_of",
    "router",
    "set_consent",
    "take_back_erasure",
    "uncovered_tables",
]

__getattr__ = lazy(
    __name__,
    access=("register_members",),
    api=("router",),
    carry_out=("carry_out_erasure",),
    consents=("set_consent",),
    coverage=("uncovered_tables",),
    everything=("export_member",),
    purposes=("PURPOSES", "Purpose"),
    reads=(
        "ConsentChange",
        "ConsentNow",
        "DataRequestRow",
        "RequestMove",
        "allows",
        "consent_history",
        "consent_of",
        "data_requests",
        "open_requests",
        "refuses",
        "request_moves",
        "request_of",
    ),
    registry=("PersonalData", "register_personal_data"),
    requests=("request_erasure", "take_back_erasure"),
    rules=("GRACE",),
)
