"""Price adjusters: what tiers, coupons and prices of a group take off, registered by other rooms.

Adjusters run by their place in the order of discounts. Each sees the lines as the earlier ones left
them and says per line what it takes off; no line goes below zero, nor below its floor if the
adjuster is bound by the margin. An adjuster that fails, or answers what makes no sense, stops the
checkout: a wrong price is worse than none.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from typing import Protocol

from huitou.kernel import Clock, Conflict, Currency, Money

# The order of discounts.
ACTIVITY, TIME_DISCOUNT, FULL_REDUCTION, COUPON, POINTS, DELIVERY = range(100, 700, 100)
_log = logging.getLogger("huitou.orders")


@dataclass(frozen=True)
class PricedLine:
    """A line of a checkout. `listed` is the unit price times the quantity, `left` what earlier
    adjusters left of it, `floor` what the shop does not sell it below; in minor units.
    """

    variant_id: str
    product_id: str
    category_path: tuple[str, ...]
    seller_id: str | None
    quantity: int
    unit_price: int
    left: int
    floor: int = 0

    @property
    def listed(self) -> int:
        return self.unit_price * self.quantity


@dataclass(frozen=True)
class AdjusterInput:
    """All that an adjuster may look at. `delivery` is what is left of the fee; `coupons` are the
    codes that the shopper asks for.
    """

    lines: tuple[PricedLine, ...]
    currency: str
    delivery: int
    member_id: str | None
    coupons: tuple[str, ...]
    at: datetime


@dataclass(frozen=True)
class Adjustment:
    """What one rule takes off: `off` per line, in the order of the lines, and `delivery_off`, in
    minor units. `code` names the rule (a coupon's is the code that was asked for); `label` says it
    to people, by language (`en`, `zh-hans`).
    """

    code: str
    label: Mapping[str, str]
    off: tuple[int, ...]
    delivery_off: int = 0

    @property
    def total(self) -> int:
        return sum(self.off) + self.delivery_off


@dataclass(frozen=True)
class Declined:
    """A coupon that was asked for and takes nothing off, and why."""

    code: str
    reason: Mapping[str, str]


Answer = Adjustment | Declined
Adjuster = Callable[[AdjusterInput], tuple[Answer, ...]]


class Claims(Protocol):
    """What an adjuster gives only so often. Both run inside the transaction of the order; both may
    be called again for the same order and then change nothing.
    """

    def take(
        self, order_id: str, member_id: str | None, codes: tuple[str, ...], clock: Clock
    ) -> None:
        """Take what `codes` name for the order. A HuitouError if it is no longer to be had."""

    def give_back(self, order_id: str, clock: Clock) -> None:
        """The order came to nothing."""


@dataclass(frozen=True)
class Registered:
    """An adjuster at its place."""

    name: str
    place: int
    function: Adjuster
    bound_by_floor: bool
    claims: Claims | None


@dataclass(frozen=True)
class Applied:
    """An adjustment and the adjuster that it comes from."""

    name: str
    place: int
    adjustment: Adjustment


@dataclass(frozen=True)
class Adjusted:
    """What all adjusters made of a checkout."""

    lines: tuple[PricedLine, ...]
    delivery: int
    applied: tuple[Applied, ...]
    declined: tuple[Declined, ...]


_UNKNOWN_COUPON = MappingProxyType({"en": "This code is not known.", "zh-hans": "没有这个优惠码。"})
_adjusters: dict[str, Registered] = {}


def register_adjuster(
    name: str,
    place: int,
    function: Adjuster,
    *,
    bound_by_floor: bool = True,
    claims: Claims | None = None,
) -> None:
    """Let `function` take its part in every checkout, at `place` (see the order of discounts; among
    equals by name). It is pure. ValueError for a name that another adjuster has.
    """
    entry = Registered(name, place, function, bound_by_floor, claims)
    if _adjusters.setdefault(name, entry) != entry:
        raise ValueError(f"two adjusters are called {name}")


def registered() -> list[Registered]:
    """The adjusters in the order in which they run."""
    return sorted(_adjusters.values(), key=lambda entry: (entry.place, entry.name))


def spread(
    amount: int, lines: Sequence[PricedLine], currency: str, *, whole: bool = False
) -> tuple[int, ...]:
    """`amount` minor units split over the lines in proportion to what is left of them, exactly, and
    never more than what is left (with `whole` down to zero, else to the floor).
    """
    room = [line.left if whole else max(0, line.left - line.floor) for line in lines]
    most = min(amount, sum(room))
    if most <= 0:
        return (0,) * len(room)
    return tuple(part.minor for part in Money(most, Currency.of(currency)).allocate(room))


def adjusted(asked: AdjusterInput, adjusters: Sequence[Registered] | None = None) -> Adjusted:
    """Run the adjusters (those that are registered, if none are given) over a checkout."""
    applied: list[Applied] = []
    declined: list[Declined] = []
    for entry in registered() if adjusters is None else adjusters:
        for answer in _answers(entry, asked):
            if isinstance(answer, Declined):
                declined.append(answer)
                continue
            capped = _capped(entry, answer, asked)
            if capped.total:
                applied.append(Applied(entry.name, entry.place, capped))
                asked = _after(asked, capped)
    spoken = {one.adjustment.code for one in applied} | {one.code for one in declined}
    silent = [Declined(code, _UNKNOWN_COUPON) for code in asked.coupons if code not in spoken]
    return Adjusted(asked.lines, asked.delivery, tuple(applied), (*declined, *silent))


def _answers(entry: Registered, asked: AdjusterInput) -> tuple[Answer, ...]:
    try:
        answers = tuple(entry.function(asked))
        for answer in answers:
            _check(answer, len(asked.lines))
    except Exception as error:  # whatever it is: the price would be a guess
        _log.exception("the price adjuster %s failed", entry.name)
        raise Conflict(
            f"The price cannot be worked out: {entry.name} failed.",
            remedy="Try again in a moment; if it stays so, tell the shop.",
            code="orders.adjuster_failed",
        ) from error
    return answers


def _check(answer: Answer, lines: int) -> None:
    if isinstance(answer, Declined):
        return
    amounts = (*answer.off, answer.delivery_off)
    if len(answer.off) != lines or any(type(a) is not int or a < 0 for a in amounts):
        raise ValueError(f"{answer.code} takes {amounts} off {lines} lines and the delivery")


def _capped(entry: Registered, answer: Adjustment, asked: AdjusterInput) -> Adjustment:
    off = tuple(
        min(amount, max(0, line.left - (line.floor if entry.bound_by_floor else 0)))
        for amount, line in zip(answer.off, asked.lines, strict=True)
    )
    return replace(answer, off=off, delivery_off=min(answer.delivery_off, asked.delivery))


def _after(asked: AdjusterInput, adjustment: Adjustment) -> AdjusterInput:
    lines = tuple(
        replace(line, left=line.left - amount)
        for line, amount in zip(asked.lines, adjustment.off, strict=True)
    )
    return replace(asked, lines=lines, delivery=asked.delivery - adjustment.delivery_off)
