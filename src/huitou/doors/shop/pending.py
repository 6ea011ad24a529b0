"""A contact that a code was sent to, between the page that sent it and the page that takes it.

It is kept sealed in a cookie of the browser, so that it stands in no address and no log.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

import msgspec
from django.http import HttpRequest, HttpResponse

from huitou.commerce import members
from huitou.foundation.clocks import current_clock
from huitou.foundation.vault import seal, unseal
from huitou.kernel import HuitouError

_LASTS = timedelta(minutes=15)  # a little longer than a code does
_PAUSE = 60  # the members room sends one a minute
_LONGEST = 4000


@dataclass(frozen=True)
class Pending:
    """`sent_at` in seconds since 1970; `whose` is the member that asked, "" at signing in."""

    contact: str
    sent_at: int
    whose: str = ""
    name: str = field(default="", kw_only=True)

    @property
    def masked(self) -> str:
        """As it may be shown."""
        return members.way_of(self.contact).masked

    @property
    def wait(self) -> int:
        """Seconds until another code may be asked for."""
        now = int(current_clock().now().timestamp())
        return max(0, min(_PAUSE, self.sent_at + _PAUSE - now))


def keep_pending(
    request: HttpRequest, response: HttpResponse, name: str, contact: str, whose: str = ""
) -> None:
    """Let the browser hold it under `name`."""
    pending = Pending(contact, int(current_clock().now().timestamp()), whose, name=name)
    response.set_cookie(
        _cookie(name),
        seal(msgspec.json.encode(pending).decode()),
        max_age=_LASTS,
        httponly=True,
        samesite="Lax",
        secure=request.is_secure(),
    )


def pending_of(request: HttpRequest, name: str, whose: str = "") -> Pending | None:
    """What the browser holds; None for nothing, or something that is not ours or not theirs."""
    said = request.COOKIES.get(_cookie(name), "")
    if not said or len(said) > _LONGEST or not said.isascii():
        return None
    try:
        found = msgspec.json.decode(unseal(said), type=Pending)
    except (HuitouError, msgspec.DecodeError):
        return None
    return found if (found.name, found.whose) == (name, whose) else None


def drop_pending(response: HttpResponse, name: str) -> None:
    """It has done its work."""
    response.delete_cookie(_cookie(name), samesite="Lax")


def _cookie(name: str) -> str:
    return f"huitou_code_{name}"
