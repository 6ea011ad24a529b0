"""Signing in: with a code, with a password, with another service; and signing out."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from huitou.commerce import members
from huitou.doors.design import go_to, show
from huitou.doors.shop.answering import shop_page
from huitou.doors.shop.gate import next_of
from huitou.doors.shop.pending import drop_pending, keep_pending, pending_of
from huitou.doors.shop.refusals import said
from huitou.doors.shop.signing_in_page import code_page, service_page, sign_in_page
from huitou.doors.shop.who import (
    client_of,
    forget,
    remember,
    shopper,
    signed_in,
    token_of,
)
from huitou.foundation.clocks import current_clock
from huitou.kernel import HuitouError

PENDING = "sign_in"


@shop_page("GET", "POST")
def sign_in(request: HttpRequest) -> HttpResponse:
    """GET shows the form; POST sends a code, or with `do=password` signs in."""
    if signed_in(request):
        return go_to(next_of(request))
    if request.method == "GET":
        return show(request, sign_in_page(request))
    contact = request.POST.get("contact", "")[:254]
    try:
        if request.POST.get("do") == "password":
            return _with_password(request, contact)
        return _send_code(request, contact)
    except HuitouError as error:
        return show(request, sign_in_page(request, contact, error), status=422)


@shop_page("GET", "POST")
def code(request: HttpRequest) -> HttpResponse:
    """Take the code that was sent, or send another one (`do=again`)."""
    pending = pending_of(request, PENDING)
    if signed_in(request) or pending is None:
        return go_to(next_of(request) if signed_in(request) else _on("/sign-in", request))
    if request.method == "GET":
        return show(request, code_page(request, pending))
    try:
        if request.POST.get("do") == "again":
            return _send_code(request, pending.contact, again=True)
        return _with_code(request, pending.contact)
    except HuitouError as error:
        return show(request, code_page(request, pending, error), status=422)


@shop_page("GET", "POST")
def service(request: HttpRequest) -> HttpResponse:
    """Where one comes back to from another service. The ticket that says who it was is sent only
    by a page of this shop, so GET shows one with a button, which a script presses.
    """
    if signed_in(request):
        return go_to(next_of(request))
    if request.method == "GET":
        return show(request, service_page(request))
    try:
        signed = members.sign_in_with_ticket(
            ticket=request.COOKIES.get(members.TICKET_COOKIE, ""),
            client=client_of(request),
            guest_token=_guest_token(request),
            language=_language(),
            clock=current_clock(),
        )
    except HuitouError as error:
        messages.error(request, said(error))
        return go_to(_on("/sign-in", request))
    response = _welcome(request, signed)
    response.delete_cookie(members.TICKET_COOKIE, samesite="Strict")
    return response


@shop_page("POST")
def sign_out(request: HttpRequest) -> HttpResponse:
    members.sign_out(token=token_of(request), clock=current_clock())
    messages.success(request, _("You are signed out on this device."))
    response = go_to("/")
    forget(response)
    rotate_token(request)
    return response


def _send_code(request: HttpRequest, contact: str, *, again: bool = False) -> HttpResponse:
    members.request_code(
        contact=contact, client=client_of(request), language=_language(), clock=current_clock()
    )
    if again:
        messages.success(request, _("A new code is on its way. The old one no longer holds."))
    response = go_to(_on("/sign-in/code", request))
    keep_pending(request, response, PENDING, contact)
    return response


def _with_code(request: HttpRequest, contact: str) -> HttpResponse:
    signed = members.sign_in_with_code(
        contact=contact,
        code=request.POST.get("code", "")[:20],
        client=client_of(request),
        guest_token=_guest_token(request),
        language=_language(),
        clock=current_clock(),
    )
    return _welcome(request, signed)


def _with_password(request: HttpRequest, contact: str) -> HttpResponse:
    signed = members.sign_in_with_password(
        contact=contact,
        password=request.POST.get("password", "")[:1000],
        client=client_of(request),
        guest_token=_guest_token(request),
        clock=current_clock(),
    )
    return _welcome(request, signed)


def _welcome(request: HttpRequest, signed: members.SignedIn) -> HttpResponse:
    words = _("Welcome. Your account is ready.") if signed.is_new else _("Welcome back.")
    messages.success(request, words)
    response = go_to(next_of(request))
    remember(request, response, signed.token)
    drop_pending(response, PENDING)
    rotate_token(request)
    return response


def _guest_token(request: HttpRequest) -> str | None:
    actor = shopper(request)
    return token_of(request) if actor is not None and actor.kind == "guest" else None


def _language() -> str:
    return (get_language() or "en").lower()


def _on(path: str, request: HttpRequest) -> str:
    """To another page of signing in, with where one goes afterwards."""
    return f"{path}?{urlencode({'next': next_of(request)})}"
