"""Tokens of programs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from huitou.doors.console.once import once
from huitou.doors.console.pieces import TwoLines, When
from huitou.doors.console.refusals import said
from huitou.doors.console.settings.page import Code, Secret, ask_first, done, settings_page
from huitou.doors.console.settings.role_words import permission_words
from huitou.doors.console.settings.shelves import ROOT
from huitou.doors.console.staff import actor, page_for
from huitou.doors.design import (
    Badge,
    Button,
    Card,
    Column,
    Content,
    Disclosure,
    EmptyState,
    Field,
    Form,
    Group,
    Link,
    Option,
    Page,
    Pager,
    Row,
    Table,
    day,
    new_form_key,
    show,
)
from huitou.foundation import accounts
from huitou.foundation.clocks import current_clock
from huitou.kernel import HuitouError, NotFound

_NAME = "tokens"
_WRITE = "staff.write"
_ON_A_PAGE = 50


@page_for("staff.read")
def list_tokens(request: HttpRequest) -> HttpResponse:
    """Every token that was issued, the newest first."""
    return show(request, _page(request))


@page_for(_WRITE, methods=("GET", "POST"))
@once
def issue(request: HttpRequest) -> HttpResponse:
    """A new token, shown this once."""
    if request.method != "POST":
        return show(request, _page(request))
    name, scopes = request.POST.get("name", "")[:200], request.POST.getlist("scopes")[:100]
    try:
        issued = accounts.issue_token(
            name,
            scopes,
            expires_at=_end_of(request.POST.get("until", "")),
            actor=actor(request),
            clock=current_clock(),
        )
    except HuitouError as error:
        return show(request, _page(request, name, scopes, error), status=422)
    address = request.build_absolute_uri("/api/v1/me")
    secret = Secret(
        _("The token %(name)s") % {"name": issued.token.name},
        issued.secret,
        below=Code(f"curl {address} -H 'Authorization: Bearer {issued.secret}'"),
        back=Link(_("Done"), f"{ROOT}{_NAME}"),
    )
    return show(request, settings_page(request, _NAME, (secret,)))


@page_for(_WRITE, methods=("GET", "POST"))
@once
def revoke(request: HttpRequest, token_id: str) -> HttpResponse:
    """Take a token out of use, once it was asked for twice."""
    if request.method == "POST":
        row = accounts.revoke_token(token_id, actor=actor(request), clock=current_clock())
        return done(request, _NAME, _("The token %(name)s was revoked.") % {"name": row.name})
    token = next((one for one in accounts.tokens(limit=500) if one.id == token_id), None)
    if token is None or token.revoked_at is not None:
        raise NotFound("There is no such token in use.", remedy="Look at the list of tokens.")
    return ask_first(
        request,
        _NAME,
        title=_("Revoke the token %(name)s?") % {"name": token.name},
        text=_("The program that uses it is refused from then on. This cannot be taken back."),
        action=f"{ROOT}tokens/{token_id}/revoke",
        label=_("Revoke it"),
    )


def _end_of(said_day: str) -> datetime | None:
    """The end of the day in the shop's timezone."""
    try:
        on = date.fromisoformat(said_day)
    except ValueError:
        return None
    return datetime.combine(on, time(23, 59, 59), ZoneInfo(settings.SHOP_TIMEZONE))


def _page(
    request: HttpRequest,
    name: str = "",
    scopes: Sequence[str] = (),
    error: HuitouError | None = None,
) -> Page:
    who = actor(request)
    before = request.GET.get("before") or None
    found = accounts.tokens(before=before, limit=_ON_A_PAGE + 1)
    shown = found[:_ON_A_PAGE]
    more = f"?before={shown[-1].id}" if len(found) > _ON_A_PAGE else ""
    pager = Pager(next=more, previous=f"{ROOT}{_NAME}" if before else "")
    body: list[Content] = [Card(_table(shown, who.may(_WRITE)), flush=True)]
    if more or before:
        body.append(pager)
    if who.may(_WRITE):
        body.append(Card(_form(name, scopes, error), title=_("A new token")))
    lead = _("With a token a program does what its scopes say, and nothing else.")
    return settings_page(request, _NAME, body, lead=lead)


def _table(tokens: Sequence[accounts.TokenRow], may_write: bool) -> Table:
    now = current_clock().now()
    rows = [
        Row(
            (
                TwoLines(token.name, f"…{token.hint}"),
                _scopes(token.scopes),
                day(token.created_at),
                When(token.used_at, now) if token.used_at else _("never"),
                _state(token, now),
                Button(
                    _("Revoke"), address=f"{ROOT}tokens/{token.id}/revoke", kind="quiet", small=True
                )
                if may_write and token.revoked_at is None
                else "",
            )
        )
        for token in tokens
    ]
    return Table(
        _("API tokens"),
        (
            Column(_("Name")),
            Column(_("Scopes")),
            Column(_("Made on")),
            Column(_("Last used")),
            Column(_("State")),
            Column(""),
        ),
        rows,
        empty=EmptyState(_("No tokens"), _("No program may do anything yet."), icon="lock"),
    )


def _scopes(scopes: Sequence[str]) -> Content:
    if len(scopes) <= 2:
        return ", ".join(scopes)
    words = Group([f"{scope}: {permission_words(scope)}" for scope in scopes])
    n = len(scopes)
    return Disclosure(ngettext("%(n)s scope", "%(n)s scopes", n) % {"n": n}, words)


def _state(token: accounts.TokenRow, now: datetime) -> Badge:
    if token.revoked_at is not None:
        return Badge(_("revoked"))
    if token.expires_at is not None and token.expires_at <= now:
        return Badge(_("run out"))
    if token.expires_at is not None:
        return Badge(_("until %(day)s") % {"day": day(token.expires_at)}, "good")
    return Badge(_("in use"), "good")


def _form(name: str, scopes: Sequence[str], error: HuitouError | None) -> Form:
    wrong = {} if error is None else {error.field or "name": said(error)}
    fields = (
        Field(
            "name",
            _("Name"),
            value=name,
            required=True,
            longest=80,
            placeholder=_("Warehouse software"),
            error=wrong.get("name", ""),
        ),
        Field(
            "until",
            _("Until"),
            kind="date",
            hint=_("Leave it empty for a token without an end."),
            error=wrong.get("expires_at", ""),
        ),
        Field(
            "scopes",
            _("What it may do"),
            kind="checkboxes",
            values=scopes,
            options=[Option(one, one, permission_words(one)) for one in sorted(accounts.MEANINGS)],
            error=wrong.get("scopes", ""),
        ),
    )
    return Form(
        fields,
        Button(_("Make a token"), kind="primary"),
        action=f"{ROOT}tokens/issue",
        key=new_form_key(),
    )
