"""A shop that takes money: a receiver of its own, and the simulated gateway."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from huitou.commerce import payments
from huitou.kernel import FakeClock
from payments_shop import PaymentsShop, Till


@pytest.fixture
def shop(committed: None, clock: FakeClock) -> Iterator[PaymentsShop]:
    gateway = payments.SimulatedGateway(clock=clock)
    shop = PaymentsShop(clock, gateway, Till())
    with payments.gateway_set("simulated", gateway), payments.receiver_set("order", shop.till):
        yield shop
