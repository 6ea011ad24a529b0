"""Returns, payments, stock and papers that wait for somebody of the shop."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from huitou.commerce import aftersales, catalogue, payments, supply
from huitou.doors.console.once import once
from huitou.doors.console.pieces import Name, TwoLines, When
from huitou.doors.console.refusals import said
from huitou.doors.console.staff import actor, page_for
from huitou.doors.console.today.hands import forget_hands
from huitou.doors.console.waiting.page import ROOT, waiting_page
from huitou.doors.console.waiting.parts import DifferenceSeen
from huitou.doors.console.waiting.words import difference_words
from huitou.doors.console.whole.addresses import order_address, product_address
from huitou.doors.console.whole.words import CASE_KINDS, CASE_STATES, badge, in_words, word
from huitou.doors.design import (
    Badge,
    Button,
    Card,
    Column,
    Content,
    EmptyState,
    Field,
    Form,
    Page,
    Pager,
    Row,
    Table,
    day,
    go_to,
    moment,
    money,
    new_form_key,
    number,
    show,
)
from huitou.foundation.clocks import current_clock
from huitou.kernel import HuitouError

_ON_A_PAGE = 50
_TURN = tuple(sorted(aftersales.SHOPS_TURN))


@page_for("aftersales.read")
def cases(request: HttpRequest) -> HttpResponse:
    """Returns, exchanges and repairs in which the shop has to act: the newest first."""
    before = request.GET.get("before") or None
    who, now = actor(request), current_clock().now()
    found = aftersales.list_cases(who, states=_TURN, before=before, limit=_ON_A_PAGE + 1)
    rows = [
        Row(
            (
                word(CASE_KINDS, one.kind),
                badge(CASE_STATES, one.state),
                money(one.asked),
                When(one.opened_at, now),
                moment(one.due_at) if one.due_at else "—",
            ),
            address=f"{order_address(one.order_id)}?show=cases",
            tone="bad" if one.due_at is not None and one.due_at < now else "",
        )
        for one in found[:_ON_A_PAGE]
    ]
    columns = (
        Column(_("What")),
        Column(_("State")),
        Column(_("Asked for"), numeric=True),
        Column(_("Opened")),
        Column(_("Answer until")),
    )
    empty = EmptyState(_("No return waits"), icon="check")
    table = Table(_("Returns that wait"), columns, rows, empty=empty)
    more = f"?before={found[_ON_A_PAGE - 1].id}" if len(found) > _ON_A_PAGE else ""
    body = (Card(table, flush=True), *_pager(more, f"{ROOT}cases" if before else ""))
    lead = _("If nobody answers in time, the law and the policy decide for the shopper.")
    return show(request, waiting_page(request, _("Returns that wait for the shop"), lead, body))


@page_for("payments.read")
def differences(request: HttpRequest) -> HttpResponse:
    """What our books and the gateways' do not agree on."""
    return show(request, _differences(request))


@page_for("payments.reconcile", methods=("POST",))
@once
def resolve(request: HttpRequest, difference_id: str) -> HttpResponse:
    """Say what came of one."""
    note = request.POST.get("note", "")[:600]
    try:
        payments.resolve_difference(
            difference_id=difference_id, note=note, actor=actor(request), clock=current_clock()
        )
    except HuitouError as error:
        return show(request, _differences(request, difference_id, note, said(error)), status=422)
    forget_hands()
    messages.success(request, _("Noted. The difference is settled."))
    return go_to(f"{ROOT}differences")


