"""Routes of payments: gateways say what happened, shoppers pay, staff keep the books."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from huitou.commerce.payments import api_cashier, reads
from huitou.commerce.payments.alerts import resolve_difference
from huitou.commerce.payments.asking import refund_by_staff
from huitou.commerce.payments.books import books_at_zero
from huitou.commerce.payments.compared import Compared, compared_days
from huitou.commerce.payments.gateway import PayInstruction
from huitou.commerce.payments.receiving import receive_callback
from huitou.commerce.payments.reconciling import Reconciled, reconcile
from huitou.commerce.payments.records import (
    DifferenceFacts,
    Imbalance,
    PaymentFacts,
    RefundFacts,
)
from huitou.commerce.payments.registry import gateway_names
from huitou.commerce.payments.starting import start_payment
from huitou.commerce.payments.stuck import resolve_refund
from huitou.foundation.clocks import current_clock
from huitou.foundation.web import (
    Input,
    MoneyJson,
    Page,
    Paged,
    Paging,
    address_of,
    caller,
    once,
    page_of,
    public,
    shoppers,
    staff_with,
)

router = Router()
router.add_router("", api_cashier.router)

Word = Annotated[str, Field(min_length=1, max_length=64)]


class PaymentOut(Schema):
    id: str
    purpose: str
    reference: str
    amount: MoneyJson
    captured: MoneyJson
    refunded: MoneyJson
    gateway: str
    state: str
    captured_at: datetime | None
    expires_at: datetime


class InstructionOut(Schema):
    kind: Literal["redirect", "qr", "app"]
    url: str
    text: str
    parameters: dict[str, str]


class RefundOut(Schema):
    id: str
    payment_id: str
    key: str
    number: str
    amount: MoneyJson
    reason: str
    state: str
    unwanted: bool
    attempts: int
    asked_at: datetime
    settled_at: datetime | None
    detail: str


class DifferenceOut(Schema):
    id: str
    gateway: str
    kind: str
    row_kind: str
    number: str
    gateway_id: str
    day: date | None
    here: MoneyJson | None
    there: MoneyJson | None
    detail: str
    found_at: datetime
    resolved_at: datetime | None
    note: str


class ImbalanceOut(Schema):
    what: str
    subject: str
    currency: str
    minor: int


class ReconciledOut(Schema):
    day: date
    zone: str
    gateway: str
    rows: int
    booked_now: int
    differences: int


class ComparedOut(ReconciledOut):
    compared_at: datetime


class Start(Input):
    payer: dict[Word, Annotated[str, Field(max_length=256)]] = Field(
        {}, max_length=10, description="What this gateway needs of the payer, such as an openid."
    )


class RefundWanted(Input):
    amount: MoneyJson
    key: str = Field(min_length=1, max_length=100, description="The same one refunds once.")
    reason: str = Field(min_length=1, max_length=80)


class StuckWay(Input):
    way: Literal["send_again", "paid_by_hand", "give_up"]


class Resolution(Input):
    note: str = Field(min_length=3, max_length=500)


class DayWanted(Input):
    day: date = Field(description="A day of the shop's timezone.")
    gateway: Word


@router.post("/payments/callbacks/{gateway}", auth=public(), include_in_schema=False)
def callback(request: HttpRequest, gateway: str) -> HttpResponse:
    """What a gateway posts. It has no Idempotency-Key: its signature says who it is, its numbers
    what it is about.
    """
    ack = receive_callback(
        gateway=gateway, headers=request.headers, body=request.body, clock=current_clock()
    )
    return HttpResponse(ack.body, status=ack.status, content_type=ack.content_type)


@router.get("/payments/gateways", auth=public(), response=list[str])
def list_gateways(request: HttpRequest) -> list[str]:
    """What one can pay with."""
    return gateway_names()


@router.get("/payments/books", auth=staff_with("payments.read"), response=list[ImbalanceOut])
def check_the_books(request: HttpRequest) -> list[Imbalance]:
    """What does not add up; empty if the books are at zero."""
    return books_at_zero()


@router.get("/payments/differences", auth=staff_with("payments.read"), response=Page[DifferenceOut])
def list_differences(request: HttpRequest, paging: Query[Paging]) -> Paged[DifferenceFacts]:
    """What ours and the gateways' books do not agree on, and refunds that wait for a person; the
    newest first.
    """
    return page_of(
        "differences",
        paging,
        lambda before, limit: reads.open_differences(before=before, limit=limit),
        lambda one: one.id,
    )


@router.post(
    "/payments/differences/{uuid:difference_id}/resolve",
    auth=staff_with("payments.reconcile"),
    response=DifferenceOut,
)
@once
def resolve_one(request: HttpRequest, difference_id: UUID, body: Resolution) -> DifferenceFacts:
    """Say what came of it."""
    return resolve_difference(
        difference_id=str(difference_id),
        note=body.note,
        actor=caller(request),
        clock=current_clock(),
    )


@router.get(
    "/payments/reconciliations", auth=staff_with("payments.read"), response=Page[ComparedOut]
)
def list_compared_days(request: HttpRequest, paging: Query[Paging]) -> Paged[Compared]:
    """Days that were compared with a gateway's statement, and what came of the last time."""
    return page_of(
        "compared-days",
        paging,
        lambda before, limit: compared_days(before=before, limit=limit),
        lambda one: one.key,
    )


