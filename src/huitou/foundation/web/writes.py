"""Writes that are done once for each Idempotency-Key."""

from __future__ import annotations

import hashlib
import inspect
from collections.abc import Callable, Iterator
from functools import partial, wraps
from typing import Any, TypeVar, get_type_hints

from django.http import HttpRequest, HttpResponse
from ninja.constants import NOT_SET
from ninja.operation import Operation, ResponseObject
from ninja.renderers import JSONRenderer
from ninja.responses import Status
from ninja.utils import contribute_operation_callback

from huitou.foundation.clocks import current_clock
from huitou.foundation.idempotency import Answer, answer_once, fingerprint_of
from huitou.foundation.vault import lookup_hash, seal, unseal
from huitou.kernel import InvalidInput

HEADER = "Idempotency-Key"
_NOBODY = "public"
_UNGUESSABLE = 20
ViewT = TypeVar("ViewT", bound=Callable[..., Any])
_PARAMETER = {
    "in": "header",
    "name": HEADER,
    "required": True,
    "description": (
        "New for every new request; the same one repeats it without doing it twice. Without a "
        "token it has at least 20 characters: use a random UUID."
    ),
    "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"},
}


def once(view: ViewT | None = None, *, whole: bool = True) -> Any:
    """Mark a view that writes: `@router.post(..)` above `@once`. A request that comes again with
    its key is answered as before, with the header `Idempotent-Replayed: true`; the answers are kept
    encrypted. `whole`: what the view does is one transaction with its answer. A view that speaks
    with others, or counts tries that must stay counted when it refuses, has `@once(whole=False)`.
    """
    if view is None:
        return partial(once, whole=whole)
    of: dict[str, Operation] = {}

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
        def work() -> Answer:
            status, body = _said(of["operation"], request, view(request, *args, **named))
            return Answer(status, seal(body))

        who = _who(request)
        answer = answer_once(
            who,
            _key(request, who),
            _fingerprint(request),
            work,
            clock=current_clock(),
            whole=whole,
        )
        return _response(answer)

    # Ninja reads the types of parameters, and would look for their names in this file.
    hints = get_type_hints(view, include_extras=True)
    signature = inspect.signature(view)
    parameters = [
        one.replace(annotation=hints.get(one.name, one.annotation))
        for one in signature.parameters.values()
    ]
    answered.__signature__ = signature.replace(parameters=parameters)  # type: ignore[attr-defined]
    contribute_operation_callback(answered, partial(_register, of))
    return answered


def _register(of: dict[str, Operation], operation: Operation) -> None:
    of["operation"] = operation
    extra = operation.openapi_extra = dict(operation.openapi_extra or {})
    extra["parameters"] = [*extra.get("parameters", ()), _PARAMETER]


def _said(operation: Operation, request: HttpRequest, result: Any) -> tuple[int, str]:
    """The status and the body of what a view returned, as Ninja would have them."""
    if isinstance(result, HttpResponse):
        return result.status_code, result.content.decode()
    status = next(iter(operation.response_models))
    if isinstance(result, Status):
        status, result = result.status_code, result.value
    model = operation.response_models[status]
    if model is None:
        return status, ""
    if model is not NOT_SET:
        context = {"request": request, "response_status": status}
        checked = model.model_validate(ResponseObject(result), context=context)
        result = checked.model_dump(
            by_alias=operation.by_alias,
            exclude_unset=operation.exclude_unset,
            exclude_defaults=operation.exclude_defaults,
            exclude_none=operation.exclude_none,
            context=context,
        )["response"]
    return status, JSONRenderer().render(request, result, response_status=status)


def _response(answer: Answer) -> HttpResponse:
    body = unseal(answer.body)
    response = HttpResponse(body, status=answer.status, content_type="application/json")
    if answer.replayed:
        response["Idempotent-Replayed"] = "true"
    return response


def _who(request: HttpRequest) -> str:
    """Whose key it is. On a public route a guest is known by the token alone: to sign in ends it,
    and the request may come again all the same.
    """
    actor = getattr(request, "actor", None)
    is_public = getattr(request, "auth", None) is True
    if actor is not None and not (is_public and actor.kind == "guest"):
        return str(actor)
    token = request.headers.get("Authorization")
    return _NOBODY if token is None else f"public:{hashlib.sha256(token.encode()).hexdigest()}"


def _key(request: HttpRequest, who: str) -> str:
    key = request.headers.get(HEADER)
    if key is None:
        raise InvalidInput(
            f"A write needs the header {HEADER}.",
            remedy="Send a new UUID with every new request, and the same one to repeat it.",
            code="idempotency.no_key",
            field=HEADER,
        )
    if who == _NOBODY and len(key) < _UNGUESSABLE:
        # All who have no token share their keys: a guessed one would show another's answer.
        raise InvalidInput(
            f"Without a token, {HEADER} needs at least {_UNGUESSABLE} characters.",
            remedy="Send a new random UUID with every new request.",
            code="idempotency.guessable_key",
            field=HEADER,
        )
    return str(key)


def _fingerprint(request: HttpRequest) -> str:
    body = request.body
    if request.content_type == "multipart/form-data":
        # A client that sends a form again puts another boundary between its parts.
        body = b"\0".join(_parts(request))
    # Bodies hold passwords and contacts: without the server's secret nobody can try which it was.
    return lookup_hash("request", fingerprint_of(request.method, request.get_full_path(), body))


def _parts(request: HttpRequest) -> Iterator[bytes]:
    for name, values in sorted(request.POST.lists()):
        yield from (f"{name}={value}".encode() for value in values)
    for name, files in sorted(request.FILES.lists()):
        for file in files:
            digest = hashlib.sha256(file.read()).hexdigest()
            file.seek(0)
            yield f"{name}:{file.name}:{digest}".encode()
