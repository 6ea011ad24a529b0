"""Pure decisions about orders: their states, their numbers, and what is left to ship or refund."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from huitou.kernel import Conflict

AWAITING_PAYMENT = "awaiting_payment"
PAID = "paid"
PART_SHIPPED = "part_shipped"
SHIPPED = "shipped"
DELIVERED = "delivered"
RECEIVED = "received"
CLOSED = "closed"  # nobody paid: cancelled before, or the time to pay ran out
CANCELLED = "cancelled"  # it was paid, and everything is given back

# Every move that an order can make. Nothing leads to goods under way but through PAID.
TRANSITIONS: dict[str, frozenset[str]] = {
    AWAITING_PAYMENT: frozenset({PAID, CLOSED}),
    PAID: frozenset({PART_SHIPPED, SHIPPED, CANCELLED}),
    PART_SHIPPED: frozenset({SHIPPED}),
    SHIPPED: frozenset({DELIVERED, RECEIVED}),
    DELIVERED: frozenset({RECEIVED}),
    RECEIVED: frozenset(),
    CLOSED: frozenset(),
    CANCELLED: frozenset(),
}
STATES = tuple(TRANSITIONS)
# Goods of a paid order that still wait to be shipped: they stay reserved.
TO_SHIP = frozenset({PAID, PART_SHIPPED})
# Paid, and not given back as a whole.
IS_PAID = frozenset({PAID, PART_SHIPPED, SHIPPED, DELIVERED, RECEIVED})

# Crockford's base 32: no I, L, O or U, so that a number can be read out on the telephone.
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def checked_move(before: str, after: str) -> None:
    """Conflict unless an order may go from the state `before` to `after`."""
    if after not in TRANSITIONS[before]:
        raise Conflict(
            f"An order that is {words(before)} cannot become {words(after)}.",
            remedy="Look at the order again: it has changed, or this was done before.",
            code="orders.wrong_state",
        )


def words(state: str) -> str:
    """A state as it stands in a sentence."""
    return state.replace("_", " ")


def order_number(day: date, random_bits: Callable[[int], int]) -> str:
    """A number for people, such as 260701-7K3M9-QXW2T: the day, then 50 random bits, so that
    nobody can name the order of another or count a shop's orders.
    """
    value = random_bits(50)
    letters = "".join(_LETTERS[value >> shift & 31] for shift in range(45, -5, -5))
    return f"{day:%y%m%d}-{letters[:5]}-{letters[5:]}"


@dataclass(frozen=True)
class Counts:
    """How many units of an order line were bought, shipped, and taken off before shipping."""

    bought: int
    shipped: int = 0
    dropped: int = 0

    @property
    def to_ship(self) -> int:
        return self.bought - self.shipped - self.dropped


def state_of_shipping(lines: tuple[Counts, ...]) -> str:
    """What the state of a paid order is by its lines: PAID, PART_SHIPPED, SHIPPED, or CANCELLED
    if every unit was taken off before anything was shipped.
    """
    if not any(line.shipped for line in lines):
        return PAID if any(line.to_ship for line in lines) else CANCELLED
    return PART_SHIPPED if any(line.to_ship for line in lines) else SHIPPED
