"""Routes of after-sales for the seller and the platform: all need aftersales.decide."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Path, Router

from huitou.commerce.aftersales.answering import agree, refuse
from huitou.commerce.aftersales.api_shapes import (
    AmountIn,
    Because,
    CaseOut,
    Decision,
    Id,
    Inspection,
    Parcel,
    minor_amounts,
    quantities,
)
from huitou.commerce.aftersales.books import with_permission
from huitou.commerce.aftersales.deciding import decide, reopen
from huitou.commerce.aftersales.inspecting import inspect
from huitou.commerce.aftersales.parcels import complete_exchange, complete_repair, receive_goods
from huitou.commerce.aftersales.reads import CaseSeen, case_of
from huitou.commerce.aftersales.refunding import retry_refund
from huitou.commerce.aftersales.states import DECIDE
from huitou.foundation.clocks import current_clock
from huitou.foundation.web import caller, once, staff_with

router = Router()

_DECIDES = staff_with(DECIDE)
_CASE = "/aftersales/cases/{case_id}"


@router.post(f"{_CASE}/agree", auth=_DECIDES, response=CaseOut)
@once
def agree_to(request: HttpRequest, case_id: Path[Id]) -> CaseSeen:
    """Agree: goods are sent back, or, where only money was asked for, it goes back."""
    return agree(case_id, actor=caller(request), clock=current_clock())


@router.post(f"{_CASE}/refuse", auth=_DECIDES, response=CaseOut)
@once
def refuse_it(request: HttpRequest, case_id: Path[Id], body: Because) -> CaseSeen:
    """Refuse, and say why."""
    return refuse(case_id, reason=body.reason, actor=caller(request), clock=current_clock())


@router.post(f"{_CASE}/receive", auth=_DECIDES, response=CaseOut)
@once
def goods_came(request: HttpRequest, case_id: Path[Id]) -> CaseSeen:
    """The parcel has come back."""
    return receive_goods(case_id, actor=caller(request), clock=current_clock())


@router.post(f"{_CASE}/inspect", auth=_DECIDES, response=CaseOut)
@once
def inspected(request: HttpRequest, case_id: Path[Id], body: Inspection) -> CaseSeen:
    """Say what was found when the goods came back."""
    return inspect(
        case_id,
        body.found,
        amounts=_amounts(request, case_id, body.amounts),
        to_stock=quantities(body.to_stock),
        reason=body.reason,
        actor=caller(request),
        clock=current_clock(),
    )


@router.post(f"{_CASE}/exchange", auth=_DECIDES, response=CaseOut)
@once
def exchanged(request: HttpRequest, case_id: Path[Id], body: Parcel) -> CaseSeen:
    """New goods are on their way."""
    return complete_exchange(
        case_id,
        carrier=body.carrier,
        number=body.number,
        actor=caller(request),
        clock=current_clock(),
    )


@router.post(f"{_CASE}/repair", auth=_DECIDES, response=CaseOut)
@once
def repaired(request: HttpRequest, case_id: Path[Id], body: Parcel) -> CaseSeen:
    """The repaired goods are on their way."""
    return complete_repair(
        case_id,
        carrier=body.carrier,
        number=body.number,
        actor=caller(request),
        clock=current_clock(),
    )


@router.post(f"{_CASE}/decide", auth=_DECIDES, response=CaseOut)
@once
def decided(request: HttpRequest, case_id: Path[Id], body: Decision) -> CaseSeen:
    """The platform decides an escalated case."""
    return decide(
        case_id,
        body.verdict,
        amounts=_amounts(request, case_id, body.amounts),
        reason=body.reason,
        actor=caller(request),
        clock=current_clock(),
    )


@router.post(f"{_CASE}/reopen", auth=_DECIDES, response=CaseOut)
@once
def reopened(request: HttpRequest, case_id: Path[Id], body: Because) -> CaseSeen:
    """Take a closed case up again, to decide on it."""
    return reopen(case_id, reason=body.reason, actor=caller(request), clock=current_clock())


@router.post(f"{_CASE}/retry-refund", auth=_DECIDES, response=CaseOut)
@once(whole=False)
def refund_again(request: HttpRequest, case_id: Path[Id]) -> CaseSeen:
    """Send a refund that is stuck once more; needs payments.refund, too."""
    return retry_refund(case_id, actor=caller(request), clock=current_clock())


def _amounts(
    request: HttpRequest, case_id: str, amounts: list[AmountIn] | None
) -> dict[str, int] | None:
    reader = with_permission(caller(request), "aftersales.read")
    return None if amounts is None else minor_amounts(amounts, case_of(reader, case_id).case)
