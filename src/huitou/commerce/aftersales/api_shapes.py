"""What the routes of after-sales take and answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Literal

from ninja import Schema
from pydantic import Field

from huitou.commerce.aftersales.inspecting import Found
from huitou.commerce.aftersales.reads import CaseDetail, CaseSeen
from huitou.foundation.web import Input, MoneyJson
from huitou.kernel import InvalidInput

Id = Annotated[str, Field(min_length=1, max_length=36)]
Quantity = Annotated[int, Field(ge=1, le=1_000_000)]
Kind = Literal["return", "exchange", "repair", "refund_only"]
Words = Annotated[str, Field(min_length=2, max_length=500)]


class LineIn(Input):
    line_id: Id
    quantity: Quantity


class AmountIn(Input):
    line_id: Id
    amount: MoneyJson


class Application(Input):
    order_id: Id
    kind: Kind
    lines: list[LineIn] = Field(min_length=1, max_length=100)
    reason: str = Field(max_length=30, description="One of GET /aftersales/reasons.")
    text: str = Field("", max_length=2000)
    evidence: list[Id] = Field([], max_length=9, description="Ids of uploaded pictures.")


class Exclusions(Input):
    order_id: Id
    line_ids: list[Id] = Field(min_length=1, max_length=100)


class MoreEvidence(Input):
    evidence: list[Id] = Field(min_length=1, max_length=9)


class Parcel(Input):
    carrier: str = Field(min_length=1, max_length=60)
    number: str = Field(min_length=1, max_length=80)


class Because(Input):
    reason: Words


class Complaint(Input):
    reason: str = Field(min_length=2, max_length=2000)


class Inspection(Input):
    found: Found
    amounts: list[AmountIn] | None = Field(None, max_length=100, description="For `partly`.")
    to_stock: list[LineIn] = Field([], max_length=100, description="What can be sold again.")
    reason: str = Field("", max_length=500)


class Decision(Input):
    verdict: Literal["refund", "uphold", "refuse"]
    amounts: list[AmountIn] | None = Field(None, max_length=100)
    reason: Words


class ReasonOut(Schema):
    code: str
    ground: str
    kinds: list[str]
    en: str
    zh: str


class WhyNotOut(Schema):
    code: str
    en: str
    zh: str


class ActionOut(Schema):
    kind: str
    ground: str
    reasons: list[str]
    quantity: int
    most: MoneyJson
    until: datetime | None
    from_when: datetime | None
    why_not: WhyNotOut | None


class LineActionsOut(Schema):
    line_id: str
    name: dict[str, str]
    units_left: int
    actions: list[ActionOut]


class CaseLineOut(Schema):
    line_id: str
    variant_id: str
    quantity: int
    asked: MoneyJson
    refund: MoneyJson | None


class CaseOut(Schema):
    id: str
    order_id: str
    kind: str
    ground: str
    reason: str
    state: str
    asked: MoneyJson
    delivery: MoneyJson
    refund: MoneyJson | None
    opened_at: datetime
    due_at: datetime | None
    goods_came_at: datetime | None
    ended_at: datetime | None
    back_carrier: str
    back_number: str
    new_carrier: str
    new_number: str
    lines: list[CaseLineOut]


class MoveOut(Schema):
    before: str
    after: str
    by: str = Field(description="shopper, seller or system")
    reason: str
    at: datetime


class CaseDetailOut(CaseOut):
    text: str
    evidence: list[str]
    history: list[MoveOut]


class EvidenceOut(Schema):
    id: str
    size: int
    width: int
    height: int
    uploaded_at: datetime


_WHO = {"member": "shopper", "guest": "shopper", "system": "system"}


def detail_out(detail: CaseDetail) -> CaseDetailOut:
    """Who of the staff it was is not told: the audit log knows."""
    return CaseDetailOut(
        **CaseOut.model_validate(detail.case).model_dump(),
        text=detail.text,
        evidence=list(detail.evidence),
        history=[
            MoveOut(
                before=move.before,
                after=move.after,
                by=_WHO.get(move.actor.partition(":")[0], "seller"),
                reason=move.reason,
                at=move.at,
            )
            for move in detail.history
        ],
    )


def quantities(lines: Sequence[LineIn]) -> dict[str, int]:
    """Quantity by line id; InvalidInput if a line is named twice."""
    found = {line.line_id: line.quantity for line in lines}
    if len(found) != len(lines):
        raise _twice()
    return found


def minor_amounts(amounts: Sequence[AmountIn] | None, case: CaseSeen) -> dict[str, int] | None:
    """Minor units by line id; InvalidInput for another currency than the case's."""
    if amounts is None:
        return None
    if any(one.amount.currency != case.asked.currency for one in amounts):
        raise InvalidInput(
            f"The case is in {case.asked.currency.code}.",
            remedy=f"Give amounts in {case.asked.currency.code}.",
            code="aftersales.other_currency",
            field="amounts",
        )
    found = {one.line_id: one.amount.minor for one in amounts}
    if len(found) != len(amounts):
        raise _twice()
    return found


def _twice() -> InvalidInput:
    return InvalidInput(
        "A line is named twice.",
        remedy="Name each line once.",
        code="aftersales.bad_lines",
        field="lines",
    )
