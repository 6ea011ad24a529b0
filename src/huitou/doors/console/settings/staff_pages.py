"""Staff and their roles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from huitou.doors.console.once import once
from huitou.doors.console.refusals import said
from huitou.doors.console.settings.page import ask_first, done, settings_page
from huitou.doors.console.settings.role_words import role_label, role_text
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
    Field,
    Form,
    Group,
    Link,
    Menu,
    Option,
    Page,
    Row,
    Table,
    day,
    new_form_key,
    show,
)
from huitou.foundation import accounts
from huitou.foundation.clocks import current_clock
from huitou.kernel import HuitouError, NotFound

_NAME = "staff"
_WRITE = "staff.write"
_MOST = 500


@page_for("staff.read")
def list_staff(request: HttpRequest) -> HttpResponse:
    """Everybody who works here."""
    return show(request, _page(request, {}, {}))


@page_for(_WRITE, methods=("GET", "POST"))
@once
def add(request: HttpRequest) -> HttpResponse:
    """Let somebody in."""
    if request.method != "POST":
        return show(request, _page(request, {}, {}))
    given = {name: request.POST.get(name, "")[:1000] for name in ("login", "password")}
    roles = request.POST.getlist("roles")[:10]
    try:
        made = accounts.create_staff(
            given["login"], given["password"], roles, actor=actor(request), clock=current_clock()
        )
    except HuitouError as error:
        wrong = {error.field or "login": said(error)}
        page = _page(request, {"login": given["login"]}, wrong, roles)
        return show(request, page, status=422)
    return done(request, _NAME, _("%(login)s may sign in now.") % {"login": made.login})


@page_for(_WRITE, methods=("GET", "POST"))
@once
def change_roles(request: HttpRequest, account_id: str) -> HttpResponse:
    """Give one of the staff exactly the roles that are ticked."""
    member, error, roles = _one(account_id), "", None
    if request.method == "POST":
        roles = request.POST.getlist("roles")[:10]
        try:
            accounts.set_roles(account_id, roles, actor=actor(request), clock=current_clock())
        except HuitouError as refusal:
            error = said(refusal)
        else:
            text = _("%(login)s has other roles from now on.")
            return done(request, _NAME, text % {"login": member.login})
    return ask_first(
        request,
        _NAME,
        title=_("Roles of %(login)s") % {"login": member.login},
        text=_("What somebody may do is what all their roles together may do."),
        action=f"{ROOT}staff/{account_id}/roles",
        label=_("Save"),
        kind="primary",
        fields=(_roles_field(member.roles if roles is None else roles, error),),
        status=422 if error else 200,
    )


@page_for(_WRITE, methods=("GET", "POST"))
@once
def new_password(request: HttpRequest, account_id: str) -> HttpResponse:
    """Give somebody who lost theirs another password."""
    member, error = _one(account_id), ""
    if request.method == "POST":
        new = request.POST.get("password", "")[:1000]
        try:
            accounts.give_password(account_id, new, actor=actor(request), clock=current_clock())
        except HuitouError as refusal:
            error = said(refusal)
        else:
            text = _("%(login)s has a new password, and has to sign in anew.")
            return done(request, _NAME, text % {"login": member.login})
    return ask_first(
        request,
        _NAME,
        title=_("A new password for %(login)s") % {"login": member.login},
        text=_("Hand it over in person. They change it under My password."),
        action=f"{ROOT}staff/{account_id}/password",
        label=_("Give it"),
        kind="primary",
        fields=(_password_field(error),),
        status=422 if error else 200,
    )


@page_for(_WRITE, methods=("POST",))
@once
def switch(request: HttpRequest, account_id: str) -> HttpResponse:
    """Let somebody in no more, or again."""
    member = _one(account_id)
    verb = accounts.deactivate if member.is_active else accounts.activate
    try:
        now = verb(account_id, actor=actor(request), clock=current_clock())
    except HuitouError as error:
        return show(request, _page(request, {}, {"list": said(error)}), status=422)
    text = (
        _("%(login)s may sign in again.")
        if now.is_active
        else _("%(login)s may sign in no more. The list has a button to take that back.")
    )
    return done(request, _NAME, text % {"login": now.login})


def _one(account_id: str) -> accounts.StaffMember:
    for member in accounts.staff_members(limit=_MOST):
        if member.id == account_id:
            return member
    raise NotFound("There is nobody of that id.", remedy="Look at the list of staff.")


def _page(
    request: HttpRequest,
    given: Mapping[str, str],
    errors: Mapping[str, str],
    roles: Sequence[str] = ("operator",),
) -> Page:
    may_write = actor(request).may(_WRITE)
    members = accounts.staff_members(limit=_MOST)
    body: list[Content] = [_list(members, may_write, actor(request).id)]
    if errors.get("list"):
        body.insert(0, Alert(errors["list"], tone="bad"))
    if may_write:
        body.append(_add_form(given, errors, roles))
    return settings_page(request, _NAME, body)


def _list(members: Sequence[accounts.StaffMember], may_write: bool, me: str) -> Card:
    rows = [
        Row(
            (
                f"{one.login} ({_('you')})" if one.id == me else one.login,
                Group([Badge(role_label(role)) for role in one.roles], "row")
                if one.roles
                else Badge(_("no role"), "warn"),
                Badge(_("may sign in"), "good") if one.is_active else Badge(_("switched off")),
                day(one.created_at),
                _menu(one) if may_write and one.id != me else "",
            )
        )
        for one in members
    ]
    table = Table(
        _("Staff"),
        (
            Column(_("Login")),
            Column(_("Roles")),
            Column(_("State")),
            Column(_("Here since")),
            Column(""),
        ),
        rows,
    )
    return Card(table, flush=True)


def _menu(member: accounts.StaffMember) -> Menu:
    label = _("Switch off") if member.is_active else _("Let them in again")
    button = Button(label, icon="lock" if member.is_active else "check")
    return Menu(
        _("Change %(login)s") % {"login": member.login},
        (
            Link(_("Change roles"), f"{ROOT}staff/{member.id}/roles", "edit"),
            Link(_("New password"), f"{ROOT}staff/{member.id}/password", "key"),
            ActionButton(button, f"{ROOT}staff/{member.id}/switch", key=new_form_key()),
        ),
        icon_only=True,
    )


def _add_form(given: Mapping[str, str], errors: Mapping[str, str], roles: Sequence[str]) -> Card:
    fields = (
        Field(
            "login",
            _("Login"),
            value=given.get("login", ""),
            required=True,
            longest=64,
            autocomplete="off",
            hint=_("Small letters and digits, such as li.wei. No e-mail address."),
            error=errors.get("login", ""),
        ),
        _password_field(errors.get("password", "")),
        _roles_field(roles, errors.get("roles", "")),
    )
    form = Form(
        fields,
        Button(_("Add"), kind="primary"),
        action=f"{ROOT}staff/add",
        key=new_form_key(),
    )
    return Card(form, title=_("Add somebody"))


def _password_field(error: str) -> Field:
    return Field(
        "password",
        _("First password"),
        kind="password",
        required=True,
        autocomplete="new-password",
        hint=_("Ten characters or more. A few words are easy to keep."),
        error=error,
    )


def _roles_field(chosen: Sequence[str], error: str) -> Field:
    return Field(
        "roles",
        _("Roles"),
        kind="checkboxes",
        values=chosen,
        options=[Option(role, role_label(role), role_text(role)) for role in accounts.ROLES],
        error=error,
    )
