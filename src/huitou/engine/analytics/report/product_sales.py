"""What products sold and what of it was given back, by day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from huitou.engine.analytics.periods import (
    WEEK,
    Ints,
    local_days,
    period_of,
    period_start,
    zone_named,
)
from huitou.engine.events import SALE

_EPOCH = date(1970, 1, 1)
_SUMMED = ("units", "amount", "units_back", "amount_back")


@dataclass(frozen=True)
class Sold:
    """Units and money (minor units) that were sold in a span, and what was given back in it."""

    units: int = 0
    amount: int = 0
    units_back: int = 0
    amount_back: int = 0


@dataclass(frozen=True, eq=False)
class ProductSales:
    """Sales of every product by local day, in one currency; refunds count on their own day."""

    currency: str
    products: dict[str, int]
    product: Ints
    day: Ints
    sums: Ints  # a row each for _SUMMED

    @classmethod
    def of(cls, lines: pa.Table, *, timezone: str, currency: str) -> ProductSales:
        """From order lines (ORDER_LINES_SCHEMA); those of other currencies are left out."""
        mine = pc.and_(pc.equal(lines["currency"], currency), pc.is_valid(lines["product_id"]))
        kept = lines.filter(mine)
        sold = pc.equal(kept["kind"], SALE).to_numpy(zero_copy_only=False)
        table = pa.table({"product": kept["product_id"], **_amounts(kept, sold)}).append_column(
            "day", pa.array(_days(kept, timezone))
        )
        daily = table.group_by(["product", "day"]).aggregate([(name, "sum") for name in _SUMMED])
        encoded = daily["product"].combine_chunks().dictionary_encode()
        names = encoded.dictionary.to_pylist()
        return cls(
            currency=currency,
            products={name: number for number, name in enumerate(names)},
            product=encoded.indices.to_numpy().astype(np.int64),
            day=daily["day"].to_numpy().astype(np.int64),
            sums=np.array([daily[f"{name}_sum"].to_numpy() for name in _SUMMED]),
        )

    def since(self, product_id: str, day: date) -> Sold:
        """What one product sold from a local day on."""
        number = self.products.get(product_id)
        if number is None:
            return Sold()
        rows = (self.product == number) & (self.day >= _number(day))
        return Sold(*(int(total) for total in self.sums[:, rows].sum(axis=1).tolist()))

    def all_since(self, day: date) -> dict[str, Sold]:
        """The same of every product that sold anything, or took anything back."""
        rows = self.day >= _number(day)
        product = self.product[rows]
        totals = np.array(
            [
                np.bincount(product, weights=one[rows], minlength=len(self.products))
                for one in self.sums
            ]
        ).astype(np.int64)
        there = np.flatnonzero(np.bincount(product, minlength=len(self.products))).tolist()
        names = list(self.products)
        return {names[number]: Sold(*totals[:, number].tolist()) for number in there}

    def weeks(self, product_id: str, *, until: date, count: int) -> list[tuple[date, Sold]]:
        """The last `count` weeks, from Monday, up to the one that holds `until`."""
        last = int(period_of(np.array([_number(until)]), WEEK)[0])
        number = self.products.get(product_id)
        mine = self.product == (-1 if number is None else number)
        week = period_of(self.day[mine], WEEK)
        sums = self.sums[:, mine]
        return [
            (
                period_start(index, WEEK),
                Sold(*(int(total) for total in sums[:, week == index].sum(axis=1).tolist())),
            )
            for index in range(last - count + 1, last + 1)
        ]


def _number(day: date) -> int:
    return (day - _EPOCH).days


def _days(lines: pa.Table, timezone: str) -> Ints:
    moments = lines["ordered_at"].cast(pa.int64()).to_numpy()
    return local_days(moments, zone_named(timezone))


def _amounts(lines: pa.Table, sold: Any) -> dict[str, pa.Array]:
    units = np.round(lines["quantity"].to_numpy()).astype(np.int64)
    amount = lines["amount"].to_numpy()
    return {
        "units": pa.array(np.where(sold, units, 0)),
        "amount": pa.array(np.where(sold, amount, 0)),
        "units_back": pa.array(np.where(sold, 0, units)),
        "amount_back": pa.array(np.where(sold, 0, amount)),
    }
