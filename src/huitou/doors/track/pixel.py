"""Events by picture: where no script runs (mail, AMP pages), the query says it all."""

from __future__ import annotations

from typing import Any

from huitou.kernel import InvalidInput, TooLarge

_MOST_FIELDS = 200
_MOST_LEVELS = 8


def event_of_query(fields: list[tuple[str, str]]) -> dict[str, Any]:
    """The event that the query's fields spell; a dot in a name opens an object, so that
    `properties.price=3` is {"properties": {"price": "3"}}. Every value is text, as it came.

    This is RudderStack's pixel (rudderlabs/rudderstack-docs, rudderstack-api-spec,
    pixel-api-spec.md). InvalidInput when one name is both a value and an object.
    """
    if len(fields) > _MOST_FIELDS:
        raise TooLarge(
            f"The query has more than {_MOST_FIELDS} fields.",
            remedy="Send such an event by POST /v1/track.",
        )
    event: dict[str, Any] = {}
    for name, value in fields:
        _put(event, name, value)
    return event


def _put(event: dict[str, Any], name: str, value: str) -> None:
    *above, last = name.split(".")
    place: Any = event
    for step in above:
        place = place.setdefault(step, {}) if isinstance(place, dict) else None
    if (
        not isinstance(place, dict)
        or isinstance(place.get(last), dict)
        or len(above) > _MOST_LEVELS
    ):
        raise InvalidInput(
            f"The query field {name[:80]!r} cannot be read as part of an event.",
            remedy="Use each name either for a value or, with dots, for an object.",
            code="bad_query",
            field=name[:80],
        )
    place[last] = value
