"""A shop that does nothing but take money: for tests of payments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, timedelta

from django.db import transaction

from huitou.commerce import payments
from huitou.commerce.payments import Accepted, PaymentFacts, RefundFacts, Refused
from huitou.foundation.actors import SYSTEM, Actor
from huitou.kernel import Clock, FakeClock, Money

ANN = Actor("member", "ann")
CLERK = Actor("staff", "a1", frozenset({"payments.refund", "payments.reconcile", "payments.read"}))


def yuan(amount: str | int) -> Money:
    return Money.parse(amount, "CNY")


@dataclass
class Till:
    """A receiver that wants all money but that for what it `refuses`; it remembers what it was
    told, also of transactions that were taken back.
    """

    refuses: set[str] = field(default_factory=set)
    told: list[tuple[str, str]] = field(default_factory=list)
    breaks: bool = False
    keeps_refunds: bool = False

    def captured(self, reference: str, payment: PaymentFacts, clock: Clock) -> Accepted | Refused:
        if self.breaks:
            raise RuntimeError("the till is jammed")
        self.told.append(("captured", reference))
        return Refused("cancelled") if reference in self.refuses else Accepted()

    def refunded(self, reference: str, refund: RefundFacts, clock: Clock) -> None:
        self.told.append(("refunded", reference))

    def failed(self, reference: str, refund: RefundFacts, clock: Clock) -> None:
        self.told.append(("failed", reference))


@dataclass
class PaymentsShop:
    """The shop's side of every verb, with one clock, one gateway and one receiver."""

    clock: FakeClock
    gateway: payments.SimulatedGateway
    till: Till

    def open(self, reference: str = "o1", amount: str = "100.00") -> PaymentFacts:
        with transaction.atomic():
            return payments.open_payment(
                purpose="order",
                reference=reference,
                amount=yuan(amount),
                owner=ANN,
                gateway="simulated",
                expires_at=self.clock.now() + timedelta(hours=2),
                clock=self.clock,
            )

    def start(self, reference: str = "o1", amount: str = "100.00") -> PaymentFacts:
        opened = self.open(reference, amount)
        payments.start_payment(payment_id=opened.id, actor=ANN, clock=self.clock)
        return payments.payment(opened.id)

    def paid(self, reference: str = "o1", amount: str = "100.00") -> PaymentFacts:
        started = self.start(reference, amount)
        self.gateway.pay(started.number)
        self.post()
        return payments.payment(started.id)

    def receive(self, headers: Mapping[str, str], body: bytes) -> payments.Ack:
        return payments.receive_callback(
            gateway="simulated", headers=headers, body=body, clock=self.clock
        )

    def post(self) -> int:
        return self.gateway.post_callbacks(self.receive, self.clock)

    def refund(self, payment: PaymentFacts, amount: str, key: str = "r1") -> RefundFacts:
        with transaction.atomic():
            return payments.refund(
                payment_id=payment.id,
                amount=yuan(amount),
                key=key,
                reason="does not fit",
                actor=SYSTEM,
                clock=self.clock,
            )

    def send(self) -> int:
        return payments.send_refunds(clock=self.clock)

    def settle(self, rounds: int = 12) -> None:
        """Let the jobs run for half a day, then compare the books of yesterday and today."""
        for _ in range(rounds):
            payments.expire_payments(clock=self.clock)
            payments.poll_payments(clock=self.clock)
            self.send()
            self.post()
            self.clock.advance(timedelta(hours=1))
        self.reconcile()
        self.send()
        self.post()

    def reconcile(self) -> list[payments.Reconciled]:
        today = self.clock.now().date()
        days = (today - timedelta(days=1), today)
        return [
            payments.reconcile(day=day, gateway="simulated", zone=UTC, clock=self.clock)
            for day in days
        ]

    def state(self, payment: PaymentFacts) -> str:
        return payments.payment(payment.id).state


def balances() -> dict[str, int]:
    """Every account that is not zero, in fen."""
    names = ("gateway:simulated", "held:order", "refunding", "suspense", "fees", "bank")
    sums = {name: sum(money.minor for money in payments.balance(name)) for name in names}
    return {name: minor for name, minor in sums.items() if minor}
