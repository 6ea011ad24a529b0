"""A small shop. It is committed, because payments speak with their gateway outside of transactions;
tests that pay nothing have one in a transaction that is taken back.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from huitou.commerce.orders import adjust
from huitou.kernel import FakeClock
from orders_shop import OrdersShop, open_shop


@pytest.fixture
def shop(committed: None, clock: FakeClock) -> Iterator[OrdersShop]:
    with open_shop(clock) as shop:
        yield shop


@pytest.fixture
def quick_shop(tables: None, clock: FakeClock) -> Iterator[OrdersShop]:
    with open_shop(clock) as shop:
        yield shop


@pytest.fixture
def adjusters(monkeypatch: pytest.MonkeyPatch) -> None:
    """Those that a test registers, and no others."""
    monkeypatch.setattr(adjust, "_adjusters", {})
