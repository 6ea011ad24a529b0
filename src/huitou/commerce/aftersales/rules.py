"""The states of a case as data: which follow which, how long each may last, what the clock does.

    requested ─► agreed ─► sent_back ─► received ─► refunding ─► completed
        │          │           │           ├──────► replacing, repairing ─► completed
        │          │           │           │        refunding ◄─► refund_failed
        └► refused ┼───────────┴───────────┘
             └► escalated ─► refunding, agreed, replacing, repairing, closed

A refund without a return goes from `requested` to `refunding`; one of nothing (the goods were paid
with points alone) goes straight to `completed`.
"""

from __future__ import annotations

from huitou.kernel import Conflict

RETURN, EXCHANGE, REPAIR, REFUND_ONLY = "return", "exchange", "repair", "refund_only"
KINDS = (RETURN, EXCHANGE, REPAIR, REFUND_ONLY)

REQUESTED = "requested"  # the seller has to answer
AGREED = "agreed"  # the shopper has to send the goods back
SENT_BACK = "sent_back"
RECEIVED = "received"  # the seller has to inspect them
REPLACING = "replacing"  # the seller has to ship new goods
REPAIRING = "repairing"
REFUNDING = "refunding"  # the money is on its way
REFUND_FAILED = "refund_failed"  # it is stuck: staff has to act
REFUSED = "refused"  # the shopper may turn to the platform
ESCALATED = "escalated"  # the platform has to decide
COMPLETED, WITHDRAWN, CLOSED = "completed", "withdrawn", "closed"

TRANSITIONS: dict[str, frozenset[str]] = {
    "": frozenset({REQUESTED}),
    REQUESTED: frozenset({AGREED, REFUNDING, COMPLETED, REFUSED, WITHDRAWN}),
    AGREED: frozenset({SENT_BACK, RECEIVED, WITHDRAWN, CLOSED}),
    SENT_BACK: frozenset({RECEIVED, ESCALATED}),
    RECEIVED: frozenset({REFUNDING, COMPLETED, REPLACING, REPAIRING, REFUSED, ESCALATED}),
    REPLACING: frozenset({COMPLETED, ESCALATED}),
    REPAIRING: frozenset({COMPLETED, ESCALATED}),
    REFUNDING: frozenset({COMPLETED, REFUND_FAILED}),
    REFUND_FAILED: frozenset({REFUNDING, COMPLETED}),
    REFUSED: frozenset({ESCALATED, WITHDRAWN, CLOSED}),
    ESCALATED: frozenset(
        {REFUNDING, COMPLETED, AGREED, RECEIVED, REPLACING, REPAIRING, WITHDRAWN, CLOSED}
    ),
    COMPLETED: frozenset(),
    WITHDRAWN: frozenset(),
    CLOSED: frozenset({ESCALATED}),
}
STATES = tuple(state for state in TRANSITIONS if state)
ENDED = frozenset({COMPLETED, WITHDRAWN, CLOSED})
# From here on the money is decided on: orders know of it, and nothing is kept for the case.
DECIDED = frozenset({REFUNDING, REFUND_FAILED}) | ENDED

# Somebody of the shop has to do something.
SHOPS_TURN = frozenset({REQUESTED, RECEIVED, REPLACING, REPAIRING, REFUND_FAILED, ESCALATED})

# How long a state may last: the name of a field of Policy.
LASTS: dict[str, str] = {
    REQUESTED: "answer_within",
    AGREED: "send_within",
    SENT_BACK: "arrive_within",
    RECEIVED: "inspect_within",
    REPLACING: "replace_within",
    REPAIRING: "repair_within",
    REFUSED: "escalate_within",
}


def checked_move(before: str, after: str) -> None:
    """Conflict unless a case may go from the state `before` to `after`."""
    if after not in TRANSITIONS[before]:
        raise wrong_state(before)


def wrong_state(state: str) -> Conflict:
    """What a verb says when the case is not where it must be."""
    return Conflict(
        f"The case is {state.replace('_', ' ')}: this cannot be done with it.",
        remedy="Look at the case again: it has changed, or this was done before.",
        code="aftersales.wrong_state",
    )


def after_agreement(kind: str) -> str:
    """What the seller's yes leads to: goods come back first, unless only money goes back."""
    return REFUNDING if kind == REFUND_ONLY else AGREED


def after_inspection(kind: str) -> str:
    """What follows when goods that came back are as they should be."""
    return {EXCHANGE: REPLACING, REPAIR: REPAIRING}.get(kind, REFUNDING)


def after_time(state: str, kind: str) -> str:
    """Where a case goes when its state has lasted too long. Silence of the seller is a yes; the
    law gives a seller seven days from the receipt of returned goods to give the money back
    (Consumer Rights Protection Law, article 25), so an inspection that does not take place is
    passed. Where nobody knows what became of the goods, the platform decides.
    """
    if state == REQUESTED:
        return after_agreement(kind)
    if state == RECEIVED and kind == RETURN:
        return REFUNDING
    return CLOSED if state in (AGREED, REFUSED) else ESCALATED
