"""After-sales: returns, exchanges, repairs and refunds without a return, of single lines and units.

Verbs of shoppers: `confirm_exclusions` (before paying), `upload_evidence`, `apply`, `add_evidence`,
`withdraw`, `send_back`, `escalate`. Of staff with aftersales.decide: `agree`, `refuse`,
`receive_goods`, `inspect`, `complete_exchange`, `complete_repair`, `decide`, `reopen`,
`retry_refund`. Job: `run_timeouts`.
Reads: `possible_actions` (what can be asked for of an order, until when, and why not),
`preview_case` (what a case would give back), `case_of`, `cases_of_order`,
`cases_of_owners`, `list_cases`, `count_cases`, `evidence_file`, `current_policy`. Data: `KINDS`,
`REASONS`, `STATES`, `SHOPS_TURN`
(the states in which somebody of the shop has to act), `WHY_NOT`. Pure: `possible_moves`.
Registration, from a room's AppConfig.ready: `register_reverser` (what else a refund undoes).

Facts said: Return Requested, Return Agreed, Return Refused, Return Sent, Return Received, Return
Escalated, Return Completed, Return Withdrawn, Return Closed; `kind` says what is asked for. Orders
say Order Refunded when a refund is decided. Facts heard: none; orders call `refund_settled` in the
transaction in which a refund arrives or gets stuck, members when a guest signs in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from huitou.foundation.lazy import lazy

if TYPE_CHECKING:
    from huitou.commerce.aftersales.answering import agree, refuse
    from huitou.commerce.aftersales.api import router
    from huitou.commerce.aftersales.clockwork import run_timeouts
    from huitou.commerce.aftersales.deciding import Verdict, decide, escalate, reopen
    from huitou.commerce.aftersales.evidence import (
        EvidenceFile,
        EvidenceSeen,
        add_evidence,
        evidence_file,
        upload_evidence,
    )
    from huitou.commerce.aftersales.inspecting import Found, inspect
    from huitou.commerce.aftersales.opening import apply, confirm_exclusions, withdraw
    from huitou.commerce.aftersales.parcels import (
        complete_exchange,
        complete_repair,
        receive_goods,
        send_back,
    )
    from huitou.commerce.aftersales.policy import Policy, current_policy
    from huitou.commerce.aftersales.possible import LineActions, PossibleAction, possible_actions
    from huitou.commerce.aftersales.preview import CasePreview, PreviewLine, preview_case
    from huitou.commerce.aftersales.reads import (
        CaseDetail,
        CaseLineSeen,
        CaseMove,
        CaseRow,
        CaseSeen,
        case_of,
        cases_of_order,
        cases_of_owners,
        count_cases,
        list_cases,
    )
    from huitou.commerce.aftersales.reasons import REASONS, WHY_NOT, Reason, WhyNot
    from huitou.commerce.aftersales.refunding import refund_settled, retry_refund
    from huitou.commerce.aftersales.reversers import CaseFacts, RefundedLine, register_reverser
    from huitou.commerce.aftersales.rules import KINDS, SHOPS_TURN, STATES
    from huitou.commerce.aftersales.shopper_moves import PossibleMoves, possible_moves

_FILES = {
    "answering": ("agree", "refuse"),
    "api": ("router",),
    "clockwork": ("run_timeouts",),
    "deciding": ("Verdict", "decide", "escalate", "reopen"),
    "evidence": (
        "EvidenceFile",
        "EvidenceSeen",
        "add_evidence",
        "evidence_file",
        "upload_evidence",
    ),
    "inspecting": ("Found", "inspect"),
    "opening": ("apply", "confirm_exclusions", "withdraw"),
    "parcels": ("complete_exchange", "complete_repair", "receive_goods", "send_back"),
    "policy": ("Policy", "current_policy"),
    "possible": ("LineActions", "PossibleAction", "possible_actions"),
    "shopper_moves": ("PossibleMoves", "possible_moves"),
    "preview": ("CasePreview", "PreviewLine", "preview_case"),
    "reads": (
        "CaseDetail",
        "CaseLineSeen",
        "CaseMove",
        "CaseRow",
        "CaseSeen",
        "case_of",
        "cases_of_order",
        "cases_of_owners",
        "count_cases",
        "list_cases",
    ),
    "reasons": ("REASONS", "WHY_NOT", "Reason", "WhyNot"),
    "refunding": ("refund_settled", "retry_refund"),
    "reversers": ("CaseFacts", "RefundedLine", "register_reverser"),
    "rules": ("KINDS", "SHOPS_TURN", "STATES"),
}

__all__ = [
    "KINDS",
    "REASONS",
    "SHOPS_TURN",
    "STATES",
    "WHY_NOT",
    "CaseDetail",
    "CaseFacts",
    "CaseLineSeen",
    "CaseMove",
    "CasePreview",
    "CaseRow",
    "CaseSeen",
    "EvidenceFile",
    "EvidenceSeen",
    "Found",
    "LineActions",
    "Policy",
    "PossibleAction",
    "PossibleMoves",
    "PreviewLine",
    "Reason",
    "RefundedLine",
    "Verdict",
    "WhyNot",
    "add_evidence",
    "agree",
    "apply",
    "case_of",
    "cases_of_order",
    "cases_of_owners",
    "complete_exchange",
    "complete_repair",
    "confirm_exclusions",
    "count_cases",
    "current_policy",
    "decide",
    "escalate",
    "evidence_file",
    "inspect",
    "list_cases",
    "possible_actions",
    "possible_moves",
    "preview_case",
    "receive_goods",
    "refund_settled",
    "refuse",
    "register_reverser",
    "reopen",
    "retry_refund",
    "router",
    "run_timeouts",
    "send_back",
    "upload_evidence",
    "withdraw",
]

__getattr__ = lazy(__name__, **_FILES)
