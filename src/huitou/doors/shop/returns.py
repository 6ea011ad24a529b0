"""What becomes of a shopper's returns, and what they do with them."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from huitou.commerce import aftersales, orders
from huitou.doors.design import Badge, Button, EmptyState, Pager, day, go_to, show
from huitou.doors.shop.answering import shop_page
from huitou.doors.shop.buying_words import CASE_STATES, CASE_TONES, KINDS
from huitou.doors.shop.case_page import case_page, due_words
from huitou.doors.shop.frame import shop_frame
from huitou.doors.shop.once import once
from huitou.doors.shop.owned import known_shopper
from huitou.doors.shop.pages.returns import CaseCard, ReturnsPage
from huitou.doors.shop.refusals import said
from huitou.doors.shop.views_told import View
from huitou.doors.shop.who import shopper
from huitou.foundation.clocks import current_clock
from huitou.foundation.web import Paged, Paging, page_of
from huitou.kernel import Conflict, InvalidInput, TooLarge

_AT_ONCE = 20
_MOST_PICTURES = 9


@shop_page()
def returns(request: HttpRequest) -> HttpResponse:
    found = _found(request)
    onward = f"/returns?after={found.next}" if found.next else ""
    page = ReturnsPage(
        title=_("Returns"),
        frame=shop_frame(request, "orders", view=View("Returns"), back="/orders"),
        indexed=False,
        cards=[_card(case) for case in found.items],
        empty=None if found.items else _empty(),
        pager=Pager(previous="/returns" if "after" in request.GET else "", next=onward),
    )
    return show(request, page)


@shop_page()
def case(request: HttpRequest, case_id: UUID) -> HttpResponse:
    return _shown(request, case_id)


@shop_page("POST")
@once()
def withdraw(request: HttpRequest, case_id: UUID) -> HttpResponse:
    try:
        aftersales.withdraw(str(case_id), actor=known_shopper(request), clock=current_clock())
    except Conflict as error:
        messages.error(request, said(error))
        return go_to(f"/returns/{case_id}")
    messages.success(request, _("Your request is withdrawn."))
    return go_to(f"/returns/{case_id}")


@shop_page("POST")
@once()
def sent(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """With which parcel the goods go back."""
    carrier, number = request.POST.get("carrier", ""), request.POST.get("number", "")
    try:
        aftersales.send_back(
            str(case_id),
            carrier=carrier,
            number=number,
            actor=known_shopper(request),
            clock=current_clock(),
        )
    except InvalidInput as error:
        return _shown(request, case_id, errors={error.field or "number": said(error)})
    except Conflict as error:
        messages.error(request, said(error))
        return go_to(f"/returns/{case_id}")
    messages.success(request, _("Thank you. We watch for the parcel."))
    return go_to(f"/returns/{case_id}")


@shop_page("POST")
@once()
def complain(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """To the platform, after the shop has refused."""
    try:
        aftersales.escalate(
            str(case_id),
            reason=request.POST.get("reason", ""),
            actor=known_shopper(request),
            clock=current_clock(),
        )
    except InvalidInput as error:
        return _shown(request, case_id, errors={"reason": said(error)})
    except Conflict as error:
        messages.error(request, said(error))
        return go_to(f"/returns/{case_id}")
    messages.success(request, _("The platform looks at it now."))
    return go_to(f"/returns/{case_id}")


@shop_page("POST")
def add_pictures(request: HttpRequest, case_id: UUID) -> HttpResponse:
    actor, files = known_shopper(request), request.FILES.getlist("pictures")[:_MOST_PICTURES]
    if not files:
        return _shown(request, case_id, errors={"pictures": _("Choose a picture first.")})
    try:
        ids = [
            aftersales.upload_evidence(file.read(), actor=actor, clock=current_clock()).id
            for file in files
        ]
        aftersales.add_evidence(str(case_id), ids, actor=actor, clock=current_clock())
    except (InvalidInput, TooLarge, Conflict) as error:
        return _shown(request, case_id, errors={"pictures": said(error)})
    messages.success(request, _("Your pictures are with the shop."))
    return go_to(f"/returns/{case_id}")


@shop_page()
def picture(request: HttpRequest, picture_id: UUID) -> HttpResponse:
    """A picture of the shopper's own."""
    found = aftersales.evidence_file(str(picture_id), actor=known_shopper(request))
    answer = HttpResponse(found.body, content_type=found.content_type)
    answer["Cache-Control"] = "private, no-store"
    return answer


def _shown(
    request: HttpRequest, case_id: UUID, *, errors: dict[str, str] | None = None
) -> HttpResponse:
    actor = known_shopper(request)
    detail = aftersales.case_of(actor, str(case_id))
    found = orders.lines_of_orders(actor, [detail.case.order_id])
    page = case_page(request, detail, found.get(detail.case.order_id, []), errors or {})
    return show(request, page, status=422 if errors else 200)


def _found(request: HttpRequest) -> Paged[aftersales.CaseSeen]:
    actor = shopper(request)
    if actor is None:
        return Paged([], None)
    known = actor

    def read(before: str | None, limit: int) -> list[aftersales.CaseSeen]:
        return aftersales.list_cases(known, before=before, limit=limit)

    paging = Paging(cursor=request.GET.get("after") or None, limit=_AT_ONCE)
    return page_of(f"shop-returns:{actor}", paging, read, lambda one: one.id)


def _card(case: aftersales.CaseSeen) -> CaseCard:
    return CaseCard(
        address=f"/returns/{case.id}",
        title=str(KINDS[case.kind]),
        state=Badge(str(CASE_STATES[case.state]), CASE_TONES[case.state]),
        asked=day(case.opened_at),
        amount=(case.refund or case.asked) if case.kind in ("return", "refund_only") else None,
        due=due_words(case),
    )


def _empty() -> EmptyState:
    return EmptyState(
        _("Nothing has gone back"),
        _("Begin a return on the page of the order that it is about."),
        "return",
        (Button(_("Your orders"), "/orders", kind="primary"),),
    )
