"""JSON objects that stay text: joined and looked into without reading their values."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from huitou.engine.events.reasons import unfit
from huitou.engine.events.wire_event import ABSENT

EMPTY = msgspec.Raw(b"{}")

_members = msgspec.json.Decoder(dict[str, msgspec.Raw]).decode
_encode = msgspec.json.encode


class _Traits(msgspec.Struct, gc=False):
    traits: msgspec.Raw = ABSENT


_traits = msgspec.json.Decoder(_Traits).decode


def object_text(value: msgspec.Raw, field: str) -> str | None:
    """A JSON object as text; None if it is absent or null. Raises Unfit for any other value, with
    the reason bad_`field`.
    """
    if not value:
        return None
    text = str(value, "utf-8")
    if text[0] == "{":
        return text
    if text == "null":
        return None
    raise unfit(f"bad_{field}", field, f"{field} is not a JSON object.")


def members_of(text: bytes) -> dict[str, msgspec.Raw]:
    """The members of a JSON object, each value as its bytes."""
    return _members(text)


def joined(under: Mapping[str, msgspec.Raw], over: str | bytes) -> str:
    """The members of both objects as one object; where both have a name, `over` wins whole."""
    return _encode({**under, **_members(over)}).decode()


def traits_in(context: str) -> str | None:
    """`context.traits`, where RudderStack's SDKs put the traits of an identify; None if it is not
    there or not an object.
    """
    if '"traits"' not in context:
        return None
    traits = str(_traits(context).traits, "utf-8")
    return traits if traits.startswith("{") else None
