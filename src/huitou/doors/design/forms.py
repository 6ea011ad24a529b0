"""The key that makes a form that is sent twice be done once."""

from __future__ import annotations

import secrets

from django.http import HttpRequest

from huitou.kernel import InvalidInput

FIELD = "idempotency_key"
_SHORTEST, _LONGEST = 20, 64


def new_form_key() -> str:
    """A key for one showing of a form: 128 random bits."""
    return secrets.token_urlsafe(16)


def form_key(request: HttpRequest) -> str:
    """The key that came with a form; InvalidInput if it has none, or one that could be guessed."""
    key = str(request.POST.get(FIELD, ""))
    if not _SHORTEST <= len(key) <= _LONGEST or not key.isascii() or not key.isprintable():
        raise InvalidInput(
            "The form came without its key.",
            remedy="Open the page again and send the form from there.",
            code="form.no_key",
            field=FIELD,
        )
    return key
