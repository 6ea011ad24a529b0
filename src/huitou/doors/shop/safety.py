"""What lets one into the account: contacts, the password and the devices that are signed in.

Whoever holds a device that is signed in is not yet its owner: a change wants the password, or a
code sent to a contact that the account has (members.request_proof).
"""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from huitou.commerce import members
from huitou.doors.design import go_to, show
from huitou.doors.shop.account_page import KINDS
from huitou.doors.shop.gate import member_of, member_page
from huitou.doors.shop.pending import drop_pending, keep_pending, pending_of
from huitou.doors.shop.safety_page import (
    Trouble,
    contact_page,
    devices_page,
    password_page,
    prove_page,
    way_to_prove,
)
from huitou.doors.shop.who import client_of, token_of
from huitou.foundation.clocks import current_clock
from huitou.kernel import HuitouError, NotFound


@member_page("GET", "POST")
def contact(request: HttpRequest, kind: str) -> HttpResponse:
    """Add or change one (POST sends the code), or take it away (`do=remove`)."""
    if kind not in KINDS:
        raise Http404
    if request.method == "GET":
        return show(request, contact_page(request, kind))
    written = request.POST.get("contact", "")[:254]
    try:
        if request.POST.get("do") == "proof":
            return _send_proof(request, f"/account/contacts/{kind}?remove=1")
        if request.POST.get("do") == "remove":
            return _remove(request, kind)
        return _begin_change(request, kind, written)
    except HuitouError as error:
        page = contact_page(request, kind, Trouble(error, written))
        return show(request, page, status=422)


@member_page("GET", "POST")
def prove(request: HttpRequest, kind: str) -> HttpResponse:
    """The code that the new contact got, and the proof that it is the owner who asks."""
    pending = pending_of(request, kind, member_of(request).id)
    if pending is None or kind not in KINDS:
        return go_to(f"/account/contacts/{kind}")
    if request.method == "GET":
        return show(request, prove_page(request, kind, pending))
    try:
        members.set_contact(
            contact=pending.contact,
            code=request.POST.get("code", "")[:20],
            proof=request.POST.get("proof", "")[:1000],
            client=client_of(request),
            actor=member_of(request),
            clock=current_clock(),
        )
    except HuitouError as error:
        return show(request, prove_page(request, kind, pending, error), status=422)
    messages.success(request, _("Saved. You can sign in with it from now on."))
    response = go_to("/account")
    drop_pending(response, kind)
    return response


@member_page("GET", "POST")
def password(request: HttpRequest) -> HttpResponse:
    """Set, change or remove it; `do=proof` sends the code that proves the owner."""
    if request.method == "GET":
        return show(request, password_page(request))
    try:
        if request.POST.get("do") == "proof":
            return _send_proof(request, "/account/password?sent=1")
        return _new_password(request)
    except HuitouError as error:
        return show(request, password_page(request, error), status=422)


@member_page()
def devices(request: HttpRequest) -> HttpResponse:
    return show(request, devices_page(request))


@member_page("POST")
def end_device(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Sign out on one device."""
    actor, clock = member_of(request), current_clock()
    try:
        members.end_session(session_id=str(session_id), actor=actor, clock=clock)
    except NotFound:
        own = {one.id for one in members.sessions_of(actor.id, clock=clock)}
        if str(session_id) not in own:
            raise
    messages.success(request, _("You are signed out there."))
    return go_to("/account/devices")


@member_page("POST")
def end_others(request: HttpRequest) -> HttpResponse:
    """Sign out everywhere but here."""
    ended = members.end_other_sessions(
        token=token_of(request), actor=member_of(request), clock=current_clock()
    )
    words = ngettext(
        "You are signed out on %(n)s device.", "You are signed out on %(n)s devices.", ended
    )
    messages.success(request, words % {"n": ended})
    return go_to("/account/devices")


def _begin_change(request: HttpRequest, kind: str, written: str) -> HttpResponse:
    """A code to the new contact, and where the account has no password another to an old one."""
    actor, client, clock = member_of(request), client_of(request), current_clock()
    if members.way_of(written).kind != kind:
        raise _other_kind(kind)
    members.request_contact_code(contact=written, client=client, actor=actor, clock=clock)
    by = way_to_prove(members.profile(actor.id), besides=kind)
    if by in KINDS:
        members.request_proof(kind=by, client=client, actor=actor, clock=clock)
    response = go_to(f"/account/contacts/{kind}/code")
    keep_pending(request, response, kind, written, actor.id)
    return response


def _remove(request: HttpRequest, kind: str) -> HttpResponse:
    members.remove_contact(
        kind="phone" if kind == "phone" else "email",
        proof=request.POST.get("proof", "")[:1000],
        client=client_of(request),
        actor=member_of(request),
        clock=current_clock(),
    )
    messages.success(request, _("It is removed from your account."))
    return go_to("/account")


def _new_password(request: HttpRequest) -> HttpResponse:
    proof, client = request.POST.get("proof", "")[:1000], client_of(request)
    actor, clock = member_of(request), current_clock()
    if request.POST.get("do") == "remove":
        members.remove_password(proof=proof, client=client, actor=actor, clock=clock)
        messages.success(request, _("The password is gone. You sign in with codes from now on."))
        return go_to("/account")
    members.set_password(
        password=request.POST.get("password", "")[:1000],
        proof=proof,
        token=token_of(request),
        client=client,
        actor=actor,
        clock=clock,
    )
    messages.success(request, _("The password is saved. Other devices are signed out."))
    return go_to("/account")


def _send_proof(request: HttpRequest, onward: str) -> HttpResponse:
    actor = member_of(request)
    by = way_to_prove(members.profile(actor.id))
    members.request_proof(kind=by, client=client_of(request), actor=actor, clock=current_clock())
    messages.success(request, _("A code is on its way."))
    return go_to(onward)


def _other_kind(kind: str) -> HuitouError:
    error = "members.bad_phone" if kind == "phone" else "members.bad_email"
    return NotFound("Of another kind.", remedy="Write the other.", code=error, field="contact")
