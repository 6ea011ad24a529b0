"""Forms that are done once, however often they are sent."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from functools import wraps
from typing import TypeVar, cast

from django.http import HttpRequest, HttpResponse

from huitou.doors.design.forms import form_key
from huitou.doors.design.going import go_to
from huitou.foundation.actors import Actor
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


def done_once(
    who: Callable[[HttpRequest], Actor], *, whole: bool
) -> Callable[[HandlerT], HandlerT]:
    """A handler whose form, coming again with its key from the same `who`, is answered as it was
    the first time, while nothing is done twice; the answers are kept encrypted. Only one below 400
    is kept: a form that is shown again with its errors may be sent again. `whole`: what it does and
    the answer are one transaction; where verbs open their own, or speak with others outside of
    one, it is False.
    """

    def around(handler: HandlerT) -> HandlerT:
        @wraps(handler)
        def answered(request: HttpRequest, *args: object, **named: object) -> HttpResponse:
            if request.method != "POST":
                return handler(request, *args, **named)

            def work() -> Answer:
                response = handler(request, *args, **named)
                if response.status_code >= 400:
                    raise _NotDone(response)
                said = response.get("Location") or response.content.decode()
                return Answer(response.status_code, seal(said))

            actor, key, print_ = str(who(request)), form_key(request), _fingerprint(request)
            try:
                answer = answer_once(actor, key, print_, work, clock=current_clock(), whole=whole)
            except _NotDone as shown_again:
                return shown_again.response
            return _response(answer)

        return cast(HandlerT, answered)

    return around


def _response(answer: Answer) -> HttpResponse:
    said = unseal(answer.body)
    if 300 <= answer.status < 400:
        return go_to(said)
    return HttpResponse(said, status=answer.status, headers={"Cache-Control": "no-store"})


def _fingerprint(request: HttpRequest) -> str:
    body = "\0".join(_parts(request)).encode()
    return lookup_hash("request", fingerprint_of("POST", request.get_full_path(), body))


def _parts(request: HttpRequest) -> Iterator[str]:
    for name, values in sorted(request.POST.lists()):
        if name not in _NOT_SAID:
            yield from (f"{name}={value}" for value in values)
    for name, files in sorted(request.FILES.lists()):
        for file in files:
            yield f"{name}:{file.name}:{hashlib.sha256(file.read()).hexdigest()}"
            file.seek(0)
