"""Compare the books with each other."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from huitou.commerce.supply.models import Reservation, StockBalance, StockEntry
from huitou.kernel import Clock

_log = logging.getLogger("huitou.supply")


@dataclass(frozen=True)
class Difference:
    """A balance says something else than the entries, or than the reservations. `what` is
    `on_hand`, `reserved` or `held`.
    """

    variant_id: str
    pool: str
    what: str
    in_balance: int
    in_books: int


def reconcile() -> list[Difference]:
    """Every difference between balances, ledger and reservations; none if the books are right. One
    statement reads them all, so that what others do meanwhile is seen by all or by none.
    """
    entries = StockEntry.objects.filter(balance=OuterRef("pk"))
    open_units = F("quantity") - F("shipped") - F("released")
    reservations = Reservation.objects.filter(balance=OuterRef("pk"))
    rows = StockBalance.objects.annotate(
        entered=_sum(entries, F("delta_on_hand")),
        promised=_sum(entries, F("delta_reserved")),
        held=_sum(reservations, open_units),
    ).order_by("variant_id", "pool")
    return [difference for row in rows.iterator() for difference in _differences(row)]


def check_books(*, clock: Clock) -> int:
    """Once a day: say every difference in the server's log; how many there are."""
    differences = reconcile()
    for one in differences:
        _log.error("At %s the books of stock do not agree: %s", clock.now().isoformat(), one)
    return len(differences)


def _sum(rows: QuerySet, expression: Any) -> Any:
    sums = rows.order_by().values("balance").annotate(sum=Sum(expression)).values("sum")
    return Coalesce(Subquery(sums), 0)


def _differences(row: Any) -> list[Difference]:
    compared = (
        ("on_hand", row.on_hand, row.entered),
        ("reserved", row.reserved, row.promised),
        ("held", row.reserved, row.held),
    )
    return [
        Difference(row.variant_id, row.pool, what, balance, books)
        for what, balance, books in compared
        if balance != books
    ]
