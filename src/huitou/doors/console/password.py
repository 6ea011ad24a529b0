"""One's own password."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from django.contrib import messages
from django.contrib.auth import get_user_model, update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from huitou.doors.console.frame import PASSWORD, console_frame
from huitou.doors.console.once import once
from huitou.doors.console.refusals import said
from huitou.doors.console.staff import actor, page_for
from huitou.doors.design import Button, Field, Form, Page, PageHead, go_to, new_form_key, show
from huitou.foundation import accounts
from huitou.foundation.clocks import current_clock
from huitou.kernel import HuitouError


@dataclass(frozen=True, kw_only=True)
class PasswordPage(Page):
    """The form."""

    head: PageHead
    form: Form
    indexed: bool = False
    template: ClassVar[str] = "console/form_page.html"
    styles: ClassVar[tuple[str, ...]] = ("console/console.css",)


@page_for(methods=("GET", "POST"))
@once
def my_password(request: HttpRequest) -> HttpResponse:
    """Change it; other sessions end, this one goes on."""
    if request.method != "POST":
        return show(request, _page(request, {}))
    who = actor(request)
    old, new = (request.POST.get(name, "")[:1000] for name in ("old", "new"))
    try:
        accounts.change_password(who.id, old, new, actor=who, clock=current_clock())
    except HuitouError as error:
        field = "new" if error.field == "password" else error.field or "old"
        return show(request, _page(request, {field: said(error)}), status=422)
    update_session_auth_hash(request, get_user_model().objects.get(pk=who.id))
    messages.success(request, _("Your password was changed. Other browsers have to sign in anew."))
    return go_to("/console/")


def _page(request: HttpRequest, errors: Mapping[str, str]) -> PasswordPage:
    title = _("My password")
    fields = (
        Field(
            "old",
            _("The password until now"),
            kind="password",
            required=True,
            autocomplete="current-password",
            error=errors.get("old", ""),
        ),
        Field(
            "new",
            _("The new password"),
            kind="password",
            required=True,
            autocomplete="new-password",
            hint=_("Ten characters or more. A few words are easy to keep."),
            error=errors.get("new", ""),
        ),
    )
    form = Form(
        fields,
        Button(_("Change"), kind="primary"),
        action=PASSWORD,
        key=new_form_key(),
        cancel="/console/",
    )
    return PasswordPage(title=title, frame=console_frame(request), head=PageHead(title), form=form)
