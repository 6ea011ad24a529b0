"""Long lists, a page at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core.signing import BadSignature, Signer
from ninja import Field, Schema

from huitou.kernel import InvalidInput

_SALT = "huitou.foundation.web.paging"
T = TypeVar("T")
Key = str | int


class Paging(Schema):
    """Which page: `paging: Query[Paging]` of a view."""

    cursor: str | None = Field(None, max_length=400, description="`next` of the page before.")
    limit: int = Field(20, ge=1, le=100, description="How many at most.")


class Page(Schema, Generic[T]):
    """A page; `next` is the cursor of the one behind it, null on the last."""

    items: list[T]
    next: str | None


@dataclass(frozen=True)
class Paged(Generic[T]):
    """What a view returns as a `Page`."""

    items: Sequence[T]
    next: str | None


def page_of(
    name: str,
    paging: Paging,
    read: Callable[[Any, int], Sequence[T]],
    key: Callable[[T], Key],
) -> Paged[T]:
    """A page of the list `name` (say in it whose list it is and how it is filtered: a cursor fits
    no other). `read(after, limit)` gives up to `limit` items behind the one with the key `after`
    (None: from the start); `key(item)` is what the list is sorted by, and unique.
    """
    found = read(_opened(name, paging.cursor), paging.limit + 1)
    shown = found[: paging.limit]
    more = len(found) > len(shown)
    return Paged(shown, _signer(name).sign_object(key(shown[-1])) if more else None)


def _opened(name: str, cursor: str | None) -> Any:
    if cursor is None:
        return None
    try:
        return _signer(name).unsign_object(cursor)
    except (BadSignature, ValueError):
        raise InvalidInput(
            "This cursor is not one of this list.",
            remedy="Send `next` of the page before, unchanged; leave it out for the first page.",
            code="paging.bad_cursor",
            field="cursor",
        ) from None


def _signer(name: str) -> Signer:
    return Signer(salt=f"{_SALT}:{name}")
