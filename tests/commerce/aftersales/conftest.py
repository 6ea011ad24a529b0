"""The small shop of the orders' tests with a desk where cases are handled."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from django.conf import settings

from aftersales_desk import Desk
from huitou.commerce import payments
from huitou.commerce.aftersales import reversers
from huitou.kernel import FakeClock
from orders_shop import OrdersShop


@pytest.fixture
def desk(committed: None, clock: FakeClock, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """Committed: payments speak with their gateway outside of transactions."""
    monkeypatch.setattr(reversers, "_reversers", {})
    gateway = payments.SimulatedGateway(clock=clock)
    with payments.gateway_set("simulated", gateway):
        shop = OrdersShop(clock, gateway).opened()
        shop.sell("A", 10)
        shop.sell("B", 25)
        yield Desk(shop)


@pytest.fixture(autouse=True)
def _no_files() -> Iterator[None]:
    """No picture of one test is seen by the next."""
    yield
    shutil.rmtree(settings.HOME / "evidence", ignore_errors=True)
