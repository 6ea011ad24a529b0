"""A shop that sells over its pages, and people with browsers without script."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from buying_shop import Buyer
from huitou.kernel import FakeClock
from orders_shop import OrdersShop, open_shop


@pytest.fixture
def stall(committed: None, clock: FakeClock, home: Path) -> Iterator[OrdersShop]:
    """Committed, because payments speak with their gateway outside of transactions."""
    with open_shop(clock) as shop:
        shop.sell("GREEN", 20, stock=5)
        shop.sell("BLACK", 60)
        yield shop


@pytest.fixture
def buyer_of(stall: OrdersShop) -> Callable[..., Buyer]:
    def made(language: str = "en") -> Buyer:
        return Buyer(stall, language)

    return made


@pytest.fixture
def buyer(buyer_of: Callable[..., Buyer]) -> Buyer:
    return buyer_of()
