"""The one place where a balance changes: together with its entry, and only if it stays possible."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import connection

from huitou.commerce.supply.models import StockBalance, StockEntry
from huitou.commerce.supply.rules import balance_of
from huitou.foundation.actors import Actor
from huitou.foundation.statements import insert
from huitou.kernel import Clock, Conflict, NotFound

# kind: what one unit does to (on hand, reserved)
KINDS: Mapping[str, tuple[int, int]] = {
    "received": (1, 0),
    "adjusted": (1, 0),
    "carved": (1, 0),
    "merged": (1, 0),
    "reserved": (0, 1),
    "released": (0, -1),
    "shipped": (-1, -1),
    "returned": (1, 0),
}


_MOVE = f"""
UPDATE {StockBalance._meta.db_table} SET on_hand = on_hand + %s, reserved = reserved + %s
WHERE id = %s AND reserved >= %s AND on_hand >= reserved + %s
"""


@dataclass(frozen=True)
class Movement:
    """`units` of a balance, under a business key that is unique among those of its kind."""

    balance: str
    units: int
    source: str


def name_of(actor: Actor) -> str:
    """How an actor stands in the books. A shopper is not named: an entry cannot be erased, and the
    holder's order tells who it was.
    """
    return actor.kind if actor.is_shopper else str(actor)


def open_balance(variant_id: str, pool: str = "") -> str:
    """The balance's id; it is made if there is none."""
    row = StockBalance(id=balance_of(variant_id, pool), variant_id=variant_id, pool=pool)
    StockBalance.objects.bulk_create([row], ignore_conflicts=True)
    return row.id


def book(
    kind: str, movements: Iterable[Movement], *, actor: Actor, clock: Clock, reference: str = ""
) -> list[str]:
    """Move the balances, in the order of their ids, and write the entries. Answers the balances
    that have too little; then the caller gives up its transaction.
    """
    on_hand, reserved = KINDS[kind]
    entries, short = [], []
    for one in sorted(movements, key=lambda movement: movement.balance):
        entry = StockEntry(
            balance_id=one.balance,
            kind=kind,
            source=f"{kind}:{one.source}",
            delta_on_hand=on_hand * one.units,
            delta_reserved=reserved * one.units,
            at=clock.now(),
            reference=reference,
            actor=name_of(actor),
        )
        entries.append(entry)
        if not _moved(entry):
            short.append(one.balance)
    if not short:
        insert(*entries)
    return short


def booked(kind: str, source: str, balance: str) -> StockEntry | None:
    """The entry with that business key, if there is one. Ask while a lock is held that whoever
    books under the same key needs as well.
    """
    return StockEntry.objects.filter(source=f"{kind}:{source}", balance_id=balance).first()


def locked_balance(balance: str) -> StockBalance:
    """The row, locked until the transaction ends. NotFound if there is none."""
    row = StockBalance.objects.select_for_update().filter(id=balance).first()
    if row is None:
        raise NotFound(
            f"There is no stock {balance}.",
            remedy="Look at the levels of the variant.",
            code="supply.unknown_stock",
            field="variant_id",
        )
    return row


def check_same(entry: StockEntry, units: int) -> None:
    """Conflict if a business key comes again with another quantity."""
    on_hand, reserved = KINDS[entry.kind]
    if (entry.delta_on_hand, entry.delta_reserved) != (on_hand * units, reserved * units):
        moved = entry.delta_on_hand or entry.delta_reserved
        raise Conflict(
            f"{entry.source} has already moved {moved:+d} units, and not {units}.",
            remedy="Use a new source for another movement.",
            code="supply.source_reused",
            field="source",
        )


def _moved(entry: StockEntry) -> bool:
    """One statement checks and changes: nobody can come in between."""
    on_hand, reserved = entry.delta_on_hand, entry.delta_reserved
    with connection.cursor() as cursor:
        cursor.execute(_MOVE, [on_hand, reserved, entry.balance_id, -reserved, reserved - on_hand])
        return cursor.rowcount == 1
