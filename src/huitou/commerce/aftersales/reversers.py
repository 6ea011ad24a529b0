"""What else a refund undoes: coupons, points and the like, registered by the rooms they are of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from huitou.kernel import Clock


@dataclass(frozen=True)
class RefundedLine:
    """Of an order line so many units for so much money, of so many that so much was paid for; in
    minor units.
    """

    line_id: str
    variant_id: str
    quantity: int
    minor: int
    bought: int
    paid: int


@dataclass(frozen=True)
class CaseFacts:
    """A refund that was decided. `before` is which part of the order was undone earlier, so that a
    reverser of N points takes back floor(N * (before + fraction)) - floor(N * before): over all
    refunds of an order exactly N.
    """

    case_id: str
    order_id: str
    member_id: str | None
    guest_id: str | None
    kind: str
    currency: str
    lines: tuple[RefundedLine, ...]
    before: Fraction


Reverser = Callable[[CaseFacts, Fraction, Clock], None]
_reversers: dict[str, Reverser] = {}


def register_reverser(name: str, function: Reverser) -> None:
    """Let `function(facts, fraction, clock)` run once for every refund that is decided, in the
    transaction of the decision: `fraction` is the part of the order (of what was paid for its
    goods) that it undoes. What the function raises takes the decision back. To be called at
    start-up. ValueError for a name that another one has.
    """
    if _reversers.setdefault(name, function) is not function:
        raise ValueError(f"two reversers are called {name}")


def reverse(facts: CaseFacts, fraction: Fraction, *, clock: Clock) -> None:
    """Run all of them, in the order of their names."""
    for name in sorted(_reversers):
        _reversers[name](facts, fraction, clock)
