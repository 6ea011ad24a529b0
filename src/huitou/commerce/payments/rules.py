"""Pure decisions: which states follow which, what money is wanted, when to try again."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from huitou.kernel import InvalidInput, Money

PAYMENT_MOVES: dict[str, frozenset[str]] = {
    "new": frozenset({"started", "captured", "captured_late", "closed"}),
    "started": frozenset({"closing", "closed", "captured", "captured_late"}),
    "closing": frozenset({"closed", "captured", "captured_late"}),
    "closed": frozenset({"captured_late"}),
    "captured": frozenset({"partly_refunded", "refunded"}),
    "partly_refunded": frozenset({"refunded"}),
    "captured_late": frozenset({"refunded"}),
    "refunded": frozenset(),
}
"""`captured_late`: money came that nobody accepted; it goes back whole."""

REFUND_MOVES: dict[str, frozenset[str]] = {
    "requested": frozenset({"sent", "succeeded"}),
    "sent": frozenset({"succeeded", "failed", "abnormal"}),
    "failed": frozenset({"sent", "succeeded", "abnormal"}),
    "abnormal": frozenset({"sent", "succeeded", "given_up"}),
    "succeeded": frozenset(),
    "given_up": frozenset(),
}
"""`abnormal` waits for a person; only `given_up` sets its amount free to be refunded again."""

OPEN_REFUND = frozenset({"requested", "sent", "failed", "abnormal"})
"""Money that is on its way back."""

UNPAID = frozenset({"new", "started", "closing"})
LIVE = UNPAID | {"captured", "partly_refunded"}
"""At most one payment of a purpose and reference is in one of these."""

MOST_DAYS_BACK = 30
"""So many days are compared with a statement after the shop was down; older ones on demand."""

MOST_REFUND_ATTEMPTS = 8
LONGEST_PENDING = timedelta(days=7)
FIRST_POLL = timedelta(seconds=30)
_FIRST_RETRY = timedelta(minutes=1)
_LONGEST_PAUSE = timedelta(hours=1)
_LARGEST = 10**15


@dataclass(frozen=True)
class Unwanted:
    """Why money is given back without asking the receiver."""

    reason: str


def unwanted(state: str, asked: Money, paid: Money, other_charges: int) -> Unwanted | None:
    """Whether money must go back whoever would want it. None: the receiver is asked."""
    if other_charges or state not in UNPAID | {"closed"}:
        return Unwanted("this payment was already paid")
    if state == "closed":
        return Unwanted("it came after the payment was closed")
    if paid != asked:
        return Unwanted(f"{paid} came, {asked} was asked for")
    return None


def poll_after(times: int) -> timedelta:
    """The pause before the next question about a payment that was asked about `times` times:
    30 s, 1, 2, 4, 8 min, and so on up to an hour.
    """
    return min(FIRST_POLL * 2 ** min(times, 12), _LONGEST_PAUSE)


def retry_after(times: int) -> timedelta:
    """The pause before a refund that was sent or asked about `times` times is looked at again:
    1, 2, 4 min and so on up to an hour. WeChat Pay takes a refund again after a minute, not sooner.
    """
    return min(_FIRST_RETRY * 2 ** min(max(times - 1, 0), 12), _LONGEST_PAUSE)


def pending_too_long(asked_at: datetime, now: datetime) -> bool:
    """Whether a refund that the gateway still calls pending wants a person."""
    return now - asked_at > LONGEST_PENDING


def done_from(day: date, zone: tzinfo) -> datetime:
    """From when on a comparison of a day is its last one: a whole day after its end, because a
    statement appears in the course of the next morning.
    """
    return datetime.combine(day + timedelta(days=2), time(), zone).astimezone(UTC)


def days_to_compare(today: date, first: date | None, done: Collection[date]) -> list[date]:
    """Yesterday and the day before in any case, and every other day of the last MOST_DAYS_BACK that
    is not `done`, from the `first` on which there was something to compare; the oldest first.
    """
    ago = [today - timedelta(days=number) for number in range(MOST_DAYS_BACK, 0, -1)]
    since = today if first is None else first
    return [day for day in ago[:-2] if day >= since and day not in done] + ago[-2:]


def checked_amount(amount: Money) -> Money:
    """The amount; InvalidInput for one that nobody can pay."""
    if not 0 < amount.minor <= _LARGEST:
        raise InvalidInput(
            f"{amount} cannot be paid or refunded.",
            remedy="Use an amount above zero.",
            code="payments.bad_amount",
            field="amount",
        )
    return amount


def checked_text(text: str, field: str, longest: int, *, shortest: int = 1) -> str:
    """The text without blanks around it; InvalidInput if it is too short or too long."""
    stripped = text.strip()
    if not shortest <= len(stripped) <= longest or not stripped.isprintable():
        raise InvalidInput(
            f"{field} has {len(stripped)} characters or some that cannot be printed.",
            remedy=f"Write {shortest} to {longest} printable characters.",
            code="payments.bad_text",
            field=field,
        )
    return stripped
