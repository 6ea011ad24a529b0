"""Where django-allauth hands over: a service has said who somebody is.

Nothing of allauth's own is used from here on: no account, no session, no row of what the service
tells. The browser gets a ticket in a cookie that no script can read, and is sent on; the shop's
page then takes the ticket (or calls the API, which does) and there is a session of ours. An e-mail
address that a service reports is nobody's contact until a code has proved it.
"""

from __future__ import annotations

from typing import Any, NoReturn

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme

from huitou.commerce.members.tickets import LIFETIME, TICKET_COOKIE, ticket_for
from huitou.foundation.clocks import current_clock

_HOME = "/"
_FAILED = "/sign-in?failed=service"


class SocialAdapter(DefaultSocialAccountAdapter):
    """What SOCIALACCOUNT_ADAPTER names."""

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: Any) -> Any:
        """Nothing that the service tells is written into anything."""
        return sociallogin.user

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> NoReturn:
        """Leave allauth's flow with a ticket."""
        account = sociallogin.account
        told = account.extra_data if isinstance(account.extra_data, dict) else {}
        ticket = ticket_for(
            provider=account.provider,
            uid=str(account.uid or ""),
            union_id=str(told.get("unionid") or ""),
            clock=current_clock(),
        )
        request.session.flush()  # it held the way to the service and back, and nothing else
        response = HttpResponseRedirect(_safe(request, sociallogin.state.get("next")))
        response.set_cookie(
            TICKET_COOKIE,
            ticket,
            max_age=int(LIFETIME.total_seconds()),
            path="/",
            httponly=True,
            secure=request.is_secure(),
            samesite="Strict",
        )
        raise ImmediateHttpResponse(response)

    def on_authentication_error(self, request: HttpRequest, provider: Any, **_: Any) -> NoReturn:
        """The person changed their mind, or the service did not answer."""
        raise ImmediateHttpResponse(HttpResponseRedirect(_FAILED))


def _safe(request: HttpRequest, target: Any) -> str:
    """A page of the shop; services' answers could otherwise be sent on to anybody's."""
    fits = isinstance(target, str) and url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return target if fits else _HOME
