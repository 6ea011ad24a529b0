"""What others may ask about cases."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet, Sum

from huitou.commerce.aftersales.models import Case
from huitou.commerce.aftersales.states import no_case, reachable
from huitou.foundation.actors import Actor, told_shoppers
from huitou.kernel import Currency, Money


@dataclass(frozen=True)
class CaseLineSeen:
    """`asked` is what the units give back at most, `refund` what was decided."""

    line_id: str
    variant_id: str
    quantity: int
    asked: Money
    refund: Money | None


@dataclass(frozen=True)
class CaseMove:
    """Who brought a case from one state to another, when and why. Shoppers get the kind of `actor`
    alone.
    """

    before: str
    after: str
    actor: str
    reason: str
    at: datetime


@dataclass(frozen=True)
class CaseSeen:
    """A case without its parts, as in a list. `asked` and `refund` have the delivery in them.
    `due_at`: until when its state can last; what follows then is rules.after_time.
    """

    id: str
    order_id: str
    owner: Actor
    kind: str
    ground: str
    reason: str
    state: str
    asked: Money
    delivery: Money
    refund: Money | None
    refund_key: str
    opened_at: datetime
    due_at: datetime | None
    goods_came_at: datetime | None
    ended_at: datetime | None
    back_carrier: str
    back_number: str
    new_carrier: str
    new_number: str
    lines: tuple[CaseLineSeen, ...]


@dataclass(frozen=True)
class CaseRow:
    """A case in a list of somebody's. `asked` has the delivery in it."""

    id: str
    order_id: str
    kind: str
    state: str
    asked: Money
    opened_at: datetime


@dataclass(frozen=True)
class CaseDetail:
    """A case with what the shopper wrote, the ids of the evidence, and its history."""

    case: CaseSeen
    text: str
    evidence: tuple[str, ...]
    history: tuple[CaseMove, ...]


def case_of(actor: Actor, case_id: str) -> CaseDetail:
    """One case: the shopper's own, or any with aftersales.read. NotFound for any other."""
    row = _in_full(actor).filter(id=case_id).first()
    if row is None:
        raise no_case()
    return _detail(row, actor)


def cases_of_order(actor: Actor, order_id: str) -> list[CaseDetail]:
    """Every case of an order in full, the newest first: the shopper's own, or with aftersales.read.
    Four queries for any number of cases.
    """
    rows = _in_full(actor).filter(order_id=order_id).order_by("-id")
    return [_detail(row, actor) for row in rows]


def list_cases(
    actor: Actor,
    *,
    order_id: str | None = None,
    states: Sequence[str] = (),
    before: str | None = None,
    limit: int = 20,
) -> list[CaseSeen]:
    """The shopper's cases, or everybody's with aftersales.read, the newest first: of one order, in
    some states, and with ids below `before`.
    """
    rows = Case.objects.filter(reachable(actor)).order_by("-id").prefetch_related("lines")
    if order_id is not None:
        rows = rows.filter(order_id=order_id)
    if states:
        rows = rows.filter(state__in=states)
    if before is not None:
        rows = rows.filter(id__lt=before)
    return [seen(row) for row in rows[:limit]]


def count_cases(actor: Actor, states: Collection[str]) -> int:
    """How many cases are in these states: the shopper's own, or all with aftersales.read."""
    return Case.objects.filter(reachable(actor), state__in=list(states)).count()


def cases_of_owners(actor: Actor, owners: Collection[str], *, limit: int = 50) -> list[CaseRow]:
    """The cases of these members and guests, who are one person, the newest first; for staff with
    aftersales.read. One query.
    """
    actor.need("aftersales.read")
    mine = Q(member_id__in=list(owners)) | Q(guest_id__in=list(owners))
    rows = Case.objects.filter(mine).annotate(of_lines=Sum("lines__minor")).order_by("-id")
    return [
        CaseRow(
            id=row.id,
            order_id=row.order_id,
            kind=row.kind,
            state=row.state,
            asked=Money((row.of_lines or 0) + row.delivery_minor, Currency.of(row.currency)),
            opened_at=row.opened_at,
        )
        for row in rows[:limit]
    ]


def _in_full(actor: Actor) -> QuerySet[Any]:
    return Case.objects.filter(reachable(actor)).prefetch_related("lines", "evidence", "history")


def _detail(row: Case, reader: Actor) -> CaseDetail:
    moves = sorted(row.history.all(), key=lambda move: move.pk)
    return CaseDetail(
        case=seen(row),
        text=row.text,
        evidence=tuple(sorted(one.pk for one in row.evidence.all())),
        history=tuple(
            CaseMove(
                before=move.before,
                after=move.after,
                actor=told_shoppers(move.actor) if reader.is_shopper else move.actor,
                reason=move.reason,
                at=move.at,
            )
            for move in moves
        ),
    )


def seen(row: Case) -> CaseSeen:
    """A row of the table as others see it."""
    currency = Currency.of(row.currency)
    lines = sorted(row.lines.all(), key=lambda line: line.line_id)
    asked = sum(line.minor for line in lines) + row.delivery_minor
    return CaseSeen(
        id=row.id,
        order_id=row.order_id,
        owner=Actor("member", row.member_id)
        if row.member_id
        else Actor("guest", row.guest_id or ""),
        kind=row.kind,
        ground=row.ground,
        reason=row.reason,
        state=row.state,
        asked=Money(asked, currency),
        delivery=Money(row.delivery_minor, currency),
        refund=_money(row.refund_minor, currency),
        refund_key=row.refund_key,
        opened_at=row.opened_at,
        due_at=row.due_at,
        goods_came_at=row.goods_came_at,
        ended_at=row.ended_at,
        back_carrier=row.back_carrier,
        back_number=row.back_number,
        new_carrier=row.new_carrier,
        new_number=row.new_number,
        lines=tuple(
            CaseLineSeen(
                line.line_id,
                line.variant_id,
                line.quantity,
                Money(line.minor, currency),
                _money(line.refund_minor, currency),
            )
            for line in lines
        ),
    )


def _money(minor: int | None, currency: Currency) -> Money | None:
    return None if minor is None else Money(minor, currency)
