"""Which gateways there are, and who receives money for which purpose."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol

from huitou.commerce.payments.gateway import Gateway
from huitou.commerce.payments.locks import never_inside
from huitou.commerce.payments.records import Accepted, PaymentFacts, RefundFacts, Refused
from huitou.kernel import Clock, NotFound


class Receiver(Protocol):
    """A room that takes money. Its methods run inside the transaction of the change, the payment
    being locked; what they raise takes the change back, and it is tried again later. One with
    `keeps_refunds` true has books of its own about them: staff ask there.
    """

    keeps_refunds: bool

    def captured(self, reference: str, payment: PaymentFacts, clock: Clock) -> Accepted | Refused:
        """The whole amount has come. Refuse before anything is changed: what was changed stays."""

    def refunded(self, reference: str, refund: RefundFacts, clock: Clock) -> None:
        """A refund that was asked for has reached the shopper's side of the gateway."""

    def failed(self, reference: str, refund: RefundFacts, clock: Clock) -> None:
        """A refund that was asked for is stuck and waits for a person."""


_gateways: dict[str, Gateway] = {}
_receivers: dict[str, Receiver] = {}


def register_gateway(name: str, gateway: Gateway) -> None:
    """Let payments go through `gateway`. ValueError for a name that another one has."""
    _register(_gateways, name, gateway)


def register_receiver(purpose: str, receiver: Receiver) -> None:
    """Let `receiver` decide on money for `purpose`. ValueError if another one does."""
    _register(_receivers, purpose, receiver)


@contextmanager
def gateway_set(name: str, gateway: Gateway) -> Iterator[None]:
    """`gateway` in the place of whichever has the name; for tests and simulations."""
    with _put(_gateways, name, gateway):
        yield


@contextmanager
def receiver_set(purpose: str, receiver: Receiver) -> Iterator[None]:
    """`receiver` in the place of whichever has the purpose; for tests and simulations."""
    with _put(_receivers, purpose, receiver):
        yield


def gateway_names() -> list[str]:
    """What a shopper may choose from."""
    return sorted(_gateways)


def gateway_named(name: str) -> Gateway:
    """The gateway, for what needs no remote call. NotFound for an unknown name."""
    if name not in _gateways:
        raise NotFound(
            f"There is no payment gateway {name!r}.",
            remedy=f"Choose one of: {', '.join(sorted(_gateways)) or 'none is set up'}.",
            code="payments.no_gateway",
            field="gateway",
        )
    return _gateways[name]


def remote(name: str) -> Gateway:
    """The gateway, to speak with. RuntimeError inside a transaction: it would be held open as long
    as the gateway pleases, and taken back after the gateway had acted.
    """
    gateway = gateway_named(name)
    never_inside(f"the gateway {name}")
    return gateway


def receives(purpose: str) -> bool:
    """Whether anybody takes money for the purpose."""
    return purpose in _receivers


def keeps_refunds(purpose: str) -> bool:
    """Whether refunds of the purpose are asked for in another room, and not with the payment."""
    return receives(purpose) and receiver_of(purpose).keeps_refunds


def receiver_of(purpose: str) -> Receiver:
    """Who takes money for the purpose. LookupError if nobody does: a mistake of the set-up."""
    if purpose not in _receivers:
        raise LookupError(f"no receiver is registered for payments of {purpose!r}")
    return _receivers[purpose]


def _register(known: dict[str, Any], name: str, one: Any) -> None:
    if known.get(name, one) is not one:
        raise ValueError(f"another one is registered as {name}")
    known[name] = one


@contextmanager
def _put(known: dict[str, Any], name: str, one: Any) -> Iterator[None]:
    before = known.get(name)
    known[name] = one
    try:
        yield
    finally:
        if before is None:
            known.pop(name, None)
        else:
            known[name] = before
