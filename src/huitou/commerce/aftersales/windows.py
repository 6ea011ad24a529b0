"""Pure decisions: what can be asked for of an order line, how many units, and until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from huitou.commerce.aftersales.policy import DayRule, Policy
from huitou.commerce.aftersales.reasons import BEFORE_SHIPPING, FAULT, NO_REASON, NOT_RECEIVED
from huitou.commerce.aftersales.rules import EXCHANGE, REFUND_ONLY, REPAIR, RETURN


@dataclass(frozen=True)
class LineFacts:
    """What the rules look at. `unshipped` and `with_shopper` are units that are neither refunded
    nor in an open case; `under_way` those of the latter in parcels that nobody has delivered,
    shipped at `shipped_at`. `received_at` is the moment when receipt was confirmed, or that of the
    delivery while it is not (of several parcels: the last). `presumed_at`: when time alone took
    parcels that nobody has delivered as received; it counts among the deliveries. `excluded`: no
    return without a reason, which the shopper confirmed when buying.
    """

    paid: bool
    unshipped: int
    with_shopper: int
    anything_shipped: bool
    under_way: int
    shipped_at: datetime | None
    received_at: datetime | None
    excluded: bool
    presumed_at: datetime | None = None


@dataclass(frozen=True)
class Allowed:
    """Up to `quantity` units, before `until` (None: no end while nothing changes)."""

    quantity: int
    until: datetime | None


@dataclass(frozen=True)
class Blocked:
    """`code` is one of reasons.WHY_NOT; `since` is when it became so, `ends` when it will no
    longer be, where that is known.
    """

    code: str
    since: datetime | None = None
    ends: datetime | None = None


def window_end(received_at: datetime, days: int, rule: DayRule, timezone: str) -> datetime:
    """The moment, in UTC, at which a right of `days` days from receipt is over.

    `calendar`: the law's rule. Consumer Rights Protection Law, article 25: seven days from the day
    of receipt; Interim Measures for Seven-Day No-Reason Returns of Goods Bought Online (SAIC order
    90 of 2017), article 10: the seven days begin on the day after the consumer signed for the
    goods. So the right ends at midnight, in the shop's timezone, after the seventh day that follows
    the day of receipt: never before seven times 24 hours. That a last day on a public holiday moves
    to the next working day (Civil Code, article 203) is not reckoned; a shop that wants to be safe
    sets a day more.

    `elapsed`: so many times 24 hours after the moment of receipt, for shops to whom that law does
    not apply.
    """
    if rule == "elapsed":
        return received_at + timedelta(days=days)
    zone = ZoneInfo(timezone)
    last = received_at.astimezone(zone).date() + timedelta(days=days)
    return datetime.combine(last + timedelta(days=1), time(), zone).astimezone(UTC)


def judged(
    kind: str, ground: str, line: LineFacts, now: datetime, policy: Policy, timezone: str
) -> Allowed | Blocked:
    """Whether a case of that kind can be opened on that ground for units of the line."""
    if not line.paid:
        return Blocked("not_paid")
    if line.unshipped + line.with_shopper == 0:
        return Blocked("nothing_left")
    if ground == BEFORE_SHIPPING:
        return Allowed(line.unshipped, None) if line.unshipped else Blocked("already_shipped")
    if not line.anything_shipped:
        return Blocked("not_shipped")
    if line.with_shopper == 0:
        return Blocked("nothing_left")
    if ground == NOT_RECEIVED:
        return _missing(kind, line, now, policy, timezone)
    if line.received_at is None:
        return Blocked("not_received_yet")
    if ground == NO_REASON and line.excluded:
        return Blocked("excluded")
    days = days_of(kind, ground, policy)
    until = window_end(line.received_at, days, policy.day_rule, timezone)
    return Allowed(line.with_shopper, until) if now < until else Blocked("time_over", since=until)


def days_of(kind: str, ground: str, policy: Policy) -> int:
    """How many days from receipt somebody has to ask."""
    if ground == NO_REASON:
        return policy.no_reason_days
    return {
        RETURN: policy.fault_return_days,
        REFUND_ONLY: policy.fault_return_days,
        EXCHANGE: policy.exchange_days,
        REPAIR: policy.repair_days,
    }[kind]


def is_fault(ground: str) -> bool:
    """Whether the seller bears the delivery: what was wrong, or never came, was not wanted so."""
    return ground in (FAULT, NOT_RECEIVED)


def _missing(
    kind: str, line: LineFacts, now: datetime, policy: Policy, timezone: str
) -> Allowed | Blocked:
    """Time takes a parcel as received, but cannot know it: who waits in vain keeps the right for as
    long as one has for goods that came and were not as they should be.
    """
    if line.under_way == 0 or line.shipped_at is None:
        return Blocked("already_received", since=line.received_at)
    lost = line.shipped_at + policy.missing_after
    if now < lost:
        return Blocked("under_way", ends=lost)
    if line.presumed_at is None:
        return Allowed(line.under_way, None)
    days = days_of(kind, NOT_RECEIVED, policy)
    until = window_end(line.presumed_at, days, policy.day_rule, timezone)
    return Allowed(line.under_way, until) if now < until else Blocked("time_over", since=until)
