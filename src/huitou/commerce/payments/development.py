"""The simulated gateway as one of a running shop, for development: HUITOU_SIMULATED_PAYMENTS=1."""

from __future__ import annotations

from datetime import datetime, timedelta

from huitou.commerce.payments.receiving import receive_callback
from huitou.commerce.payments.registry import register_gateway
from huitou.commerce.payments.simulated.gateway import SimulatedGateway
from huitou.foundation.clocks import current_clock
from huitou.foundation.jobs import every
from huitou.kernel import Clock

NAME = "simulated"


class _ProcessClock:
    """The clock of the process at the moment of the question."""

    def now(self) -> datetime:
        return current_clock().now()

    def micros(self) -> int:
        return current_clock().micros()


_gateway = SimulatedGateway(clock=_ProcessClock(), cashier="/api/v1/payments/simulated/")


def install() -> None:
    """Register it, and let workers post its callbacks."""
    register_gateway(NAME, _gateway)
    every("payments.simulated_callbacks", timedelta(seconds=5), _post)


def post_callbacks(gateway: SimulatedGateway, clock: Clock) -> int:
    """Let the shop hear what is due; how many callbacks."""
    return gateway.post_callbacks(
        lambda headers, body: receive_callback(
            gateway=NAME, headers=headers, body=body, clock=clock
        ),
        clock,
    )


def _post(*, clock: Clock) -> int:
    return post_callbacks(_gateway, clock)
