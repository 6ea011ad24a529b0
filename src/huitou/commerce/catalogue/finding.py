"""Finding a row that somebody named."""

from __future__ import annotations

import re
from typing import Any

from huitou.kernel import NotFound

_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def is_id(text: str) -> bool:
    """Whether a text could be an id."""
    return _ID.fullmatch(text) is not None


def found(model: Any, id: str, *, lock: bool = False) -> Any:
    """The row of that id, locked if asked for. NotFound, such as `catalogue.no_product`."""
    rows = model.objects.select_for_update() if lock else model.objects
    row = rows.filter(pk=id).first() if is_id(id) else None
    if row is None:
        raise no_such(model._meta.model_name, id)
    return row


def no_such(thing: str, id: str) -> NotFound:
    """The error for a thing that is not there."""
    return NotFound(
        f"There is no {thing} {id[:80]!r}.",
        remedy="Check the id; lists of the catalogue give it.",
        code=f"catalogue.no_{thing}",
        field=f"{thing}_id",
    )