@router.post(
    "/payments/reconciliations", auth=staff_with("payments.reconcile"), response=ReconciledOut
)
@once(whole=False)
def compare_a_day(request: HttpRequest, body: DayWanted) -> Reconciled:
    """Compare a day of a gateway's statement with our books, now."""
    return reconcile(
        day=body.day,
        gateway=body.gateway,
        zone=ZoneInfo(settings.SHOP_TIMEZONE),
        clock=current_clock(),
        actor=caller(request),
    )


@router.post(
    "/payments/refunds/{uuid:refund_id}/resolve",
    auth=staff_with("payments.refund"),
    response=RefundOut,
)
@once(whole=False)
def resolve_a_refund(request: HttpRequest, refund_id: UUID, body: StuckWay) -> RefundFacts:
    """Go on with a refund that is stuck."""
    return resolve_refund(
        refund_id=str(refund_id), way=body.way, actor=caller(request), clock=current_clock()
    )


@router.get(
    "/payments/{uuid:payment_id}",
    auth=[*staff_with("payments.read"), *shoppers()],
    response=PaymentOut,
)
def get_payment(request: HttpRequest, payment_id: UUID) -> PaymentFacts:
    """How a payment stands: the shopper's own, or for staff any."""
    return reads.owned_payment(str(payment_id), caller(request))


@router.post("/payments/{uuid:payment_id}/start", auth=shoppers(), response=InstructionOut)
@once(whole=False)
def start(request: HttpRequest, payment_id: UUID, body: Start) -> PayInstruction:
    """How to pay it: where to go, what to show as a QR code, or what to hand to an app."""
    return start_payment(
        payment_id=str(payment_id),
        actor=caller(request),
        payer={"client_ip": address_of(request)} | body.payer,
        clock=current_clock(),
    )


@router.get(
    "/payments/{uuid:payment_id}/refunds",
    auth=staff_with("payments.read"),
    response=list[RefundOut],
)
def list_refunds(request: HttpRequest, payment_id: UUID) -> list[RefundFacts]:
    """Every refund of a payment."""
    return reads.refunds(reads.payment(str(payment_id)).id)


@router.post(
    "/payments/{uuid:payment_id}/refunds",
    auth=staff_with("payments.refund"),
    response={201: RefundOut},
)
@once
def refund_a_payment(request: HttpRequest, payment_id: UUID, body: RefundWanted) -> RefundFacts:
    """Give money back; it is sent by the next job."""
    return refund_by_staff(
        payment_id=str(payment_id),
        amount=body.amount,
        key=f"staff:{body.key}",
        reason=body.reason,
        actor=caller(request),
        clock=current_clock(),
    )
