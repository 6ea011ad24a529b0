"""What the pages of contacts, password and devices are made of."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _

from huitou.commerce import members
from huitou.doors.design import ActionButton, Alert, Button, Component, Field, Form, ago
from huitou.doors.shop.account_page import KINDS, contact_words
from huitou.doors.shop.devices import browser_words, icon_of
from huitou.doors.shop.frame import shop_frame
from huitou.doors.shop.gate import member_of
from huitou.doors.shop.pages.account import Device, DevicesPage, ProfilePage
from huitou.doors.shop.pending import Pending
from huitou.doors.shop.refusals import said
from huitou.doors.shop.signing_in_page import code_field
from huitou.doors.shop.who import token_of
from huitou.foundation.clocks import current_clock
from huitou.kernel import HuitouError


@dataclass(frozen=True)
class Trouble:
    """What came of a form, and the contact that stood in it."""

    error: HuitouError
    written: str = ""


def way_to_prove(me: members.Profile, *, besides: str = "") -> str:
    """How the owner proves to be it: password, or by a code to phone or email, `besides` only if
    there is no other; "" for an account that has none of them and needs no proof.
    """
    if me.has_password:
        return "password"
    kept = [one.kind for one in me.contacts]
    return next(iter(sorted(kept, key=lambda kind: kind == besides)), "")


def contact_page(request: HttpRequest, kind: str, trouble: Trouble | None = None) -> ProfilePage:
    """One contact: what it is now, a form for another, a form to take it away."""
    me = members.profile(member_of(request).id)
    now = next((one.masked for one in me.contacts if one.kind == kind), "")
    words = _("Now: %(contact)s. We send a code to the new one.") % {"contact": now}
    forms: tuple[Component, ...] = (_change(kind, now, trouble),)
    others = len(me.contacts) > 1 or bool(me.providers)
    if now and others:
        forms = (*forms, *_removal(request, me, kind, trouble))
    return ProfilePage(
        title=contact_words(kind),
        frame=shop_frame(request, "account", back="/account"),
        indexed=False,
        lead=words if now else _("We send it a code. After that you can sign in with it, too."),
        alert=_alert(trouble.error if trouble else None, ("contact", "proof")),
        forms=forms,
    )


def prove_page(
    request: HttpRequest, kind: str, pending: Pending, error: HuitouError | None = None
) -> ProfilePage:
    """The code of the new contact and the proof."""
    me = members.profile(member_of(request).id)
    form = Form(
        action=f"/account/contacts/{kind}/code",
        fields=(
            code_field(
                _at(error, "code"),
                label=_("Code sent to %(contact)s") % {"contact": pending.masked},
            ),
            *_proof(me, error, besides=kind),
        ),
        submit=Button(_("Save"), kind="primary"),
        cancel="/account",
    )
    return ProfilePage(
        title=_("Prove that it is you"),
        frame=shop_frame(request, "account", back=f"/account/contacts/{kind}"),
        indexed=False,
        lead=_("So that nobody who finds your phone can take your account."),
        alert=_alert(error, ("code", "proof")),
        forms=(form,),
    )


def password_page(request: HttpRequest, error: HuitouError | None = None) -> ProfilePage:
    """Where a code has to be asked for first, the form for that stands alone."""
    me = members.profile(member_of(request).id)
    by = way_to_prove(me)
    sent = request.method == "POST" or "sent" in request.GET
    if by in KINDS and not sent:
        forms: tuple[Component, ...] = (_ask_for_proof("/account/password", me, by),)
    else:
        forms = (_password_form(me, error),)
    return ProfilePage(
        title=_("Change the password") if me.has_password else _("Set a password"),
        frame=shop_frame(request, "account", back="/account"),
        indexed=False,
        lead=_(
            "A password is a second way in, beside codes. Other devices are signed out when it "
            "changes."
        ),
        alert=_alert(error, ("password", "proof")),
        forms=forms,
    )


def devices_page(request: HttpRequest) -> DevicesPage:
    actor, clock = member_of(request), current_clock()
    found = members.sessions_of(actor.id, token=token_of(request), clock=clock)
    found.sort(key=lambda one: not one.is_this)
    others = ActionButton(
        Button(_("Sign out everywhere else"), kind="danger", icon="sign-out"),
        "/account/devices/others",
    )
    return DevicesPage(
        title=_("Devices that are signed in"),
        frame=shop_frame(request, "account", back="/account"),
        indexed=False,
        devices=[_device(one) for one in found],
        end_others=others if len(found) > 1 else None,
    )


def _device(one: members.SessionRow) -> Device:
    name, now = browser_words(one.device), current_clock().now()
    end = ActionButton(Button(_("Sign out"), small=True), f"/account/devices/{one.id}")
    last = (
        _("In use now")
        if one.is_this
        else _("Last used %(when)s") % {"when": ago(one.seen_at, now)}
    )
    return Device(name, icon_of(one.device), last, None if one.is_this else end)


def _change(kind: str, now: str, trouble: Trouble | None) -> Form:
    error = trouble.error if trouble and trouble.error.field != "proof" else None
    return Form(
        action=f"/account/contacts/{kind}",
        fields=(
            Field(
                "contact",
                _new_words(kind) if now else contact_words(kind),
                kind="tel" if kind == "phone" else "email",
                value=trouble.written if trouble else "",
                error=_at(error, "contact"),
                required=True,
                autocomplete="tel" if kind == "phone" else "email",
                longest=254,
            ),
        ),
        submit=Button(_("Send a code"), kind="primary"),
    )


def _new_words(kind: str) -> str:
    return _("New mobile phone") if kind == "phone" else _("New e-mail")


def _removal(
    request: HttpRequest, me: members.Profile, kind: str, trouble: Trouble | None
) -> tuple[Form, ...]:
    by, at = way_to_prove(me), f"/account/contacts/{kind}"
    tried = request.POST.get("do") == "remove" or "remove" in request.GET
    if by in KINDS and not tried:
        asks = _ask_for_proof(at, me, by, _("Remove it…"))
        return (asks,)
    return (
        Form(
            action=at,
            hidden={"do": "remove"},
            fields=_proof(me, trouble.error if trouble else None),
            submit=Button(_("Remove it"), kind="danger"),
        ),
    )


def _ask_for_proof(action: str, me: members.Profile, by: str, words: str = "") -> Form:
    masked = next((one.masked for one in me.contacts if one.kind == by), "")
    label = words or _("Send a code to %(contact)s") % {"contact": masked}
    return Form(
        action=action,
        hidden={"do": "proof"},
        fields=(),
        submit=Button(label, kind="plain" if words else "primary"),
    )


def _password_form(me: members.Profile, error: HuitouError | None) -> Form:
    new = Field(
        "password",
        _("New password"),
        kind="password",
        error=_at(error, "password"),
        hint=_("At least 8 characters. A sentence is easier to keep in mind than signs."),
        autocomplete="new-password",
        longest=128,
    )
    return Form(
        action="/account/password",
        fields=(*_proof(me, error), new),
        submit=Button(_("Save"), kind="primary"),
    )


def _proof(
    me: members.Profile, error: HuitouError | None, *, besides: str = ""
) -> tuple[Field, ...]:
    by = way_to_prove(me, besides=besides)
    wrong = _at(error, "proof")
    if by == "password":
        words = _("This is not your password.") if wrong else ""
        return (
            Field(
                "proof",
                _("Your password now"),
                kind="password",
                error=words,
                required=True,
                autocomplete="current-password",
                longest=128,
            ),
        )
    masked = next((one.masked for one in me.contacts if one.kind == by), "")
    if not masked:
        return ()
    label = _("Code sent to %(contact)s") % {"contact": masked}
    return (
        Field(
            "proof",
            label,
            error=wrong,
            required=True,
            autocomplete="one-time-code",
            inputmode="numeric",
            longest=12,
            attributes={"data-code": ""},
        ),
    )


def _at(error: HuitouError | None, field: str) -> str:
    return said(error) if error is not None and error.field == field else ""


def _alert(error: HuitouError | None, fields: tuple[str, ...]) -> Alert | None:
    if error is None or error.field in fields:
        return None
    return Alert(said(error), tone="bad")
