"""What is known of a member: to see, to take away, to decide about, and its end."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from huitou.doors.design import day, go_to, show
from huitou.doors.shop.account_page import erasure_under_way
from huitou.doors.shop.gate import member_of, member_page
from huitou.doors.shop.own_data_page import (
    POLICY_VERSION,
    confirmation_word,
    data_page,
    erase_page,
    known_page,
)
from huitou.doors.shop.refusals import said
from huitou.foundation import accounts, privacy
from huitou.foundation.clocks import current_clock
from huitou.kernel import HuitouError, Overloaded

_EXPORTS, _SECONDS = 5, 3600  # as over the API, and counted with those


@member_page()
def data(request: HttpRequest) -> HttpResponse:
    return show(request, data_page(request))


@member_page("POST")
def keep_consent(request: HttpRequest, purpose: str) -> HttpResponse:
    """What the switch says now."""
    actor = member_of(request)
    privacy.set_consent(
        actor.id,
        purpose,
        request.POST.get("given") == "yes",
        source="data_page",
        policy_version=POLICY_VERSION,
        actor=actor,
        clock=current_clock(),
    )
    messages.success(request, _("Saved. It counts from now on."))
    return go_to("/account/data#consents")


@member_page("POST")
def known(request: HttpRequest) -> HttpResponse:
    """All of it, to read. Every look is noted as an export is, hence no GET."""
    try:
        return show(request, known_page(request, _all_that_is_known(request)))
    except Overloaded as error:
        return _not_now(request, error)


@member_page("POST")
def download(request: HttpRequest) -> HttpResponse:
    """The same as a file."""
    try:
        whole = _all_that_is_known(request)
    except Overloaded as error:
        return _not_now(request, error)
    text = json.dumps(whole, ensure_ascii=False, indent=2)
    name = f"huitou-data-{current_clock().now().date().isoformat()}.json"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(text, content_type="application/json", headers=headers)


@member_page("GET", "POST")
def erase(request: HttpRequest) -> HttpResponse:
    """What goes and what stays; done by typing the word."""
    if request.method == "GET":
        return show(request, erase_page(request))
    typed = request.POST.get("word", "").strip()
    if typed.casefold() != confirmation_word().casefold():
        wrong = _("Type %(word)s to confirm.") % {"word": confirmation_word()}
        return show(request, erase_page(request, wrong), status=422)
    actor = member_of(request)
    asked = privacy.request_erasure(actor.id, actor=actor, clock=current_clock())
    words = _("Your account will be erased on %(day)s. Until then you can take that back here.")
    messages.success(request, words % {"day": day(asked.effective_at)})
    return go_to("/account/data/erase")


@member_page("POST")
def stay(request: HttpRequest) -> HttpResponse:
    """Take the request back."""
    actor = member_of(request)
    waiting = erasure_under_way(actor.id)
    if waiting is not None:
        privacy.take_back_erasure(waiting.id, actor=actor, clock=current_clock())
        messages.success(request, _("Good to have you. Nothing is erased."))
    return go_to("/account/data")


def _all_that_is_known(request: HttpRequest) -> dict[str, Any]:
    actor, clock = member_of(request), current_clock()
    accounts.limit_rate("members.export", actor.id, most=_EXPORTS, seconds=_SECONDS, clock=clock)
    return privacy.export_member(actor.id, actor=actor, clock=clock)


def _not_now(request: HttpRequest, error: HuitouError) -> HttpResponse:
    messages.warning(request, said(error))
    return go_to("/account/data")
