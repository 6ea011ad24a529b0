"""Bodies of PostHog's capture API, in the words of a WireEvent.

What the clients send was read from posthog-python 7.91.1 (client.py, request.py, capture_v1.py);
what the events mean, from https://posthog.com/docs/product-analytics/identify.

- `$identify`, and `$set` or `$set_once` alone, are an identify: `$set` joined over `$set_once` are
  the traits, `$anon_distinct_id` is the anonymous id.
- `$create_alias` and `$merge_dangerously` are an alias. PostHog keeps the person of `distinct_id`
  and merges the person of `alias` into it, so the former is the user id and the latter the
  previous id, whatever a client's own arguments are called.
- `$groupidentify` is a group call, `$pageview` a page, `$screen` a screen; all else is a track call
  under its own name. Properties stay as they are; what newer clients lift out of them goes back.
- PostHog does not tell user ids from anonymous ids. A `distinct_id` is anonymous if the event says
  that it makes no person (`$process_person_profile` false) or is not identified
  (`$is_identified` false), or if it is the id of the device; otherwise it is a user id.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import msgspec

from huitou.engine.events.envelope import (
    Envelope,
    is_utf8,
    moment_told,
    open_batch,
    open_single,
    text_in,
    without_mark,
)
from huitou.engine.events.objects import EMPTY, joined, members_of
from huitou.engine.events.opened import Opened
from huitou.engine.events.wire_event import ABSENT, Id, Moment, Role, Wire, WireEvent

_MOST_EVENT_BYTES = 900 * 1024  # posthog-python drops larger ones itself


def _named(name: str, default: Any = ABSENT) -> Any:
    return msgspec.field(default=default, name=name)


class _Options(msgspec.Struct, gc=False):
    process_person_profile: bool | None = None
    disable_skew_correction: bool | None = None


class _Event(msgspec.Struct, gc=False):
    event: str | None = None
    distinct_id: Id = None
    uuid: Id = None
    timestamp: Moment = None
    properties: msgspec.Raw = ABSENT
    set_: msgspec.Raw = _named("$set")
    set_once: msgspec.Raw = _named("$set_once")
    session_id: msgspec.Raw = ABSENT
    window_id: msgspec.Raw = ABSENT
    options: _Options | None = None


class _Properties(msgspec.Struct, gc=False):
    distinct_id: Id = None
    alias: Id = None
    anon_distinct_id: Id = _named("$anon_distinct_id", None)
    group_key: Id = _named("$group_key", None)
    set_: msgspec.Raw = _named("$set")
    set_once: msgspec.Raw = _named("$set_once")
    group_set: msgspec.Raw = _named("$group_set")
    device_id: Any = _named("$device_id", None)
    is_identified: Any = _named("$is_identified", None)
    process_person_profile: Any = _named("$process_person_profile", None)
    ignore_sent_at: Any = _named("$ignore_sent_at", None)
    screen_name: Any = _named("$screen_name", None)
    title: Any = None


class _Token(msgspec.Struct, frozen=True, gc=False):
    token: str | None = None


class _First(msgspec.Struct, gc=False):
    properties: _Token = _Token()


_event = msgspec.json.Decoder(_Event).decode
_first = msgspec.json.Decoder(_First).decode
_properties = msgspec.json.Decoder(_Properties | None).decode

_IDENTIFIES = ("$identify", "$set", "$set_once")
_TYPES = {
    **dict.fromkeys(_IDENTIFIES, "identify"),
    "$create_alias": "alias",
    "$merge_dangerously": "alias",
    "$groupidentify": "group",
    "$pageview": "page",
    "$screen": "screen",
}


def _read(raw: bytes, sent_at: Moment = None) -> WireEvent:
    event = _event(raw)
    properties = (_properties(event.properties) if event.properties else None) or _Properties()
    kind = _TYPES.get(event.event or "", "track")
    exact = True in (properties.ignore_sent_at, _options(event).disable_skew_correction)
    said = WireEvent(
        type=kind,
        event=event.event,
        message_id=event.uuid,
        timestamp=event.timestamp,
        sent_at=None if exact else sent_at,
        properties=_whole(event, kind),
    )
    _name_person(said, event, properties)
    _describe(said, event, properties)
    return said


def _options(event: _Event) -> _Options:
    return event.options or _Options()


def _name_person(said: WireEvent, event: _Event, properties: _Properties) -> None:
    distinct_id = properties.distinct_id if event.distinct_id is None else event.distinct_id
    if said.type == "alias":
        said.user_id, said.previous_id = distinct_id, properties.alias
    elif event.event == "$identify":
        said.user_id, said.anonymous_id = distinct_id, properties.anon_distinct_id
    elif _is_anonymous(distinct_id, event, properties):
        said.anonymous_id = distinct_id
    else:
        said.user_id = distinct_id


def _is_anonymous(distinct_id: Id, event: _Event, properties: _Properties) -> bool:
    return (
        properties.process_person_profile is False
        or properties.is_identified is False
        or properties.device_id == distinct_id
        or _options(event).process_person_profile is False
    )


def _describe(said: WireEvent, event: _Event, properties: _Properties) -> None:
    if said.type == "identify":
        once = _given(event.set_once) or _given(properties.set_once)
        said.traits = _joined(once, _given(event.set_) or _given(properties.set_))
    elif said.type == "group":
        said.group_id, said.traits = properties.group_key, properties.group_set
    elif said.type in ("page", "screen"):
        name = properties.title if said.type == "page" else properties.screen_name
        said.name = name if isinstance(name, str) else None


def _joined(under: msgspec.Raw, over: msgspec.Raw) -> msgspec.Raw:
    if under and over:
        return msgspec.Raw(joined(members_of(under), over))
    return over or under


def _given(value: msgspec.Raw) -> msgspec.Raw:
    return ABSENT if bytes(value) == b"null" else value


def _whole(event: _Event, kind: str) -> msgspec.Raw:
    lifted = {"$session_id": event.session_id, "$window_id": event.window_id}
    if kind != "identify":
        lifted |= {"$set": event.set_, "$set_once": event.set_once}
    under = {name: value for name, value in lifted.items() if _given(value)}
    properties = _given(event.properties)
    return msgspec.Raw(joined(under, properties or EMPTY)) if under else properties


POSTHOG = Wire(
    read=_read,
    most_bytes=_MOST_EVENT_BYTES,
    fields={
        "event": Role.EVENT,
        "distinct_id": Role.ID,
        "uuid": Role.MESSAGE_ID,
        "timestamp": Role.MOMENT,
        "properties": Role.PROPERTIES,
        "properties.distinct_id": Role.ID,
        "properties.alias": Role.ID,
        "properties.$anon_distinct_id": Role.ID,
        "properties.$group_key": Role.ID,
        "$set": Role.TRAITS,
        "$set_once": Role.TRAITS,
        "properties.$set": Role.TRAITS,
        "properties.$set_once": Role.TRAITS,
    },
    message_id="uuid",
    user_id="distinct_id",
    anonymous_id=None,
    previous_id="properties.alias",
    group_id="properties.$group_key",
)


def open_posthog(body: bytes) -> Opened:
    """Take apart the unpacked body of a request to PostHog's capture API: an object with a batch,
    one event, or an array of events.

    The key is the body's `api_key` or `token`, or the `token` among the properties of its first
    event. Times of a `historical_migration` are not corrected for the client's clock. Raises
    InvalidInput and TooLarge like `open_segment`.
    """
    body = without_mark(body)
    is_array = body.lstrip()[:1] == b"["
    batch = open_batch(b'{"batch":' + body + b"}" if is_array else body)
    envelope: Envelope = batch
    items = batch.batch
    if items is None:
        envelope = open_single(body, POSTHOG)
        items = [msgspec.Raw(body)]
    sent_at = moment_told(envelope.posthog_sent_at or envelope.sent_at)
    return Opened(
        write_key=_key(envelope, items),
        items=items,
        wire=replace(POSTHOG, read=partial(_read, sent_at=sent_at)),
        is_utf8=is_utf8(body),
        corrects_clock=bytes(envelope.historical_migration) != b"true",
    )


def _key(envelope: Envelope, items: Sequence[bytes]) -> str | None:
    key = text_in(envelope.api_key) or text_in(envelope.token)
    if key is not None or not items:
        return key
    try:
        return _first(items[0]).properties.token
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
