"""Making the first owner, in the browser of whoever started the server."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from django.conf import settings
from django.contrib.auth import authenticate, login
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from huitou.doors.console.refusals import said
from huitou.doors.design import Button, Field, Form, Frame, Page, go_to, show
from huitou.foundation import accounts
from huitou.foundation.actors import SYSTEM
from huitou.foundation.clocks import current_clock
from huitou.kernel import HuitouError

SIGN_IN = "/console/sign-in"
_METHODS = ("GET", "HEAD", "POST")


@dataclass(frozen=True, kw_only=True)
class FirstOwnerPage(Page):
    """The form."""

    form: Form
    indexed: bool = False
    template: ClassVar[str] = "console/first_owner.html"
    styles: ClassVar[tuple[str, ...]] = ("console/console.css",)


@sensitive_post_parameters()
def first_owner(request: HttpRequest) -> HttpResponse:
    """Not open to all: who has the address that `huitou serve` prints may do anything at its
    terminal, and so may make the owner here. Once somebody works here it leads to the sign-in.
    """
    if request.method not in _METHODS:
        return HttpResponseNotAllowed(_METHODS)
    if accounts.staff_members(limit=1):
        return go_to(SIGN_IN)
    if request.method != "POST":
        return show(request, _page(request))
    name, password = request.POST.get("login", "")[:80], request.POST.get("password", "")[:1000]
    try:
        made = accounts.create_staff(name, password, ["owner"], actor=SYSTEM, clock=current_clock())
    except HuitouError as error:
        return show(request, _page(request, error), status=422)
    account = authenticate(request, username=made.login, password=password)
    if account is not None:
        login(request, account)
    return go_to("/console/")


def _page(request: HttpRequest, error: HuitouError | None = None) -> FirstOwnerPage:
    wrong = {} if error is None else {error.field or "login": said(error)}
    fields = (
        Field(
            "login",
            _("Login"),
            value=request.POST.get("login", "owner")[:80],
            required=True,
            autocomplete="username",
            hint=_("Small letters and digits, such as li.wei. No e-mail address."),
            error=wrong.get("login", ""),
        ),
        Field(
            "password",
            _("Password"),
            kind="password",
            required=True,
            autocomplete="new-password",
            hint=_("Ten characters or more. A few words are easy to keep."),
            error=wrong.get("password", ""),
        ),
    )
    return FirstOwnerPage(
        title=_("Make the first owner"),
        frame=Frame(site=settings.SHOP_NAME),
        form=Form(fields, Button(_("Begin"), kind="primary", wide=True)),
    )
