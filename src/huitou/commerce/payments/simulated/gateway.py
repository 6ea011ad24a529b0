"""The simulated gateway, and the shopper who pays there."""

from __future__ import annotations

import hashlib
import logging
import random
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db import connection, transaction

from huitou.commerce.payments.gateway import (
    Ack,
    CloseAnswer,
    GatewayState,
    GatewayUnreachable,
    InstructionKind,
    Notice,
    NoticeKind,
    PaidState,
    PayInstruction,
    PaymentOrder,
    RefundOrder,
    RefundProgress,
    RefundState,
    StatementRow,
)
from huitou.commerce.payments.simulated import posting, refunding, signing
from huitou.commerce.payments.simulated.faults import CallbackScript, Faults, RefundScript
from huitou.commerce.payments.simulated.posting import Callback
from huitou.commerce.payments.simulated.tables import (
    SimulatedCharge,
    SimulatedOrder,
    SimulatedRefund,
)
from huitou.foundation.statements import Question, insert, update
from huitou.kernel import Clock, Conflict, Currency, Money, NotFound

_FEE = (6, 1000)  # what WeChat Pay and Alipay take of most shops
_log = logging.getLogger("huitou.payments.simulated")
_NEWEST: Question[SimulatedOrder] = Question(lambda: SimulatedOrder.objects.order_by("-id")[:1])
_NUMBERED: Question[SimulatedOrder] = Question(
    lambda number: SimulatedOrder.objects.filter(number=number)
)
_LOCKED: Question[SimulatedOrder] = Question(
    lambda number: SimulatedOrder.objects.select_for_update().filter(number=number)
)
_CHARGES: Question[SimulatedCharge] = Question(
    lambda number: SimulatedCharge.objects.filter(number=number)
)


