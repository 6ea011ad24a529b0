"""What a payment gateway must be able to do, in words that no gateway owns.

How the two large ones map onto it:

WeChat Pay v3. `number` is out_trade_no (6 to 32 letters and digits), `gateway_id` transaction_id.
create: /v3/pay/transactions/native answers code_url (QR), /h5 answers h5_url (REDIRECT), /jsapi and
/app answer prepay_id, which the adapter signs into APP parameters; /jsapi takes the openid from
`payer`. query: SUCCESS and REFUND are PAID, NOTPAY, USERPAYING and PAYERROR are UNPAID, CLOSED and
REVOKED are CLOSED, ORDER_NOT_EXIST is UNKNOWN. close: 204 and ORDER_NOT_EXIST are CLOSED, ORDERPAID
is ALREADY_PAID. refund: out_refund_no is the refund's `number`, `total` the amount of the payment;
PROCESSING is PENDING, SUCCESS SUCCEEDED, CLOSED FAILED, ABNORMAL ABNORMAL; an error such as
NOT_ENOUGH is FAILED and is sent again with the same number, not sooner than after a minute.
verify_callback: Wechatpay-Signature (RSA-SHA256 by the key that Wechatpay-Serial names) over
timestamp, nonce and body; a Wechatpay-Timestamp older than five minutes is refused; the resource is
then opened with AES-256-GCM. acknowledge: an empty 204. statement: tradebill of ALL.

Alipay. `number` is out_trade_no, `gateway_id` trade_no. create: page.pay and wap.pay are REDIRECT,
precreate is QR, app.pay is APP. query: TRADE_SUCCESS and TRADE_FINISHED are PAID, WAIT_BUYER_PAY is
UNPAID, TRADE_CLOSED is CLOSED, ACQ.TRADE_NOT_EXIST is UNKNOWN. close: ACQ.TRADE_STATUS_ERROR of a
paid trade is ALREADY_PAID. refund: out_request_no is the refund's `number`; fund_change=Y is
SUCCEEDED, N is PENDING until fastpay.refund.query says REFUND_SUCCESS. verify_callback: RSA2 over
the sorted form fields; app_id and seller_id must be ours, notify_time is the age; total_amount is
the amount. acknowledge: the text `success`. statement: the signcustomer bill.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from enum import StrEnum
from typing import Protocol

from huitou.kernel import Clock, Money, Unreachable


class GatewayUnreachable(Unreachable):
    """The gateway did not answer: what was asked of it may or may not have been done."""

    default_code = "payments.gateway_unreachable"


class InstructionKind(StrEnum):
    """What the shopper's screen does with an instruction."""

    REDIRECT = "redirect"
    QR = "qr"
    APP = "app"


class PaidState(StrEnum):
    """How a payment stands at the gateway. UNKNOWN: it never heard of the number."""

    UNPAID = "unpaid"
    PAID = "paid"
    CLOSED = "closed"
    UNKNOWN = "unknown"


class CloseAnswer(StrEnum):
    """CLOSED: no money can come any more, also if the number was never heard of."""

    CLOSED = "closed"
    ALREADY_PAID = "already_paid"


class RefundProgress(StrEnum):
    """FAILED may be sent again under the same number; ABNORMAL needs a person. UNKNOWN: the
    gateway never heard of the number.
    """

    PENDING = "pending"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    ABNORMAL = "abnormal"
    UNKNOWN = "unknown"


class NoticeKind(StrEnum):
    """What a callback or a row of a statement is about."""

    PAYMENT = "payment"
    REFUND = "refund"


@dataclass(frozen=True)
class PaymentOrder:
    """`number` is ours, 32 letters and digits, and stays the same when the order is sent again.
    `payer` has what only this gateway needs of the payer, such as `openid` or `client_ip`, and
    `return_url`, to which the browser should come back.
    """

    number: str
    amount: Money
    title: str
    expires_at: datetime
    payer: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class PayInstruction:
    """How the shopper pays: `url` to go to (REDIRECT), `text` of a QR code, or `parameters` for the
    gateway's own app or script (APP).
    """

    kind: InstructionKind
    url: str = ""
    text: str = ""
    parameters: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class GatewayState:
    """`paid`, `gateway_id` and `paid_at` are there when the state is PAID."""

    state: PaidState
    paid: Money | None = None
    gateway_id: str = ""
    paid_at: datetime | None = None


@dataclass(frozen=True)
class RefundOrder:
    """`number` is the refund's own and never changes; `payment_number` and `gateway_id` name the
    payment, `total` is what was paid with it.
    """

    number: str
    payment_number: str
    gateway_id: str
    amount: Money
    total: Money
    reason: str


@dataclass(frozen=True)
class RefundState:
    """How a refund stands; `amount` and `at` where the gateway says them."""

    state: RefundProgress
    gateway_id: str = ""
    amount: Money | None = None
    at: datetime | None = None
    detail: str = ""


@dataclass(frozen=True)
class Notice:
    """A callback whose signature and age are sound. `state` is a word of PaidState for a payment
    and of RefundProgress for a refund; `number` is the payment's or the refund's.
    """

    kind: NoticeKind
    number: str
    gateway_id: str
    amount: Money
    state: str
    at: datetime


@dataclass(frozen=True)
class Ack:
    """What the gateway is answered."""

    body: bytes
    content_type: str
    status: int = 200


@dataclass(frozen=True)
class StatementRow:
    """A movement as the gateway's books have it: `amount` is positive for a payment and for a
    refund alike; `fee` is what the gateway kept (negative: gave back).
    """

    kind: NoticeKind
    number: str
    gateway_id: str
    amount: Money
    fee: Money
    at: datetime


class Gateway(Protocol):
    """Every method but `verify_callback` and `acknowledge` speaks with the gateway and raises
    GatewayUnreachable when it does not answer. All may be repeated with the same numbers.
    """

    def create(self, order: PaymentOrder) -> PayInstruction:
        """Make the payment known, or say again how it is paid."""

    def query(self, number: str) -> GatewayState:
        """How the payment stands."""

    def close(self, number: str) -> CloseAnswer:
        """Let no money come any more."""

    def refund(self, order: RefundOrder) -> RefundState:
        """Ask for a refund, or ask again under the same number."""

    def query_refund(self, number: str) -> RefundState:
        """How the refund stands."""

    def verify_callback(self, headers: Mapping[str, str], body: bytes, clock: Clock) -> Notice:
        """What a callback says; Unauthorized if the signature is not the gateway's or too old.
        `headers` are found in lower case.
        """

    def acknowledge(self, notice: Notice) -> Ack:
        """The answer after which the gateway does not send the notice again."""

    def statement(self, day: date, zone: tzinfo) -> Iterator[StatementRow]:
        """Every movement of a day of that timezone."""
