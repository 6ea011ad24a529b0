"""One event that could be read: the row it makes, or what is wrong with it.

What a row takes from an event:

- `event` is the name of a track call; a page call is "Page Viewed" and a screen call "Screen
  Viewed", with the page's own name in `name` and its category among the properties.
- A merge call (RudderStack) joins two identifiers: it becomes an alias whose user id is the first
  value and whose previous id is the second.
- An identify call without traits takes them from `context.traits`, where RudderStack's SDKs put
  them.
- Empty text is no id; a whole number is its decimal text.
"""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from huitou.engine.events.moments import event_time, parse_moment, time_fault
from huitou.engine.events.objects import joined, object_text, traits_in
from huitou.engine.events.opened import Opened
from huitou.engine.events.reasons import Unfit, unfit
from huitou.engine.events.required import problem as property_problem
from huitou.engine.events.rows import EventRow
from huitou.engine.events.wire_event import Id, Wire, WireEvent, derived_message_id, id_text

LONGEST_MESSAGE_ID = 200

_VIEWS = {"page": "Page Viewed", "screen": "Screen Viewed"}
_TYPES = frozenset({"track", "identify", "group", "alias", *_VIEWS})


class _Identifier(msgspec.Struct):
    type: str
    value: str | int


_merge = msgspec.json.Decoder(tuple[_Identifier, _Identifier]).decode


def judge(
    said: WireEvent, opened: Opened, source: str, received_at: int, new_id: Callable[[], str]
) -> EventRow:
    """The row of an event; raises Unfit."""
    kind = said.type or opened.default_type
    if kind not in _TYPES:
        kind = _unusual(said, kind)
    user, anonymous, previous, group = _ids(said, kind, opened.wire)
    at, original, sent_at = _times(said, opened, received_at)
    event, name, properties = _words(said, kind)
    traits, context = _surroundings(said, kind, opened)
    message_id = _short_id(said.message_id, opened.wire)
    if message_id is None:
        message_id = new_id() if original is None else derived_message_id(source, said)
    return EventRow(
        message_id,
        kind,
        event,
        name,
        user,
        anonymous,
        previous,
        group,
        at,
        original,
        sent_at,
        received_at,
        source,
        properties,
        traits,
        context,
    )


def _unusual(said: WireEvent, kind: str | None) -> str:
    if kind == "merge":
        said.user_id, said.previous_id = _merged(said.merge_properties)
        return "alias"
    if kind is None:
        raise unfit("bad_type", "type", "The event has no type.")
    known = ", ".join(sorted({*_TYPES, "merge"}))
    raise unfit("bad_type", "type", f"The type {kind[:40]!r} is not one of {known}.")


def _merged(properties: msgspec.Raw) -> tuple[Id, Id]:
    try:
        kept, joining = _merge(properties)
    except msgspec.MsgspecError as error:
        detail = f"mergeProperties must be two objects with type and value ({error})."
        raise unfit("bad_merge", "mergeProperties", detail) from error
    if "" in (kept.value, joining.value):
        raise unfit("bad_merge", "mergeProperties", "A value in mergeProperties is empty.")
    return kept.value, joining.value


def _ids(
    said: WireEvent, kind: str, wire: Wire
) -> tuple[str | None, str | None, str | None, str | None]:
    user, anonymous = id_text(said.user_id), id_text(said.anonymous_id)
    previous, group = id_text(said.previous_id), id_text(said.group_id)
    if kind == "alias":
        if user is None or previous is None:
            missing = wire.user_id if user is None else wire.previous_id
            raise unfit("missing_previous", missing, f"The alias has no {missing}.")
    elif user is None and anonymous is None:
        names = f"{wire.user_id} or {wire.anonymous_id}" if wire.anonymous_id else wire.user_id
        raise unfit("no_identity", wire.user_id, f"The {kind} call has no {names}.")
    if kind == "group" and group is None:
        raise unfit("missing_group", wire.group_id, f"The group call has no {wire.group_id}.")
    return user, anonymous, previous, group


def _times(said: WireEvent, opened: Opened, received_at: int) -> tuple[int, int | None, int | None]:
    field, told = "timestamp", said.timestamp
    if said.original_timestamp is not None and said.original_timestamp != "":
        field, told = "originalTimestamp", said.original_timestamp
    original = parse_moment(told)
    if original is None and told is not None and told != "":
        detail = f"{field} {str(told)[:40]!r} is not an ISO 8601 time from 1900 to 9999."
        raise unfit("bad_timestamp", field, detail)
    sent_at = opened.sent_at
    if said.sent_at is not None and (own := parse_moment(said.sent_at)) is not None:
        sent_at = own
    at = event_time(original, sent_at if opened.corrects_clock else None, received_at)
    fault = time_fault(at, received_at)
    if fault is not None:
        raise unfit("bad_timestamp", field, fault)
    return at, original, sent_at


def _words(said: WireEvent, kind: str) -> tuple[str | None, str | None, str | None]:
    properties = object_text(said.properties, "properties")
    if kind == "track":
        event = said.event
        if not event or event.isspace():
            raise unfit("missing_event", "event", "The track call has no event name.")
        wrong = property_problem(event, None if properties is None else said.properties)
        if wrong is not None:
            raise Unfit(wrong)
        return event, None, properties
    if kind in _VIEWS:
        if said.category:
            under = {"category": msgspec.Raw(msgspec.json.encode(said.category))}
            properties = joined(under, properties or "{}")
        return _VIEWS[kind], said.name, properties
    return None, None, properties


def _surroundings(said: WireEvent, kind: str, opened: Opened) -> tuple[str | None, str | None]:
    traits = object_text(said.traits, "traits")
    context = object_text(said.context, "context")
    if kind == "identify" and traits is None and context is not None:
        traits = traits_in(context)
    if opened.context is not None:
        batch = opened.context
        context = batch.text if context is None else joined(batch.members, context)
    return traits, context


def _short_id(told: Id, wire: Wire) -> str | None:
    message_id = id_text(told)
    if message_id is not None and len(message_id) > LONGEST_MESSAGE_ID:
        detail = (
            f"{wire.message_id} has {len(message_id)} characters; {LONGEST_MESSAGE_ID} at most."
        )
        raise unfit("bad_message_id", wire.message_id, detail)
    return message_id
