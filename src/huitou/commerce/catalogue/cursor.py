"""Where a page of a list ended: the sort, the key and the id of its last product."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import datetime

import msgspec

from huitou.commerce.catalogue.finding import is_id
from huitou.kernel import InvalidInput, from_micros, to_micros

_KEY_TYPES = {"newest": int, "price": int, "-price": int, "name": str}
_LARGEST = 2**53


@dataclass(frozen=True)
class Place:
    """The key by which the list is sorted, and the id that decides among equals."""

    key: datetime | int | str
    id: str


def write_cursor(sort: str, key: datetime | int | str, id: str) -> str:
    """A cursor; those who get it should not look inside."""
    plain = to_micros(key) if isinstance(key, datetime) else key
    packed = msgspec.msgpack.encode((sort, plain, id))
    return base64.urlsafe_b64encode(packed).decode().rstrip("=")


def read_cursor(cursor: str, sort: str) -> Place:
    """InvalidInput for what is no cursor of this sort."""
    try:
        packed = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        of, key, id = msgspec.msgpack.decode(packed, type=tuple[str, int | str, str])
        fits = of == sort and type(key) is _KEY_TYPES[sort] and is_id(id)
        if not fits or (isinstance(key, int) and not 0 <= key < _LARGEST) or "\x00" in str(key):
            raise ValueError
        return Place(from_micros(key) if of == "newest" and isinstance(key, int) else key, id)
    except (ValueError, OverflowError, msgspec.MsgspecError):
        raise InvalidInput(
            "The cursor is not one of this list.",
            remedy="Send next_cursor as it came, with the same sort; leave it out to begin.",
            code="catalogue.bad_cursor",
            field="cursor",
        ) from None
