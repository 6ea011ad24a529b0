"""What the pages of signing in are made of."""

from __future__ import annotations

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from huitou.doors.design import Alert, Button, Field, Form, Link
from huitou.doors.shop.frame import shop_frame
from huitou.doors.shop.gate import next_of
from huitou.doors.shop.pages.signing_in import CodePage, ServicePage, SignInPage
from huitou.doors.shop.pending import Pending
from huitou.doors.shop.refusals import said
from huitou.kernel import HuitouError

# As their users write them; others by the name that django-allauth has for them.
_SERVICES = {"google": "Google", "github": "GitHub", "apple": "Apple"}


def sign_in_page(
    request: HttpRequest, contact: str = "", error: HuitouError | None = None
) -> SignInPage:
    """`error` is what came of sending it."""
    asked = request.POST.get("do") or request.GET.get("way")
    with_password = asked == "password"
    failed = request.GET.get("failed") == "service"
    return SignInPage(
        title=_("Sign in"),
        frame=shop_frame(request, "account"),
        indexed=False,
        lead=_why(request),
        alert=_alert(error, failed=failed),
        form=_form(request, contact, error, with_password=with_password),
        other=_other_way(request, with_password=with_password),
        services=_services(request),
    )


def code_page(request: HttpRequest, pending: Pending, error: HuitouError | None = None) -> CodePage:
    """`error` is what came of the code, or of asking for another."""
    wait = error.retry_after if error is not None and error.retry_after else pending.wait
    at_field = error is not None and error.field == "code"
    back = f"/sign-in?{urlencode({'next': next_of(request)})}"
    return CodePage(
        title=_("Enter the code"),
        frame=shop_frame(request, "account", back=back),
        indexed=False,
        sent_to=_("We sent six digits to %(contact)s.") % {"contact": pending.masked},
        alert=None if error is None or at_field else _alert(error),
        form=Form(
            action="/sign-in/code",
            hidden={"next": next_of(request)},
            fields=(code_field(said(error) if error is not None and at_field else ""),),
            submit=Button(_("Sign in"), kind="primary", wide=True),
        ),
        next=next_of(request),
        wait=min(wait, 900),
        change=Link(_("Use another number or address"), back),
    )


def service_page(request: HttpRequest) -> ServicePage:
    return ServicePage(
        title=_("One moment"),
        frame=shop_frame(request, "account"),
        indexed=False,
        form=Form(
            action="/sign-in/service",
            hidden={"next": next_of(request)},
            fields=(),
            submit=Button(_("Go on"), kind="primary", wide=True),
            attributes={"data-go-on": ""},
        ),
    )


def code_field(error: str = "", name: str = "code", label: str = "") -> Field:
    """Six digits; phones offer those of the message that just came."""
    return Field(
        name,
        label or _("Verification code"),
        error=error,
        required=True,
        autocomplete="one-time-code",
        inputmode="numeric",
        longest=12,
        attributes={"data-code": "", "autofocus": ""},
    )


def _form(
    request: HttpRequest, contact: str, error: HuitouError | None, *, with_password: bool
) -> Form:
    wrong = error is not None and error.field == "contact"
    fields = [
        Field(
            "contact",
            _("Phone number or e-mail"),
            value=contact,
            error=said(error) if error is not None and wrong else "",
            required=True,
            autocomplete="username",
            longest=254,
            placeholder=_("Such as 138 0013 8000"),
            attributes={"autocapitalize": "none", "spellcheck": "false"},
        )
    ]
    if with_password:
        fields.append(
            Field(
                "password",
                _("Password"),
                kind="password",
                required=True,
                autocomplete="current-password",
                longest=128,
            )
        )
    words = _("Sign in") if with_password else _("Send me a code")
    way = {"do": "password"} if with_password else {}
    return Form(
        action="/sign-in",
        hidden={"next": next_of(request), **way},
        fields=fields,
        submit=Button(words, kind="primary", wide=True),
    )


def _alert(error: HuitouError | None, *, failed: bool = False) -> Alert | None:
    if failed:
        text = _("The other service did not sign you in. Try again, or use a code.")
        return Alert(text, tone="warn")
    if error is None or error.field in ("contact", "code"):
        return None
    return Alert(said(error), tone="bad")


def _other_way(request: HttpRequest, *, with_password: bool) -> Link:
    said = {"next": next_of(request)}
    if with_password:
        return Link(_("Sign in with a code instead"), f"/sign-in?{urlencode(said)}", "phone")
    address = f"/sign-in?{urlencode({**said, 'way': 'password'})}"
    return Link(_("Sign in with a password instead"), address, "key")


def _services(request: HttpRequest) -> tuple[Link, ...]:
    back = f"/sign-in/service?{urlencode({'next': next_of(request)})}"
    return tuple(
        Link(_service_words(name), f"/members/social/{name}/login/?{urlencode({'next': back})}")
        for name in sorted(settings.SOCIALACCOUNT_PROVIDERS)
    )


def _service_words(name: str) -> str:
    return _("Go on with %(service)s") % {"service": service_name(name)}


def service_name(name: str) -> str:
    """How a service is called."""
    return _("WeChat") if name == "weixin" else _SERVICES.get(name, name.title())


def _why(request: HttpRequest) -> str:
    """A line on what signing in is good for, by where one comes from."""
    back = next_of(request)
    if back.startswith("/checkout"):
        return _("Then your addresses are at hand. Your basket comes with you.")
    if back.startswith("/orders"):
        return _("Then you see what you ordered on other devices, too.")
    return _("New here? The code makes you an account. Your basket comes with you.")
