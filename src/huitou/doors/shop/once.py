"""Forms of shoppers that are done once, however often they are sent."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from huitou.doors.design import form_key
from huitou.doors.shop.who import shopper_for_writing
from huitou.foundation.clocks import current_clock
from huitou.foundation.idempotency import Answer, answer_once, fingerprint_of
from huitou.foundation.vault import lookup_hash, seal, unseal

HandlerT = TypeVar("HandlerT", bound=Callable[..., HttpResponse])
# A new token for each showing of a form, which says nothing of what was filled in.
_NOT_SAID = ("csrfmiddlewaretoken",)


class _NotDone(Exception):
    """The form is shown again: nothing was done, and nothing is kept."""

    def __init__(self, response: HttpResponse) -> None:
        self.response = response


def once(*, whole: bool = True) -> Callable[[HandlerT], HandlerT]:
    """`@once()` below `@shop_page`: a form that comes again with its key is answered as it was the
    first time, and nothing is done twice. Only an answer below 400 is kept: a form that is shown
    again with its errors may be sent again. `whole`: what it does and the answer are one
    transaction; where a verb speaks with others outside of one it is False.
    """

    def around(handler: HandlerT) -> HandlerT:
        @wraps(handler)
        def answered(request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
            if request.method != "POST":
                return handler(request, *args, **named)

            def work() -> Answer:
                response = handler(request, *args, **named)
                if response.status_code >= 400:
                    raise _NotDone(response)
                said = response.get("Location") or response.content.decode()
                return Answer(response.status_code, seal(said))

            try:
                answer = answer_once(
                    str(shopper_for_writing(request)),
                    form_key(request),
                    _fingerprint(request),
                    work,
                    clock=current_clock(),
                    whole=whole,
                )
            except _NotDone as shown_again:
                return shown_again.response
            return _response(answer)

        return cast(HandlerT, answered)

    return around


def go_to(address: str) -> HttpResponse:
    """To another page, asked for with GET: after a form."""
    response = HttpResponseRedirect(address)
    response.status_code = 303
    return response


def _response(answer: Answer) -> HttpResponse:
    said = unseal(answer.body)
    if 300 <= answer.status < 400:
        return go_to(said)
    return HttpResponse(said, status=answer.status, headers={"Cache-Control": "no-store"})


def _fingerprint(request: HttpRequest) -> str:
    said = [
        f"{name}={value}"
        for name, values in sorted(request.POST.lists())
        if name not in _NOT_SAID
        for value in values
    ]
    body = "\0".join(said).encode()
    return lookup_hash("request", fingerprint_of("POST", request.get_full_path(), body))
