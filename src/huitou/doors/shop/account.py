"""The account: where one sees how things stand, and goes on from."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from huitou.commerce import members
from huitou.doors.design import go_to, show
from huitou.doors.shop.account_page import account_page, profile_page
from huitou.doors.shop.gate import member_of, member_page
from huitou.doors.shop.refusals import said
from huitou.foundation.clocks import current_clock
from huitou.kernel import HuitouError


@member_page()
def account(request: HttpRequest) -> HttpResponse:
    return show(request, account_page(request))


@member_page("GET", "POST")
def profile(request: HttpRequest) -> HttpResponse:
    """Nickname and birthday; each is kept by its own form."""
    if request.method == "GET":
        return show(request, profile_page(request))
    field = "birthday" if request.POST.get("do") == "birthday" else "nickname"
    try:
        _keep(request, field)
    except (HuitouError, ValueError) as error:
        wrong = said(error) if isinstance(error, HuitouError) else _("Choose a whole date.")
        page = profile_page(request, {field: wrong}, request.POST.get(field, ""))
        return show(request, page, status=422)
    messages.success(request, _("Saved."))
    return go_to("/account/profile")


def _keep(request: HttpRequest, field: str) -> None:
    actor, clock = member_of(request), current_clock()
    written = request.POST.get(field, "").strip()
    if field == "birthday":
        members.set_birthday(birthday=date.fromisoformat(written), actor=actor, clock=clock)
    else:
        members.set_nickname(nickname=written, actor=actor, clock=clock)
