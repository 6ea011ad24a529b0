"""Signing in and out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from huitou.doors.console.refusals import said
from huitou.doors.console.who import signed_in
from huitou.doors.design import Alert, Button, Content, Field, Form, Frame, Page, go_to, show
from huitou.foundation import accounts
from huitou.foundation.access import open_to_all
from huitou.foundation.clocks import current_clock
from huitou.foundation.web import address_of
from huitou.kernel import Overloaded

HOME = "/console/"
# For all logins from one address; how often one login may be tried, the room of accounts says.
_TRIES, _SECONDS = 30, 900
_METHODS = ("GET", "HEAD", "POST")


@dataclass(frozen=True, kw_only=True)
class SignInPage(Page):
    """The form, and what is said before there is anybody who could sign in."""

    form: Form
    nobody: Content = ""
    indexed: bool = False
    template: ClassVar[str] = "console/sign_in.html"
    styles: ClassVar[tuple[str, ...]] = ("console/console.css",)


@open_to_all
@sensitive_post_parameters()
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in with a login and a password; then to `next`, if that is an address of ours."""
    if request.method not in _METHODS:
        return HttpResponseNotAllowed(_METHODS)
    if signed_in(request):
        return _onward(request)
    if request.method != "POST":
        return show(request, _page(request))
    try:
        limit_of_address = address_of(request)
        accounts.limit_rate(
            "console-sign-in",
            limit_of_address,
            most=_TRIES,
            seconds=_SECONDS,
            clock=current_clock(),
        )
    except Overloaded as error:
        return show(request, _page(request, said(error)), status=429)
    account = authenticate(
        request,
        username=request.POST.get("login", "").strip().lower()[:64],
        password=request.POST.get("password", "")[:1000],
    )
    if account is None or not account.is_staff:
        return show(request, _page(request, _refusal()), status=422)
    login(request, account)
    return _onward(request)


@open_to_all
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session of this browser."""
    if request.method != "POST":
        return HttpResponseNotAllowed(("POST",))
    logout(request)
    return go_to("/console/sign-in")


def _refusal() -> str:
    """The same whether there is such a login, whether it was locked out, or tried too often."""
    return _(
        "The login or the password is not right. After ten tries one has to wait for up to "
        "15 minutes."
    )


def _onward(request: HttpRequest) -> HttpResponse:
    asked = request.POST.get("next") or request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        asked, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return go_to(asked if is_ours else HOME)


def _page(request: HttpRequest, error: str = "") -> SignInPage:
    asked = request.POST.get("next") or request.GET.get("next", "")
    fields = (
        Field(
            "login",
            _("Login"),
            value=request.POST.get("login", "")[:64],
            required=True,
            autocomplete="username",
            longest=64,
            attributes={"autofocus": "", "autocapitalize": "none", "spellcheck": "false"},
        ),
        Field(
            "password",
            _("Password"),
            kind="password",
            required=True,
            autocomplete="current-password",
        ),
    )
    return SignInPage(
        title=_("Sign in"),
        frame=Frame(site=settings.SHOP_NAME),
        form=Form(
            fields,
            Button(_("Sign in"), kind="primary", wide=True),
            hidden={"next": asked} if asked else {},
            error=error,
        ),
        nobody="" if accounts.staff_members(limit=1) else _first_owner(),
    )


def _first_owner() -> Alert:
    return Alert(
        _("Nobody can sign in yet. Whoever started the server makes the first owner."),
        title=_("This shop is new"),
        actions=(Button(_("Make the first owner"), address="/console/start", small=True),),
    )
