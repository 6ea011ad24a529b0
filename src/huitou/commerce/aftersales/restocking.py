"""Goods that came back and can be sold again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from huitou.commerce import supply
from huitou.commerce.aftersales.models import Case, CaseLine
from huitou.commerce.aftersales.rules import COMPLETED, EXCHANGE
from huitou.foundation.actors import Actor
from huitou.kernel import Clock


def put_into_stock(case: Case, to_stock: Mapping[str, int], *, actor: Actor, clock: Clock) -> None:
    """Take units (by line id) of a locked case into stock, in the order that stock is locked in."""
    for line in sorted(case.lines.all(), key=lambda one: one.variant_id):
        parts = _parts(case, line, to_stock.get(line.line_id, 0))
        for place, (holder, units) in enumerate(parts):
            supply.take_back(
                line.variant_id,
                units,
                source=f"return:{case.id}:{line.line_id}{f':{place}' if place else ''}"[:100],
                actor=actor,
                clock=clock,
                holder=holder,
            )


def exchange_holder(case_id: str) -> str:
    """The name under which the new goods of an exchange are taken out of stock."""
    return f"exchange:{case_id}"


def _parts(case: Case, line: CaseLine, quantity: int) -> Iterator[tuple[str, int]]:
    """For whom the units had been shipped. Those of an exchange count as coming back first: the
    order's own may have come back before, for them.
    """
    exchanges = Case.objects.filter(
        order_id=case.order_id, kind=EXCHANGE, state=COMPLETED, lines__line_id=line.line_id
    )
    for exchange_id in exchanges.order_by("id").values_list("id", flat=True):
        holder = exchange_holder(exchange_id)
        units = min(quantity, _with_shopper(holder, line.variant_id))
        if units:
            yield holder, units
            quantity -= units
    if quantity:
        yield f"order:{case.order_id}", quantity


def _with_shopper(holder: str, variant_id: str) -> int:
    rows = supply.reservations(holder)
    return sum(row.shipped - row.returned for row in rows if row.variant_id == variant_id)
