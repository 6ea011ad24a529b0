"""Asking for a return: the things, the reason, the confirmation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from huitou.commerce import aftersales
from huitou.doors.design import go_to, show
from huitou.doors.shop.answering import shop_page
from huitou.doors.shop.asked_back import AskedBack, Possible, asked_in, possible_for
from huitou.doors.shop.once import once
from huitou.doors.shop.owned import known_shopper
from huitou.doors.shop.refusals import said
from huitou.doors.shop.return_pages import confirm_page, lines_page, reason_page
from huitou.foundation.actors import Actor
from huitou.foundation.clocks import current_clock
from huitou.kernel import Conflict, InvalidInput, TooLarge

_MOST_PICTURES = 9
Lines = tuple[aftersales.LineActions, ...]


@shop_page("GET", "POST")
def choose_lines(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """The first step; POST is what the last one sends."""
    if request.method == "POST":
        return _send(request, order_id)
    _actor, lines = _possible(request, order_id)
    return show(request, lines_page(request, str(order_id), lines, asked_in(request.GET)))


@shop_page()
def choose_reason(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """The second step, for the lines that the address names."""
    _actor, lines = _possible(request, order_id)
    asked = asked_in(request.GET)
    possible = possible_for(lines, asked.units)
    if not possible.reasons:
        words = (
            _("Choose what it is about.")
            if not asked.units
            else _("These cannot be asked for together. Choose one after the other.")
        )
        page = lines_page(request, str(order_id), lines, asked, error=words)
        return show(request, page, status=422)
    return show(request, reason_page(request, str(order_id), lines, asked, possible))


@shop_page("POST")
def confirm(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """The third step: what comes back, before it is asked for. Pictures are kept for a day."""
    actor, lines = _possible(request, order_id)
    asked = asked_in(request.POST)
    possible = possible_for(lines, asked.units)
    asked, errors = _settled(asked, possible)
    if not errors:
        try:
            asked = replace(asked, evidence=tuple(_uploaded(request, actor)))
        except (InvalidInput, TooLarge, Conflict) as error:
            errors["pictures"] = said(error)
    if errors:
        page = reason_page(request, str(order_id), lines, asked, possible, errors=errors)
        return show(request, page, status=422)
    preview = aftersales.preview_case(
        str(order_id),
        asked.kind,
        asked.units,
        reason=asked.reason,
        actor=actor,
        clock=current_clock(),
    )
    return show(request, confirm_page(request, str(order_id), asked, preview))


@once()
def _send(request: HttpRequest, order_id: UUID) -> HttpResponse:
    asked = asked_in(request.POST)
    try:
        case = aftersales.apply(
            str(order_id),
            asked.kind,
            asked.units,
            reason=asked.reason,
            text=asked.text,
            evidence=asked.evidence,
            actor=known_shopper(request),
            clock=current_clock(),
        )
    except (Conflict, InvalidInput) as error:
        messages.error(request, said(error))
        return go_to(f"/orders/{order_id}/return")
    messages.success(request, _("Your request is with the shop."))
    return go_to(f"/returns/{case.id}")


def _possible(request: HttpRequest, order_id: UUID) -> tuple[Actor, Lines]:
    actor = known_shopper(request)
    clock = current_clock()
    return actor, aftersales.possible_actions(str(order_id), actor=actor, clock=clock)


def _settled(asked: AskedBack, possible: Possible) -> tuple[AskedBack, dict[str, str]]:
    """With the way that the reason leaves, where it leaves one alone."""
    kinds = possible.kinds_for(asked.reason)
    if not kinds:
        return asked, {"reason": _("Say what is the matter.")}
    if len(kinds) == 1:
        asked = replace(asked, kind=kinds[0])
    if asked.kind not in kinds:
        return asked, {"kind": _("Choose what you would like.")}
    if len(asked.text) > 2000:
        return asked, {"text": _("Up to 2,000 characters, please.")}
    return asked, {}


def _uploaded(request: HttpRequest, actor: Actor) -> Iterator[str]:
    """The ids of the pictures that came with the form, kept."""
    files = request.FILES.getlist("pictures")
    if len(files) > _MOST_PICTURES:
        raise InvalidInput(
            "These are too many pictures.",
            remedy=f"Send at most {_MOST_PICTURES}.",
            code="aftersales.too_much_evidence",
        )
    for file in files:
        yield aftersales.upload_evidence(file.read(), actor=actor, clock=current_clock()).id
