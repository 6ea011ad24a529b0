"""Routes of after-sales for shoppers, and for everybody who may see a case."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import File, Path, Query, Router, UploadedFile

from huitou.commerce.aftersales import api_staff, reads
from huitou.commerce.aftersales.api_shapes import (
    Application,
    CaseDetailOut,
    CaseOut,
    Complaint,
    EvidenceOut,
    Exclusions,
    Id,
    LineActionsOut,
    MoreEvidence,
    Parcel,
    ReasonOut,
    detail_out,
    quantities,
)
from huitou.commerce.aftersales.deciding import escalate
from huitou.commerce.aftersales.evidence import (
    EvidenceSeen,
    add_evidence,
    evidence_file,
    upload_evidence,
)
from huitou.commerce.aftersales.opening import apply, confirm_exclusions, withdraw
from huitou.commerce.aftersales.parcels import send_back
from huitou.commerce.aftersales.possible import LineActions, possible_actions
from huitou.commerce.aftersales.reads import CaseSeen
from huitou.commerce.aftersales.reasons import GROUNDS, REASONS
from huitou.commerce.aftersales.rules import STATES
from huitou.commerce.aftersales.states import DECIDE
from huitou.foundation.clocks import current_clock
from huitou.foundation.web import (
    Page,
    Paged,
    Paging,
    caller,
    once,
    page_of,
    public,
    shoppers,
    staff_with,
)
from huitou.kernel import InvalidInput

router = Router()
router.add_router("", api_staff.router)

_SEES = [*staff_with("aftersales.read"), *shoppers()]


@router.get("/aftersales/reasons", auth=public(), response=list[ReasonOut])
def reasons(request: HttpRequest) -> list[ReasonOut]:
    """Why one can ask for something, in English and Chinese."""
    return [
        ReasonOut(
            code=code,
            ground=one.ground,
            kinds=list(GROUNDS[one.ground]),
            en=one.en,
            zh=one.zh,
        )
        for code, one in REASONS.items()
    ]


@router.get("/aftersales/orders/{order_id}/possible", auth=_SEES, response=list[LineActionsOut])
def possible(request: HttpRequest, order_id: Path[Id]) -> tuple[LineActions, ...]:
    """What can be asked for of each line of an order, until when, and why not otherwise."""
    return possible_actions(order_id, actor=caller(request), clock=current_clock())


@router.post("/aftersales/exclusions", auth=shoppers(), response={204: None})
@once
def exclude(request: HttpRequest, body: Exclusions) -> None:
    """Confirm, before paying, that lines are not taken back without a reason."""
    confirm_exclusions(body.order_id, body.line_ids, actor=caller(request), clock=current_clock())


@router.post("/aftersales/evidence", auth=shoppers(), response={201: EvidenceOut})
@once
def upload(request: HttpRequest, image: File[UploadedFile]) -> EvidenceSeen:
    """Upload a picture (JPEG, PNG or WebP) for a case that names it within a day."""
    return upload_evidence(image.read(), actor=caller(request), clock=current_clock())


@router.get("/aftersales/evidence/{evidence_id}", auth=_SEES, response={200: bytes})
def picture(request: HttpRequest, evidence_id: Path[Id]) -> HttpResponse:
    """The picture, for its owner and for staff."""
    found = evidence_file(evidence_id, actor=caller(request))
    answer = HttpResponse(found.body, content_type=found.content_type)
    answer["Cache-Control"] = "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@router.post("/aftersales/cases", auth=[*staff_with(DECIDE), *shoppers()], response={201: CaseOut})
@once
def ask(request: HttpRequest, body: Application) -> CaseSeen:
    """Ask for a return, an exchange, a repair or a refund of units of an order of one's own; staff
    ask for a shopper who called, with pictures that the shopper uploaded, if any.
    """
    return apply(
        body.order_id,
        body.kind,
        quantities(body.lines),
        reason=body.reason,
        text=body.text,
        evidence=body.evidence,
        actor=caller(request),
        clock=current_clock(),
    )


@router.get("/aftersales/cases", auth=_SEES, response=Page[CaseOut])
def cases(
    request: HttpRequest,
    paging: Query[Paging],
    order_id: str | None = None,
    state: str | None = None,
) -> Paged[CaseSeen]:
    """The newest first: a shopper's own, or everybody's."""
    actor = caller(request)
    if state is not None and state not in STATES:
        raise InvalidInput(
            f"{state[:40]!r} is no state.",
            remedy=f"Use one of: {', '.join(STATES)}.",
            code="aftersales.unknown_state",
            field="state",
        )

    def read(before: str | None, limit: int) -> list[CaseSeen]:
        states = () if state is None else (state,)
        return reads.list_cases(actor, order_id=order_id, states=states, before=before, limit=limit)

    whose = str(actor) if actor.is_shopper else "all"
    return page_of(f"cases:{whose}:{order_id}:{state}", paging, read, lambda case: case.id)


@router.get("/aftersales/cases/{case_id}", auth=_SEES, response=CaseDetailOut)
def case(request: HttpRequest, case_id: Path[Id]) -> CaseDetailOut:
    """One case with its text, evidence and history."""
    return detail_out(reads.case_of(caller(request), case_id))


@router.post("/aftersales/cases/{case_id}/evidence", auth=shoppers(), response={204: None})
@once
def more_evidence(request: HttpRequest, case_id: Path[Id], body: MoreEvidence) -> None:
    """Add uploaded pictures to a case."""
    add_evidence(case_id, body.evidence, actor=caller(request), clock=current_clock())


@router.post("/aftersales/cases/{case_id}/withdraw", auth=shoppers(), response=CaseOut)
@once
def take_back(request: HttpRequest, case_id: Path[Id]) -> CaseSeen:
    """Withdraw a case."""
    return withdraw(case_id, actor=caller(request), clock=current_clock())


@router.post("/aftersales/cases/{case_id}/send-back", auth=shoppers(), response=CaseOut)
@once
def sent_back(request: HttpRequest, case_id: Path[Id], body: Parcel) -> CaseSeen:
    """Say with which parcel the goods go back."""
    return send_back(
        case_id,
        carrier=body.carrier,
        number=body.number,
        actor=caller(request),
        clock=current_clock(),
    )


@router.post("/aftersales/cases/{case_id}/escalate", auth=shoppers(), response=CaseOut)
@once
def complain(request: HttpRequest, case_id: Path[Id], body: Complaint) -> CaseSeen:
    """Turn to the platform after the seller has refused."""
    return escalate(case_id, reason=body.reason, actor=caller(request), clock=current_clock())
