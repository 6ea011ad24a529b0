"""What others may ask about consent and requests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
from django.db.models import Q

from huitou.foundation.privacy.models import Consent, DataRequest, RequestStep
from huitou.foundation.privacy.purposes import PURPOSES, purpose_called
from huitou.foundation.privacy.rules import ASKED, ERASED
from huitou.kernel import NotFound


@dataclass(frozen=True)
class ConsentNow:
    """Whether a purpose is allowed. `asked` is false if the member never said a word about it; then
    `since` and `policy_version` are absent.
    """

    purpose: str
    given: bool
    asked: bool
    since: datetime | None = None
    policy_version: str | None = None


@dataclass(frozen=True)
class ConsentChange:
    """One line of the history."""

    purpose: str
    given: bool
    source: str
    policy_version: str
    said_by: str
    at: datetime


@dataclass(frozen=True)
class DataRequestRow:
    """A request about personal data: `kind` is `export` or `erasure`; see `rules.TRANSITIONS` for
    the states.
    """

    id: str
    member_id: str
    kind: str
    state: str
    asked_at: datetime
    effective_at: datetime
    due_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True)
class RequestMove:
    """Who brought a request into a state, and when. `detail` counts what was erased."""

    state: str
    at: datetime
    actor: str
    detail: dict[str, Any]


def consent_of(member_id: str) -> dict[str, ConsentNow]:
    """What the member allows, by purpose, for every purpose that there is."""
    newest = {
        row.purpose: row for row in Consent.objects.filter(member_id=member_id).order_by("id")
    }
    return {name: _now(name, newest.get(name)) for name in PURPOSES}


def allows(member_id: str, purpose: str) -> bool:
    """Whether the member allows one purpose. InvalidInput for an unknown one."""
    rows = Consent.objects.filter(member_id=member_id, purpose=purpose_called(purpose).name)
    return _now(purpose, rows.order_by("-id").first()).given


def refuses(member_id: str, purpose: str) -> bool:
    """Whether the member said no to a purpose, which is more than never to have said yes."""
    rows = Consent.objects.filter(member_id=member_id, purpose=purpose_called(purpose).name)
    newest = rows.order_by("-id").values_list("given", flat=True).first()
    return newest is False


def consent_history(member_id: str) -> list[ConsentChange]:
    """All that the member ever said, the oldest first."""
    return [
        ConsentChange(r.purpose, r.given, r.source, r.policy_version, r.said_by, r.at)
        for r in Consent.objects.filter(member_id=member_id).order_by("id")
    ]


def data_requests(
    *,
    member_id: str | None = None,
    kind: str | None = None,
    state: str | None = None,
    after: str | None = None,
    limit: int = 100,
) -> list[DataRequestRow]:
    """Requests of a member, of a kind or in a state, those that are due first at the top; behind
    the request with the id `after`.
    """
    rows = DataRequest.objects.order_by("due_at", "id")
    wanted = {"member_id": member_id, "kind": kind, "state": state}
    rows = rows.filter(**{name: value for name, value in wanted.items() if value is not None})
    if after is not None:
        last = request_of(after)
        rows = rows.filter(Q(due_at__gt=last.due_at) | Q(due_at=last.due_at, id__gt=after))
    return [row_of(one) for one in rows[:limit]]


def open_requests(*, limit: int = 100) -> list[DataRequestRow]:
    """Requests that are not carried out to the end, those that are due first at the top."""
    rows = DataRequest.objects.filter(state__in=[ASKED, ERASED]).order_by("due_at", "id")
    return [row_of(one) for one in rows[:limit]]


def request_moves(request_id: str) -> list[RequestMove]:
    """What became of a request, from its beginning."""
    steps = RequestStep.objects.filter(request_id=request_id).order_by("id")
    return [
        RequestMove(step.state, step.at, step.actor, msgspec.json.decode(step.detail))
        for step in steps
    ]


def request_of(request_id: str) -> DataRequestRow:
    """One request. NotFound for an unknown id."""
    found = DataRequest.objects.filter(id=request_id).first()
    if found is None:
        raise no_such_request(request_id)
    return row_of(found)


def row_of(one: DataRequest) -> DataRequestRow:
    """A row as others see it."""
    return DataRequestRow(
        one.id,
        one.member_id,
        one.kind,
        one.state,
        one.asked_at,
        one.effective_at,
        one.due_at,
        one.ended_at,
    )


def no_such_request(request_id: str) -> NotFound:
    """The error for an id that is not known, or is not the caller's to know."""
    return NotFound(
        f"There is no request {request_id}.",
        remedy="Check the id; the member's data page shows it.",
        code="privacy.no_such_request",
    )


def _now(name: str, row: Consent | None) -> ConsentNow:
    if row is None:
        return ConsentNow(name, PURPOSES[name].unasked, False)
    return ConsentNow(name, row.given, True, row.at, row.policy_version)
