"""What others may ask about stock."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Q, QuerySet

from huitou.commerce.supply.hold_states import Reserved, as_reserved, rows_of
from huitou.commerce.supply.models import Hold, HoldChange, StockBalance, StockEntry
from huitou.commerce.supply.rules import FEW, Coarse, balance_of, coarse
from huitou.foundation.statements import Question


@dataclass(frozen=True)
class Level:
    """A balance; `pool` is empty for the free stock."""

    variant_id: str
    pool: str
    on_hand: int
    reserved: int

    @property
    def id(self) -> str:
        return balance_of(self.variant_id, self.pool)

    @property
    def available(self) -> int:
        return self.on_hand - self.reserved


@dataclass(frozen=True)
class Moved:
    """An entry of the ledger; `number` goes on counting."""

    number: int
    variant_id: str
    pool: str
    kind: str
    delta_on_hand: int
    delta_reserved: int
    source: str
    reference: str
    actor: str
    at: datetime


@dataclass(frozen=True)
class HoldMove:
    """Who brought a hold into a state, when and why."""

    state: str
    at: datetime
    actor: str
    why: str


_BALANCES: Question[StockBalance] = Question(
    lambda variants, pool: StockBalance.objects.filter(variant_id__in=variants, pool=pool)
)


def available(variant_ids: Iterable[str], *, pool: str = "") -> dict[str, int]:
    """How many of each can be reserved now; 0 for one that is not known."""
    wanted = list(variant_ids)
    rows = _BALANCES(sorted(set(wanted)), pool) if wanted else []
    there = {row.variant_id: row.on_hand - row.reserved for row in rows}
    return {variant: there.get(variant, 0) for variant in wanted}


def coarse_stock(variant_ids: Iterable[str]) -> dict[str, Coarse]:
    """What everybody may know of it: how many exactly is nobody's business but the shop's."""
    return {variant: coarse(count) for variant, count in available(variant_ids).items()}


def levels(
    variant_ids: Iterable[str] | None = None, *, after: str = "", limit: int = 100
) -> list[Level]:
    """Balances by id: of some variants, or of all; behind the balance with the id `after`."""
    rows = StockBalance.objects.filter(id__gt=after).order_by("id")
    if variant_ids is not None:
        rows = rows.filter(variant_id__in=list(variant_ids))
    return [_level(row) for row in rows[:limit]]


def low_levels(*, after: str = "", limit: int = 100) -> list[Level]:
    """Free stock that is sold out or nearly so (`FEW` or fewer), by id, behind the id `after`."""
    rows = _low().filter(id__gt=after).order_by("id")
    return [_level(row) for row in rows[:limit]]


def count_low() -> tuple[int, int]:
    """How many variants are sold out, and of how many only few are left; one query."""
    none = Count("id", filter=Q(on_hand__lte=F("reserved")))
    found = _low().aggregate(all=Count("id"), none=none)
    return found["none"], found["all"] - found["none"]


def level_of(balance: str) -> Level:
    """The balance of that id, which is there."""
    return _level(StockBalance.objects.get(id=balance))


def entries(variant_id: str, *, before: int | None = None, limit: int = 100) -> list[Moved]:
    """A variant's movements in the free stock and in pools, the newest first; with numbers below
    `before`.
    """
    rows = StockEntry.objects.filter(balance__variant_id=variant_id).order_by("-id")
    if before is not None:
        rows = rows.filter(id__lt=before)
    return [
        Moved(
            number=row.pk,
            variant_id=row.balance.variant_id,
            pool=row.balance.pool,
            kind=row.kind,
            delta_on_hand=row.delta_on_hand,
            delta_reserved=row.delta_reserved,
            source=row.source,
            reference=row.reference,
            actor=row.actor,
            at=row.at,
        )
        for row in rows.select_related("balance")[:limit]
    ]


def reservations(holder: str) -> list[Reserved]:
    """What a holder has reserved, whatever became of it; empty for one that is not known."""
    hold = Hold.objects.filter(holder=holder).first()
    return [] if hold is None else as_reserved(hold, rows_of(hold))


def hold_history(holder: str) -> list[HoldMove]:
    """What became of a hold, from its beginning."""
    rows = HoldChange.objects.filter(hold_id=holder).order_by("id")
    return [HoldMove(row.state, row.at, row.actor, row.why) for row in rows]


def _low() -> QuerySet[StockBalance]:
    return StockBalance.objects.filter(pool="", on_hand__lte=F("reserved") + FEW)


def _level(row: StockBalance) -> Level:
    return Level(row.variant_id, row.pool, row.on_hand, row.reserved)
