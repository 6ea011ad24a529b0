"""The simulated gateway as one of a running shop, for development: HUITOU_SIMULATED_PAYMENTS=1."""

from __future__ import annotations

from datetime import datetime, timedelta

from huitou.commerce.payments.receiving import receive_callback
from huitou.commerce.payments.registry import gateway_named, gateway_names, register_gateway
from huitou.commerce.payments.simulated.gateway import SimulatedGateway
from huitou.foundation.clocks import current_clock
from huitou.foundation.jobs import every
from huitou.kernel import Clock, Money, NotFound

NAME = "simulated"


class _ProcessClock:
    """The clock of the process at the moment of the question."""

    def now(self) -> datetime:
        return current_clock().now()

    def micros(self) -> int:
        return current_clock().micros()


_gateway = SimulatedGateway(clock=_ProcessClock(), cashier="/cashier/simulated/")


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


def asked_at_cashier(number: str) -> Money:
    """What is to be paid there. NotFound for an unknown number, and where there is no cashier."""
    return _cashier().asked(number)


def pay_at_cashier(number: str, *, clock: Clock) -> None:
    """Pay, and let the shop be told at once. Conflict if it is paid or closed."""
    gateway = _cashier()
    gateway.pay(number)
    post_callbacks(gateway, clock)


def _cashier() -> SimulatedGateway:
    gateway = gateway_named(NAME) if NAME in gateway_names() else None
    if not isinstance(gateway, SimulatedGateway):
        raise NotFound(
            "There is no simulated cashier here.",
            remedy="Set HUITOU_SIMULATED_PAYMENTS=1 for development.",
            code="payments.no_cashier",
        )
    return gateway


def _post(*, clock: Clock) -> int:
    return post_callbacks(_gateway, clock)
