"""A small shop, committed: payments speak with their gateway outside of transactions."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from huitou.commerce import payments
from huitou.commerce.orders import adjust
from huitou.kernel import FakeClock
from orders_shop import OrdersShop


@pytest.fixture
def shop(committed: None, clock: FakeClock) -> Iterator[OrdersShop]:
    gateway = payments.SimulatedGateway(clock=clock)
    with payments.gateway_set("simulated", gateway):
        yield OrdersShop(clock, gateway).opened()


@pytest.fixture
def adjusters(monkeypatch: pytest.MonkeyPatch) -> None:
    """Those that a test registers, and no others."""
    monkeypatch.setattr(adjust, "_adjusters", {})