@page_for("supply.read")
def stock(request: HttpRequest) -> HttpResponse:
    """Variants that are sold out or nearly so."""
    after = request.GET.get("after", "")[:80]
    found = supply.low_levels(after=after, limit=_ON_A_PAGE + 1)
    shown = found[:_ON_A_PAGE]
    known = catalogue.offers([one.variant_id for one in shown], at=current_clock().now())
    rows = []
    for one in shown:
        offer = known.get(one.variant_id)
        name = f"{in_words(offer.name)} {in_words(offer.options_text)}" if offer else one.variant_id
        rows.append(
            Row(
                (
                    TwoLines(name.strip(), offer.sku if offer else ""),
                    number(one.on_hand),
                    number(one.reserved),
                    number(one.available),
                    Badge(_("sold out"), "bad") if one.available <= 0 else Badge(_("low"), "warn"),
                ),
                address=product_address(offer.product_id) if offer else "",
            )
        )
    columns = (
        Column(_("Variant")),
        Column(_("On hand"), numeric=True),
        Column(_("Reserved"), numeric=True),
        Column(_("Free"), numeric=True),
        Column(""),
    )
    empty = EmptyState(_("Everything is there"), icon="check")
    table = Table(_("Stock that runs low"), columns, rows, empty=empty)
    more = f"?after={shown[-1].id}" if len(found) > _ON_A_PAGE else ""
    body = (Card(table, flush=True), *_pager(more, f"{ROOT}stock" if after else ""))
    lead = _("Five pieces or fewer. Goods that come in are booked on the page of the product.")
    return show(request, waiting_page(request, _("Stock that runs low"), lead, body))


@page_for("supply.read")
def certificates(request: HttpRequest) -> HttpResponse:
    """Papers of suppliers that have expired or soon will."""
    found = supply.list_certificates(("expiring", "expired"), limit=200)
    names = {row.id: row.name for row in supply.list_suppliers(limit=1000)}
    rows = [
        Row(
            (
                names.get(one.supplier_id, one.supplier_id),
                TwoLines(one.kind, one.number),
                day(one.expires),
                Badge(_("expired"), "bad") if one.state == "expired" else Badge(_("soon"), "warn"),
                Badge(_("needed to deliver"), "plain") if one.mandatory else "",
            ),
            address=f"/admin/supply/supplier/{one.supplier_id}/change/",
        )
        for one in sorted(found, key=lambda one: one.expires)
    ]
    columns = (
        Column(_("Supplier")),
        Column(_("Paper")),
        Column(_("Until")),
        Column(_("State")),
        Column(""),
    )
    empty = EmptyState(_("Every paper is good"), icon="check")
    table = Table(_("Certificates"), columns, rows, empty=empty)
    lead = _("A supplier whose needed paper is not good delivers nothing.")
    body = (Card(table, flush=True),)
    return show(request, waiting_page(request, _("Certificates that run out"), lead, body))


def _differences(request: HttpRequest, wrong: str = "", note: str = "", error: str = "") -> Page:
    found = payments.open_differences(limit=200)
    may_settle = actor(request).may("payments.reconcile")
    body: list[Content] = [
        Card(_difference(one, may_settle, note, error if one.id == wrong else "")) for one in found
    ]
    if not found:
        text = _("Every day is compared with the statements of the gateways.")
        body.append(Card(EmptyState(_("The books agree"), text, icon="check")))
    title = _("Payments that differ")
    return waiting_page(request, title, _("Find out why, then note what came of it."), body)


def _difference(one: payments.DifferenceFacts, may_settle: bool, note: str, error: str) -> Content:
    form = Form(
        (
            Field(
                "note",
                _("What came of it"),
                value=note if error else "",
                required=True,
                longest=500,
                error=error,
                attributes={"id": f"note-{one.id}"},
            ),
        ),
        Button(_("Settle"), kind="primary"),
        action=f"{ROOT}differences/{one.id}/resolve",
        key=new_form_key(),
        compact=True,
    )
    title, text = difference_words(one.kind)
    return DifferenceSeen(
        title=title,
        text=text,
        here=money(one.here) if one.here else "—",
        there=money(one.there) if one.there else "—",
        gateway=one.gateway,
        number=Name(one.number or one.gateway_id or "—"),
        found=When(one.found_at, current_clock().now()),
        detail=one.detail,
        form=form if may_settle else None,
    )


def _pager(more: str, first: str) -> tuple[Content, ...]:
    return (Pager(next=more, previous=first),) if more or first else ()
