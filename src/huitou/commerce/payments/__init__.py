"""Payments: money that is asked for, comes, and goes back, through gateways, each fen booked once.

A payment is for a `purpose` and a `reference` that this room knows nothing of; a registered
receiver decides whether money that came is wanted. Money that nobody wants goes back.

Verbs inside the caller's transaction: `open_payment`, `lock_payments` (before an order is locked),
`refund`, `hand_over_payments`. Verbs that speak with a gateway, outside transactions:
`start_payment`, `close_payment`, `resolve_refund`, `reconcile`. From outside: `receive_callback`.
Staff: `refund_by_staff`, `resolve_difference`. Jobs: `poll_payments`, `expire_payments`,
`send_refunds`. Registration, from AppConfig.ready: `register_gateway`, `register_receiver`.
Reads: `payment`, `owned_payment`, `payments_of`, `refunds`, `refund_of`, `balance`,
`books_at_zero`, `payment_trail` (for staff), `open_differences`, `compared_days`, `gateway_names`.
For the API: `router`. For tests and simulations: `SimulatedGateway`, `gateway_set`, `receiver_set`;
what its page does: `asked_at_cashier`, `pay_at_cashier`.
Facts said and heard: none; what a payment means is said by its receiver.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from huitou.foundation.lazy import lazy

if TYPE_CHECKING:
    from huitou.commerce.payments.alerts import resolve_difference
    from huitou.commerce.payments.api import router
    from huitou.commerce.payments.asking import refund, refund_by_staff
    from huitou.commerce.payments.books import books_at_zero
    from huitou.commerce.payments.closing import close_payment, expire_payments
    from huitou.commerce.payments.compared import Compared, compared_days
    from huitou.commerce.payments.development import asked_at_cashier, pay_at_cashier
    from huitou.commerce.payments.gateway import (
        Ack,
        CloseAnswer,
        Gateway,
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
    from huitou.commerce.payments.ledger import balance
    from huitou.commerce.payments.locks import lock_payments
    from huitou.commerce.payments.opening import open_payment
    from huitou.commerce.payments.owners import hand_over_payments
    from huitou.commerce.payments.polling import poll_payments
    from huitou.commerce.payments.reads import (
        open_differences,
        owned_payment,
        payment,
        payments_of,
        refund_of,
        refunds,
    )
    from huitou.commerce.payments.receiving import receive_callback
    from huitou.commerce.payments.reconciling import Reconciled, reconcile
    from huitou.commerce.payments.records import (
        Accepted,
        DifferenceFacts,
        Imbalance,
        PaymentFacts,
        RefundFacts,
        Refused,
    )
    from huitou.commerce.payments.registry import (
        Receiver,
        gateway_names,
        gateway_set,
        receiver_set,
        register_gateway,
        register_receiver,
    )
    from huitou.commerce.payments.sending import send_refunds
    from huitou.commerce.payments.simulated.faults import CallbackScript, Faults, RefundScript
    from huitou.commerce.payments.simulated.gateway import SimulatedGateway
    from huitou.commerce.payments.starting import start_payment
    from huitou.commerce.payments.stuck import resolve_refund
    from huitou.commerce.payments.trail import (
        BookingSeen,
        ChargeSeen,
        PaymentMove,
        PaymentTrail,
        payment_trail,
    )

_NAMES: dict[str, tuple[str, ...]] = {
    "alerts": ("resolve_difference",),
    "api": ("router",),
    "asking": ("refund", "refund_by_staff"),
    "books": ("books_at_zero",),
    "closing": ("close_payment", "expire_payments"),
    "compared": ("Compared", "compared_days"),
    "development": ("asked_at_cashier", "pay_at_cashier"),
    "gateway": (
        "Ack",
        "CloseAnswer",
        "Gateway",
        "GatewayState",
        "GatewayUnreachable",
        "InstructionKind",
        "Notice",
        "NoticeKind",
        "PaidState",
        "PayInstruction",
        "PaymentOrder",
        "RefundOrder",
        "RefundProgress",
        "RefundState",
        "StatementRow",
    ),
    "ledger": ("balance",),
    "locks": ("lock_payments",),
    "opening": ("open_payment",),
    "owners": ("hand_over_payments",),
    "polling": ("poll_payments",),
    "reads": (
        "open_differences",
        "owned_payment",
        "payment",
        "payments_of",
        "refund_of",
        "refunds",
    ),
    "receiving": ("receive_callback",),
    "reconciling": ("Reconciled", "reconcile"),
    "records": (
        "Accepted",
        "DifferenceFacts",
        "Imbalance",
        "PaymentFacts",
        "RefundFacts",
        "Refused",
    ),
    "registry": (
        "Receiver",
        "gateway_names",
        "gateway_set",
        "receiver_set",
        "register_gateway",
        "register_receiver",
    ),
    "sending": ("send_refunds",),
    "simulated.faults": ("CallbackScript", "Faults", "RefundScript"),
    "simulated.gateway": ("SimulatedGateway",),
    "starting": ("start_payment",),
    "stuck": ("resolve_refund",),
    "trail": ("BookingSeen", "ChargeSeen", "PaymentMove", "PaymentTrail", "payment_trail"),
}

__all__ = [
    "Accepted",
    "Ack",
    "BookingSeen",
    "CallbackScript",
    "ChargeSeen",
    "CloseAnswer",
    "Compared",
    "DifferenceFacts",
    "Faults",
    "Gateway",
    "GatewayState",
    "GatewayUnreachable",
    "Imbalance",
    "InstructionKind",
    "Notice",
    "NoticeKind",
    "PaidState",
    "PayInstruction",
    "PaymentFacts",
    "PaymentMove",
    "PaymentOrder",
    "PaymentTrail",
    "Receiver",
    "Reconciled",
    "RefundFacts",
    "RefundOrder",
    "RefundProgress",
    "RefundScript",
    "RefundState",
    "Refused",
    "SimulatedGateway",
    "StatementRow",
    "asked_at_cashier",
    "balance",
    "books_at_zero",
    "close_payment",
    "compared_days",
    "expire_payments",
    "gateway_names",
    "gateway_set",
    "hand_over_payments",
    "lock_payments",
    "open_differences",
    "open_payment",
    "owned_payment",
    "pay_at_cashier",
    "payment",
    "payment_trail",
    "payments_of",
    "poll_payments",
    "receive_callback",
    "receiver_set",
    "reconcile",
    "refund",
    "refund_by_staff",
    "refund_of",
    "refunds",
    "register_gateway",
    "register_receiver",
    "resolve_difference",
    "resolve_refund",
    "router",
    "send_refunds",
    "start_payment",
]

__getattr__ = lazy(__name__, **_NAMES)
