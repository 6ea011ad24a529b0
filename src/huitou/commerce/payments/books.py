"""Whether our own books add up, over the whole ledger."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from django.db.models import F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from huitou.commerce.payments.ledger import BANK, FEES, REFUNDING, SUSPENSE
from huitou.commerce.payments.models import Booking, Charge, Entry, Refund
from huitou.commerce.payments.records import Imbalance
from huitou.commerce.payments.rules import OPEN_REFUND
from huitou.foundation.one_moment import one_moment

_Sums = Counter[tuple[str, str]]


def books_at_zero() -> list[Imbalance]:
    """Everything that does not add up; empty when the books are at zero: every booking sums to
    zero, every account is what its charges and refunds make it, and no charge has refunds that it
    does not know of.
    """
    # In one moment: money may move meanwhile.
    with one_moment():
        return [*_unbalanced(), *_accounts(), *_charges()]


def _unbalanced() -> Iterator[Imbalance]:
    sums = Entry.objects.values("booking__key", "currency").annotate(total=Sum("minor"))
    for row in sums.exclude(total=0):
        yield Imbalance("booking", row["booking__key"], row["currency"], int(row["total"]))
    for booking in Booking.objects.filter(entries=None):
        yield Imbalance("booking without entries", booking.key, "", 0)


def _accounts() -> Iterator[Imbalance]:
    found: _Sums = Counter()
    for row in Entry.objects.values("account", "currency").annotate(total=Sum("minor")):
        found[row["account"], row["currency"]] = int(row["total"])
    expected = _expected(found)
    for account, code in sorted(found.keys() | expected.keys()):
        off = found[account, code] - expected[account, code]
        if off:
            yield Imbalance("account", account, code, off)


def _expected(found: _Sums) -> _Sums:
    """What the rows say the accounts must be. `fees` is known from statements alone, so what it has
    is what the gateways' accounts lack.
    """
    sums: _Sums = Counter()
    _add(sums, Charge.objects.all(), "payment__gateway", F("minor"), "gateway:", 1)
    done = Refund.objects.filter(state="succeeded", by_hand=False)
    _add(sums, done, "payment__gateway", F("minor"), "gateway:", -1)
    rest = F("minor") - F("asked_minor")
    _add(sums, Charge.objects.filter(accepted=True), "payment__purpose", rest, "held:", -1)
    for row in _summed(Charge.objects.filter(accepted=False), "currency", rest):
        sums[SUSPENSE, row["currency"]] -= int(row["total"])
    for row in _summed(Refund.objects.filter(state__in=OPEN_REFUND), "currency", F("minor")):
        sums[REFUNDING, row["currency"]] -= int(row["total"])
    for row in _summed(Refund.objects.filter(by_hand=True), "currency", F("minor")):
        sums[BANK, row["currency"]] -= int(row["total"])
    fees = Entry.objects.filter(booking__kind="fee", account__startswith="gateway:")
    for row in fees.values("account", "currency").annotate(total=Sum("minor")):
        sums[row["account"], row["currency"]] += int(row["total"])
        sums[FEES, row["currency"]] -= int(row["total"])
    return sums


def _add(sums: _Sums, rows: QuerySet, whose: str, amount: F, prefix: str, sign: int) -> None:
    for row in rows.values(whose, "currency").annotate(total=Sum(amount)):
        sums[prefix + row[whose], row["currency"]] += sign * int(row["total"])


def _summed(rows: QuerySet, by: str, amount: F) -> QuerySet:
    return rows.values(by).annotate(total=Sum(amount))


def _charges() -> Iterator[Imbalance]:
    kept = Q(refunds__state__in=(*OPEN_REFUND, "succeeded"))
    gone = Q(refunds__state="succeeded")
    rows = Charge.objects.annotate(
        asked=Coalesce(Sum("refunds__minor", filter=kept), 0),
        gone=Coalesce(Sum("refunds__minor", filter=gone), 0),
    )
    for charge in rows.exclude(asked_minor=F("asked"), refunded_minor=F("gone")):
        off = charge.asked_minor - int(charge.asked) or charge.refunded_minor - int(charge.gone)
        yield Imbalance("refunds of charge", charge.gateway_id, charge.currency, off)
    for charge in Charge.objects.filter(accepted=False, asked_minor__lt=F("minor")):
        kept_minor = charge.minor - charge.asked_minor
        yield Imbalance("kept money", charge.gateway_id, charge.currency, kept_minor)
