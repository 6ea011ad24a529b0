"""Products of first orders, by the buyers who came back."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from huitou.engine.analytics.periods import Ints
from huitou.engine.analytics.report.answers import ReturnProduct, ReturnProducts
from huitou.engine.analytics.report.definitions import PURCHASE_EN, PURCHASE_ZH, definition
from huitou.engine.analytics.report.purchases import Purchases
from huitou.engine.analytics.report.shares import wilson

_SHOWN = 20


def least_first_buyers(customers: int) -> int:
    """A product with fewer first buyers is not shown: 10, or 1 in 500 customers if more."""
    return max(10, -(-customers // 500))


def return_products(purchases: Purchases) -> ReturnProducts:
    """The 20 products with the most repeat buyers (ties: the greater share, then by product id)."""
    least = least_first_buyers(purchases.customers)
    lines = purchases.first_lines.filter(pc.is_valid(purchases.first_lines["product_id"]))
    codes, ids, buyers, repeaters = _counts(purchases, lines)
    kept = np.flatnonzero(buyers >= least).tolist()
    kept.sort(key=lambda i: (-repeaters[i], buyers[i], ids[i]))
    return ReturnProducts(
        products=tuple(
            _product(ids[i], int(buyers[i]), int(repeaters[i]), lines, codes == i)
            for i in kept[:_SHOWN]
        ),
        base_share=float(purchases.came_back.mean()) if purchases.customers else 0.0,
        definition=definition(
            purchases,
            "Of the customers who paid for the product in their first order, those who purchased "
            "again on a later day. Orders of the same first moment count as one; products with "
            f"fewer than {least} first buyers are left out. A product that came late has had less "
            f"time to see its buyers return. {PURCHASE_EN}",
            "首单里付费买过该商品的顾客中，之后又在另一天购买的人。同一时刻的首单合并为一单；首单买家"
            f"少于 {least} 人的商品不列出。上架晚的商品，买家回来的时间也更短。{PURCHASE_ZH}",
        ),
    )


def _counts(purchases: Purchases, lines: Any) -> tuple[Ints, list[str], Any, Any]:
    """The product code of each line, the ids, and per product first buyers and repeat buyers."""
    encoded = lines["product_id"].combine_chunks().dictionary_encode()
    codes = encoded.indices.to_numpy().astype(np.int64)
    ids = encoded.dictionary.to_pylist()
    people = max(purchases.customers, 1)
    pair = np.sort(codes * people + lines["customer"].to_numpy())
    product, customer = np.divmod(pair[np.diff(pair, prepend=-1) != 0], people)
    buyers = np.bincount(product, minlength=len(ids))
    repeaters = np.bincount(product[purchases.came_back[customer]], minlength=len(ids))
    return codes, ids, buyers, repeaters


def _product(product_id: str, buyers: int, repeaters: int, lines: Any, rows: Any) -> ReturnProduct:
    low, high = wilson(repeaters, buyers)
    return ReturnProduct(
        product_id=product_id,
        name=_name(lines["product_name"].filter(pa.array(rows))) or product_id,
        first_buyers=buyers,
        repeat_buyers=repeaters,
        share=repeaters / buyers,
        low=low,
        high=high,
    )


def _name(names: Any) -> str:
    """The most frequent name that is not empty (ties: the first by code point), else ""."""
    counts = Counter(name.strip() for name in names.to_pylist() if name and name.strip())
    return min(counts, key=lambda name: (-counts[name], name), default="")
