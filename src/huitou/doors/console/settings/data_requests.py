"""What people asked about their data, and by when the law wants it done."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from huitou.doors.console.once import once
from huitou.doors.console.pieces import Name, When
from huitou.doors.console.refusals import said
from huitou.doors.console.settings.page import ask_first, done, settings_page
from huitou.doors.console.settings.shelves import ROOT
from huitou.doors.console.staff import actor, page_for
from huitou.doors.design import (
    ActionButton,
    Alert,
    Badge,
    Button,
    Card,
    Column,
    Content,
    EmptyState,
    Field,
    Form,
    Group,
    Page,
    Pager,
    Row,
    Table,
    Tone,
    day,
    new_form_key,
    show,
)
from huitou.foundation import privacy
from huitou.foundation.clocks import current_clock
from huitou.kernel import HuitouError

_NAME = "data-requests"
_READ, _WRITE = "privacy.read", "privacy.write"
_ON_A_PAGE = 50
_SOON_DAYS = 3


@page_for(_READ)
def list_requests(request: HttpRequest) -> HttpResponse:
    """Those under way first, then all that ever were, by the day on which they were due."""
    return show(request, _page(request))


@page_for(_WRITE, methods=("POST",))
def export(request: HttpRequest) -> HttpResponse:
    """All that is known of a member, as a file to be handed to them. It is kept nowhere, and every
    time is noted, so that there is no key that would answer with it again.
    """
    member = request.POST.get("member", "").strip()[:36]
    try:
        found = privacy.export_member(member, actor=actor(request), clock=current_clock())
    except HuitouError as error:
        return show(request, _page(request, member, said(error)), status=422)
    text = json.dumps(found, ensure_ascii=False, indent=2, default=str)
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="data-of-{member[:8]}.json"'
    response["Cache-Control"] = "no-store"
    return response


@page_for(_WRITE, methods=("GET", "POST"))
@once
def erase(request: HttpRequest) -> HttpResponse:
    """Note that a member asked to be erased; it can be taken back for seven days."""
    if request.method != "POST":
        return show(request, _page(request))
    member = request.POST.get("member", "").strip()[:36]
    try:
        row = privacy.request_erasure(member, actor=actor(request), clock=current_clock())
    except HuitouError as error:
        return show(request, _page(request, member, said(error)), status=422)
    text = _("Noted. It can be taken back until %(day)s.")
    return done(request, _NAME, text % {"day": day(row.effective_at)})


@page_for(_WRITE, methods=("POST",))
@once
def take_back(request: HttpRequest, request_id: str) -> HttpResponse:
    """The member stays."""
    privacy.take_back_erasure(request_id, actor=actor(request), clock=current_clock())
    return done(request, _NAME, _("The erasure was taken back: the member stays."))


@page_for(_WRITE, methods=("GET", "POST"))
@once
def carry_out(request: HttpRequest, request_id: str) -> HttpResponse:
    """Erase now, once it was asked for twice."""
    if request.method == "POST":
        privacy.carry_out_erasure(request_id, actor=actor(request), clock=current_clock())
        return done(request, _NAME, _("The member was erased from the shop's books."))
    found = privacy.request_of(request_id)
    return ask_first(
        request,
        _NAME,
        title=_("Erase the member now?"),
        text=_(
            "Name, contacts, addresses and events of %(member)s are erased for ever. Orders and "
            "money stay in the books, without saying whose they are."
        )
        % {"member": found.member_id},
        action=f"{ROOT}data-requests/{request_id}/carry-out",
        label=_("Erase for ever"),
    )


def _page(request: HttpRequest, member: str = "", error: str = "") -> Page:
    may_write = actor(request).may(_WRITE)
    waiting = privacy.open_requests()
    body: list[Content] = [
        Card(_table(waiting, may_write, _nothing_waits()), title=_("Under way"), flush=True)
    ]
    if may_write:
        body.append(Card(_form(member, error), title=_("Somebody asked by letter or telephone")))
    after = request.GET.get("after") or None
    found = privacy.data_requests(after=after, limit=_ON_A_PAGE + 1)
    if found:
        more = f"?after={found[_ON_A_PAGE - 1].id}" if len(found) > _ON_A_PAGE else ""
        table = _table(found[:_ON_A_PAGE], False, "")
        pager = Pager(next=more, previous=f"{ROOT}{_NAME}" if after else "")
        parts = (table, pager) if more or after else (table,)
        body.append(Card(Group(parts), title=_("All that ever were"), flush=True))
    return settings_page(request, _NAME, body, lead=_law())


def _law() -> str:
    if settings.PRIVACY_LAW == "pipl":
        return _("Due within 15 working days (PIPL). HUITOU_PRIVACY_LAW says which law counts.")
    return _("Due within a month (GDPR, article 12). HUITOU_PRIVACY_LAW says which law counts.")


def _nothing_waits() -> EmptyState:
    return EmptyState(_("Nothing is under way"), icon="check")


def _table(requests: Sequence[privacy.DataRequestRow], may_write: bool, empty: Content) -> Table:
    now = current_clock().now()
    rows = [
        Row(
            (
                _kind(one),
                Name(one.member_id),
                When(one.asked_at, now),
                _state(one),
                _due(one, now),
                _actions(one, now) if may_write else "",
            ),
            address=f"/console/people/{one.member_id}",
        )
        for one in requests
    ]
    columns = (
        Column(_("What")),
        Column(_("Member")),
        Column(_("Asked on")),
        Column(_("State")),
        Column(_("Due")),
        Column(""),
    )
    return Table(_("Requests about personal data"), columns, rows, empty=empty)


def _kind(one: privacy.DataRequestRow) -> str:
    return _("Erasure") if one.kind == "erasure" else _("Export")


def _state(one: privacy.DataRequestRow) -> Badge:
    states: dict[str, tuple[str, Tone]] = {
        "asked": (_("asked"), "info"),
        "taken_back": (_("taken back"), "plain"),
        "erased": (_("books done, log under way"), "warn"),
        "done": (_("done"), "good"),
    }
    label, tone = states.get(one.state, (one.state, "plain"))
    return Badge(label, tone)


def _due(one: privacy.DataRequestRow, now: datetime) -> Content:
    if one.ended_at is not None:
        return day(one.due_at)
    left = (one.due_at - now).days
    if one.due_at < now:
        return Badge(_("late since %(day)s") % {"day": day(one.due_at)}, "bad", icon="warning")
    said_days = ngettext("%(n)s day left", "%(n)s days left", left) % {"n": left}
    tone: Tone = "warn" if left <= _SOON_DAYS else "plain"
    return Group((day(one.due_at), Badge(said_days, tone)), "row")


def _actions(one: privacy.DataRequestRow, now: datetime) -> Content:
    if one.kind != "erasure" or one.state != "asked":
        return ""
    address = f"{ROOT}data-requests/{one.id}"
    back = Button(_("Take back"), kind="quiet", small=True, icon="undo")
    buttons: list[Content] = [ActionButton(back, f"{address}/take-back", key=new_form_key())]
    if one.effective_at <= now:
        erase_now = Button(
            _("Erase now"), address=f"{address}/carry-out", kind="danger", small=True
        )
        buttons.append(erase_now)
    return Group(buttons, "row")


def _form(member: str, error: str) -> Content:
    field = Field(
        "member",
        _("The member's id"),
        value=member,
        required=True,
        longest=36,
        error=error,
        hint=_("From the page of the person; search by phone or e-mail to find it."),
    )
    take = Button(
        _("Download all their data"),
        icon="download",
        attributes={"formaction": f"{ROOT}data-requests/export", "data-download": ""},
    )
    ask = Button(
        _("Note the wish to be erased"),
        icon="trash",
        attributes={"formaction": f"{ROOT}data-requests/erase"},
    )
    form = Form((field, take), ask, key=new_form_key())
    note = Alert(_("Both are in the audit log. Make sure that it is really the member who asks."))
    return Group((note, form))
