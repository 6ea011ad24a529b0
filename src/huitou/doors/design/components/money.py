"""Prices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from huitou.doors.design.component import Component
from huitou.kernel import Money


@dataclass(frozen=True)
class PriceReason:
    """Why a price is as it is: "Member price" and what it takes away (or adds)."""

    label: str
    amount: Money | None = None


@dataclass(frozen=True)
class Price(Component):
    """What something costs. `before` is the price that is struck through, `lowest` the lowest of
    the days before, which the law wants beside a cut price; `reasons` open below it.
    """

    amount: Money
    before: Money | None = None
    reasons: Sequence[PriceReason] = ()
    lowest: Money | None = None
    lowest_days: int = 7
    up_to: Money | None = None  # the dearest of several variants
    size: Literal["small", "normal", "large"] = "normal"
    template: ClassVar[str] = "design/components/price.html"

    @property
    def is_cut(self) -> bool:
        return self.before is not None and self.amount < self.before

    @property
    def is_range(self) -> bool:
        return self.up_to is not None and self.amount < self.up_to
