"""What others get to see of payments: frozen, without a way back into the tables."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from huitou.foundation.actors import Actor
from huitou.kernel import Money


@dataclass(frozen=True)
class PaymentFacts:
    """A payment. `captured` is the money that was accepted, `refunded` what of it went back;
    `state` is one of rules.PAYMENT_MOVES.
    """

    id: str
    purpose: str
    reference: str
    owner: Actor
    amount: Money
    gateway: str
    number: str
    state: str
    captured: Money
    refunded: Money
    gateway_id: str
    opened_at: datetime
    captured_at: datetime | None
    expires_at: datetime


@dataclass(frozen=True)
class RefundFacts:
    """A refund. `key` is the business key that it was asked under, `number` its one number at the
    gateway; `unwanted` if it gives back money that nobody accepted. `state` is one of
    rules.REFUND_MOVES.
    """

    id: str
    payment_id: str
    purpose: str
    reference: str
    key: str
    number: str
    amount: Money
    reason: str
    state: str
    unwanted: bool
    attempts: int
    asked_at: datetime
    settled_at: datetime | None
    detail: str


@dataclass(frozen=True)
class DifferenceFacts:
    """A row that ours and the gateway's books do not agree on, or that needs a person. `here` and
    `there` are the amounts in the two books; None where there is no row.
    """

    id: str
    gateway: str
    kind: str
    row_kind: str
    number: str
    gateway_id: str
    day: date | None
    here: Money | None
    there: Money | None
    detail: str
    found_at: datetime
    resolved_at: datetime | None
    note: str


@dataclass(frozen=True)
class Imbalance:
    """Something in our own books that does not add up: what, where, and by how much."""

    what: str
    subject: str
    currency: str
    minor: int


@dataclass(frozen=True)
class Accepted:
    """The receiver wants the money."""


@dataclass(frozen=True)
class Refused:
    """The receiver does not want the money; it is given back."""

    reason: str