class SimulatedGateway:
    """`faults` draws what goes wrong, the same for the same `seed` and order of payments;
    `refund_scripts` says it of the next refunds, one each. While `down`, it does not answer. Every
    method that is remote in a real gateway raises RuntimeError inside a transaction of ours.
    """

    def __init__(
        self,
        *,
        clock: Clock,
        seed: int = 0,
        faults: Faults | None = None,
        secret: bytes | None = None,
        cashier: str = "/pay/simulated/",
    ) -> None:
        self.clock = clock
        self.seed = seed
        self.faults = faults or Faults()
        self.refund_scripts: deque[RefundScript] = deque()
        self.down = False
        self._secret = secret or _secret_of(settings.SECRET_KEY)
        self._cashier = cashier

    # What the shop asks of it

    def create(self, order: PaymentOrder) -> PayInstruction:
        self._arrive()
        newest = _NEWEST.first()
        row = SimulatedOrder(
            number=order.number,
            place=newest.place + 1 if newest else 1,
            minor=order.amount.minor,
            currency=order.amount.currency.code,
            title=order.title,
            expires_at=order.expires_at,
        )
        insert(row, or_ignore=True)
        back = order.payer.get("return_url")
        url = self._cashier + order.number + (f"?{urlencode({'back': back})}" if back else "")
        return PayInstruction(InstructionKind.REDIRECT, url=url)

    def query(self, number: str) -> GatewayState:
        self._arrive()
        charge = SimulatedCharge.objects.filter(number=number).order_by("id").first()
        if charge is not None:
            money = Money(charge.minor, Currency.of(charge.currency))
            return GatewayState(PaidState.PAID, money, charge.gateway_id, charge.paid_at)
        order = SimulatedOrder.objects.filter(number=number).first()
        return GatewayState(PaidState(order.state) if order else PaidState.UNKNOWN)

    def close(self, number: str) -> CloseAnswer:
        self._arrive()
        open_ones = SimulatedOrder.objects.filter(number=number, state="unpaid")
        if open_ones.update(state="closed"):
            return CloseAnswer.CLOSED
        paid = SimulatedOrder.objects.filter(number=number, state="paid").exists()
        return CloseAnswer.ALREADY_PAID if paid else CloseAnswer.CLOSED

    def refund(self, order: RefundOrder) -> RefundState:
        self._arrive()
        script = self._script(order)
        with transaction.atomic():
            row, said = refunding.begin(order, script, self.faults.pending, self.clock)
            self._tell(row)
        if script == RefundScript.ANSWER_LOST and said.state == RefundProgress.SUCCEEDED:
            raise GatewayUnreachable(
                "The gateway did not answer.", remedy="Ask it how the refund stands."
            )
        return said

    def query_refund(self, number: str) -> RefundState:
        self._arrive()
        self._ripen()
        row = SimulatedRefund.objects.filter(number=number).first()
        return refunding.state_of(row) if row else RefundState(RefundProgress.UNKNOWN)

    def verify_callback(self, headers: Mapping[str, str], body: bytes, clock: Clock) -> Notice:
        return signing.verified(headers, body, self._secret, clock)

    def acknowledge(self, notice: Notice) -> Ack:
        return Ack(b"success", "text/plain")

    def statement(self, day: date, zone: tzinfo) -> Iterator[StatementRow]:
        self._arrive()
        self._ripen()
        begins = datetime.combine(day, time.min, zone)
        ends = datetime.combine(day + timedelta(days=1), time.min, zone)
        charges = SimulatedCharge.objects.filter(paid_at__gte=begins, paid_at__lt=ends)
        for row in charges.order_by("id"):
            yield _row(NoticeKind.PAYMENT, row.number, row, row.fee_minor, row.paid_at)
        refunds = SimulatedRefund.objects.filter(state="succeeded", at__gte=begins, at__lt=ends)
        for row in refunds.order_by("id"):
            yield _row(NoticeKind.REFUND, row.number, row, 0, row.at)

    # What the shopper does there, and what it posts

    def pay(
        self,
        number: str,
        *,
        amount: Money | None = None,
        callback: CallbackScript | None = None,
        whatever_its_state: bool = False,
    ) -> str:
        """Pay, and have the shop told; the gateway's id of the transaction. `amount` is another
        than was asked for; `whatever_its_state` pays a closed order, or a paid one again, as no
        gateway should let happen and some have. NotFound for an unknown number.
        """
        self._refuse_inside()
        with transaction.atomic():
            order = _LOCKED.first(number)
            if order is None:
                raise _unknown()
            if order.state != "unpaid" and not whatever_its_state:
                raise Conflict(
                    f"The payment is {order.state}.",
                    remedy="Open a new one.",
                    code="simulated.not_open",
                )
            charge = self._charge(order, amount or Money(order.minor, Currency.of(order.currency)))
            self._queue(
                Notice(
                    NoticeKind.PAYMENT,
                    number,
                    charge.gateway_id,
                    Money(charge.minor, Currency.of(charge.currency)),
                    PaidState.PAID,
                    charge.paid_at,
                ),
                callback or self.faults.callback(self._dice("callback", order.place)),
            )
            return str(charge.gateway_id)

    def asked(self, number: str) -> Money:
        """What is to be paid. NotFound for an unknown number."""
        order = _NUMBERED.first(number)
        if order is None:
            raise _unknown()
        return Money(order.minor, Currency.of(order.currency))

    def due_callbacks(self, clock: Clock) -> Iterator[Callback]:
        """The requests that it makes now; see `acknowledged`."""
        self._refuse_inside()
        self._ripen()
        dice = self._dice("order", clock.micros()) if self.faults.reorder else None
        return posting.due(self._secret, dice, clock)

    def acknowledged(self, callback_id: int) -> None:
        """The shop has answered as it should: the notice is not posted again."""
        self._refuse_inside()
        posting.acknowledge(callback_id)

    def post_callbacks(self, post: Callable[[Mapping[str, str], bytes], Any], clock: Clock) -> int:
        """Give every request that is due to `post`; how many it took. One that raises is posted
        again later.
        """
        taken = 0
        for callback in self.due_callbacks(clock):
            try:
                post(callback.headers, callback.body)
            except Exception:  # as a web server would answer 500
                _log.exception("callback %s is posted again", callback.id)
            else:
                self.acknowledged(callback.id)
                taken += 1
        return taken

    def _charge(self, order: SimulatedOrder, money: Money) -> SimulatedCharge:
        order.state = "paid"
        update(order, "state")
        before = len(_CHARGES(order.number))
        charge = SimulatedCharge(
            gateway_id=f"sim-{order.number}-{before + 1}",
            number=order.number,
            minor=money.minor,
            currency=money.currency.code,
            fee_minor=money.share(*_FEE).minor,
            paid_at=self.clock.now(),
        )
        insert(charge)
        return charge

    def _script(self, order: RefundOrder) -> RefundScript:
        if self.refund_scripts:
            return self.refund_scripts.popleft()
        before = SimulatedRefund.objects.filter(number=order.number).first()
        tries = before.tries if before else 0
        place = before.pk if before else SimulatedRefund.objects.count() + 1
        return self.faults.refund(self._dice("refund", place, tries))

    def _ripen(self) -> None:
        """Settle refunds whose time has come."""
        for row in refunding.ripe(self.clock):
            with transaction.atomic():
                if refunding.settle(row):
                    self._tell(row)

    def _tell(self, row: SimulatedRefund) -> None:
        if row.state != "pending":
            notice = Notice(
                NoticeKind.REFUND,
                row.number,
                row.gateway_id,
                Money(row.minor, Currency.of(row.currency)),
                row.state,
                row.at,
            )
            self._queue(notice, self.faults.callback(self._dice("told", row.pk, row.tries)))

    def _queue(self, notice: Notice, script: CallbackScript) -> None:
        posting.queue(notice, script, self.clock)

    def _dice(self, *what: object) -> random.Random:
        return random.Random(f"{self.seed} {what}")

    def _arrive(self) -> None:
        self._refuse_inside()
        if self.down:
            raise GatewayUnreachable("The gateway did not answer.", remedy="Try again in a moment.")

    def _refuse_inside(self) -> None:
        """Its books are a remote system's: they do not go back with a transaction of ours."""
        if connection.in_atomic_block:
            raise RuntimeError("the simulated gateway is called inside a transaction")


def _row(kind: NoticeKind, number: str, row: Any, fee: int, at: datetime) -> StatementRow:
    currency = Currency.of(row.currency)
    amount = Money(row.minor, currency)
    return StatementRow(kind, number, row.gateway_id, amount, Money(fee, currency), at)


def _unknown() -> NotFound:
    return NotFound(
        "The gateway knows no such payment.",
        remedy="Start the payment first.",
        code="simulated.unknown",
    )


def _secret_of(key: str) -> bytes:
    return hashlib.sha256(b"huitou.payments.simulated" + key.encode()).digest()
