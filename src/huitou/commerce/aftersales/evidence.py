"""Evidence: pictures that a shopper uploads, private to them and to staff."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from huitou.commerce.aftersales.models import Case, Evidence
from huitou.commerce.aftersales.policy import current_policy
from huitou.commerce.aftersales.rules import DECIDED, wrong_state
from huitou.commerce.aftersales.states import locked_case
from huitou.foundation.actors import Actor
from huitou.foundation.pictures import CONTENT_TYPE, PrivatePictures
from huitou.kernel import Clock, Conflict, Forbidden, InvalidInput, NotFound, new_id

STORE = PrivatePictures("evidence", "aftersales")


@dataclass(frozen=True)
class EvidenceSeen:
    """An uploaded picture; `size` in bytes."""

    id: str
    size: int
    width: int
    height: int
    uploaded_at: datetime


@dataclass(frozen=True)
class EvidenceFile:
    """The picture itself."""

    body: bytes
    content_type: str


def upload_evidence(image: bytes, *, actor: Actor, clock: Clock) -> EvidenceSeen:
    """Keep a picture (JPEG, PNG or WebP) for a case that names its id soon; made anew without
    metadata. Conflict if as many as one case may have wait already.
    """
    policy = current_policy()
    mine = _owner(actor)
    picture = STORE.picture_of(image, policy.evidence_bytes)
    with transaction.atomic():
        if Evidence.objects.filter(case=None, **mine).count() >= policy.most_evidence:
            raise Conflict(
                f"{policy.most_evidence} pictures wait for a case already.",
                remedy="Open the case with them first.",
                code="aftersales.too_much_evidence",
            )
        row = Evidence.objects.create(
            id=new_id(clock),
            size=len(picture.body),
            width=picture.width,
            height=picture.height,
            uploaded_at=clock.now(),
            forget_at=clock.now() + policy.evidence_kept,
            **mine,
        )
        # Last, so that a full disk leaves no row behind.
        STORE.write(row.id, picture.body)
    return EvidenceSeen(row.id, row.size, row.width, row.height, row.uploaded_at)


def add_evidence(case_id: str, evidence: Sequence[str], *, actor: Actor, clock: Clock) -> None:
    """Add uploaded pictures to a case that is not decided."""
    with transaction.atomic():
        case = locked_case(case_id, actor, clock=clock)
        if case.state in DECIDED:
            raise wrong_state(case.state)
        attach(case, evidence, actor)


def evidence_file(evidence_id: str, *, actor: Actor) -> EvidenceFile:
    """The picture, for its owner and for staff with aftersales.read. NotFound for anybody else."""
    rows = Evidence.objects.filter(id=evidence_id)
    if actor.is_shopper:
        rows = rows.filter(**_owner(actor))
    else:
        actor.need("aftersales.read")
    if not rows.exists():
        raise _no_evidence()
    try:
        return EvidenceFile(STORE.read(evidence_id), CONTENT_TYPE)
    except FileNotFoundError:
        raise _no_evidence() from None


def attach(case: Case, evidence: Sequence[str], actor: Actor) -> None:
    """Let a case have uploaded pictures of its shopper's, in the open transaction."""
    wanted = set(evidence)
    if not wanted:
        return
    most = current_policy().most_evidence
    if case.evidence.count() + len(wanted) > most:
        raise InvalidInput(
            f"A case has at most {most} pictures.",
            remedy="Leave some out.",
            code="aftersales.too_much_evidence",
            field="evidence",
        )
    theirs = {"member_id": case.member_id, "guest_id": case.guest_id}
    mine = _owner(actor) if actor.is_shopper else theirs
    loose = Evidence.objects.filter(id__in=wanted, case=None, **mine)
    if loose.update(case=case, forget_at=None) != len(wanted):
        raise _no_evidence()


def forget_loose(*, clock: Clock) -> int:
    """Delete pictures that no case has named in time or whose owner was erased, with their files;
    how many. The rows go first: a file without a row is read by nobody.
    """
    over = Evidence.objects.filter(case=None, forget_at__lte=clock.now())
    ids = list(over.values_list("id", flat=True))
    Evidence.objects.filter(id__in=ids).delete()
    for one in ids:
        STORE.delete(one)
    return len(ids)


def take_away(member_id: str, *, clock: Clock) -> int:
    """Take a member's pictures out of their cases and let `forget_loose` delete them: it may not
    happen here, in a transaction that may yet be taken back. How many.
    """
    rows = Evidence.objects.filter(member_id=member_id).exclude(forget_at__lte=clock.now())
    return rows.update(case=None, forget_at=clock.now())


def _owner(actor: Actor) -> dict[str, Any]:
    if not actor.is_shopper:
        raise Forbidden(
            "Only a shopper uploads evidence.",
            remedy="Let the shopper upload it.",
            code="aftersales.not_the_shopper",
        )
    is_member = actor.kind == "member"
    return {
        "member_id": actor.id if is_member else None,
        "guest_id": None if is_member else actor.id,
    }


def _no_evidence() -> NotFound:
    return NotFound(
        "There is no such picture.",
        remedy="Upload it first, and name it within a day.",
        code="aftersales.no_evidence",
        field="evidence",
    )
