"""What an event holds, to be looked at: without what tells who somebody is."""

from __future__ import annotations

import json
import re
from typing import Any

HIDDEN = "•••"
# Names of properties that hold personal data, wherever they stand. Ids are no names: they are what
# analysts work with.
_PERSONAL = re.compile(
    r"(mail|phone|mobile|^tel|address|street|postcode|zip|birth|passw|secret|token|"
    r"(first|last|full|nick|real|user|contact|receiver|consignee)_?name|^name$|^ip$|id_?card|"
    r"lat(itude)?$|lng$|lon(gitude)?$)",
    re.IGNORECASE,
)


def shown_json(text: str | None, *, names_only: bool = False) -> str:
    """The JSON object, a member a line, with personal values hidden; with `names_only` all of them.
    "" for None.
    """
    if not text:
        return ""
    try:
        value = json.loads(text)
    except ValueError:
        return HIDDEN
    return json.dumps(_masked(value, names_only), ensure_ascii=False, indent=2)


def _masked(value: Any, hide: bool, name: str = "") -> Any:
    if isinstance(value, dict):
        # A product's name is no person's.
        is_thing = "product_id" in value or "sku" in value
        return {
            key: _masked(one, hide, "" if is_thing and key == "name" else key)
            for key, one in value.items()
        }
    if isinstance(value, list):
        return [_masked(one, hide, name) for one in value]
    return HIDDEN if value not in (None, "") and (hide or _PERSONAL.search(name)) else value
