"""Pure arithmetic: what units of a line, and delivery, give back. In minor units."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from huitou.kernel import InvalidInput


@dataclass(frozen=True)
class LineBook:
    """An order line as a book of units and money: `paid` for `quantity` units after everything
    that was taken off; what is refunded, and what open cases keep for themselves.
    """

    quantity: int
    paid: int
    refunded_quantity: int = 0
    refunded: int = 0
    held_quantity: int = 0
    held: int = 0

    @property
    def units_left(self) -> int:
        return max(0, self.quantity - self.refunded_quantity - self.held_quantity)

    @property
    def money_left(self) -> int:
        return max(0, self.paid - self.refunded - self.held)


def amount_of(line: LineBook, quantity: int) -> int:
    """What `quantity` units give back: an equal part for each, rounded down, and the remainder
    with the last unit that is left. However a line is split over cases, and whichever of them are
    withdrawn and asked for again, the parts sum to what was paid. ValueError for more units than
    are left.
    """
    if not 1 <= quantity <= line.units_left:
        raise ValueError(f"{quantity} of {line.units_left} units")
    each, remainder = divmod(line.paid, line.quantity)
    due = each * quantity + (remainder if quantity == line.units_left else 0)
    return min(due, line.money_left)


def delivery_due(*, left: int, everything: bool, fault: bool, anything_shipped: bool) -> int:
    """What of delivery goes back, of which `left` is neither refunded nor kept for a case:
    everything that is left, if no unit of the order stays with the shopper and it is for a fault,
    or nothing was ever shipped. For a return without a reason the shopper bears the freight
    (Consumer Rights Protection Law, article 25).
    """
    return left if everything and (fault or not anything_shipped) else 0


def checked_amounts(asked: Mapping[str, int], most: Mapping[str, int]) -> dict[str, int]:
    """An amount for each line of a case, none above what the line gives back; a line that is not
    named gives nothing. InvalidInput otherwise.
    """
    for line_id, minor in asked.items():
        if type(minor) is not int or not 0 <= minor <= most.get(line_id, -1):
            raise InvalidInput(
                f"The line {line_id[:40]} cannot give back {minor}.",
                remedy=f"Give 0 to {most[line_id]} minor units."
                if line_id in most
                else "Name only lines of the case.",
                code="aftersales.bad_amount",
                field="amounts",
            )
    return {line_id: asked.get(line_id, 0) for line_id in most}


def share_of(amount: int, paid: int, quantity: int, bought: int) -> Fraction:
    """Which part of an order a refund undoes: by money, or by units where nothing was paid in
    money (points paid for all of it).
    """
    return Fraction(amount, paid) if paid else Fraction(quantity, bought)
