"""The verdict on every event of a request: a row for the log, or a row for the quarantine.

Every protocol comes through here. Every event ends in exactly one of the two, and what is wrong
with one says nothing about the others.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import msgspec

from huitou.engine.events.diagnose import diagnose, traces
from huitou.engine.events.judge import LONGEST_MESSAGE_ID, judge
from huitou.engine.events.opened import Opened
from huitou.engine.events.reasons import Problem
from huitou.engine.events.rows import Decided, EventRow, QuarantineRow
from huitou.engine.events.spans import depth
from huitou.engine.events.wire_event import Wire

ACCEPTED = "accepted"
QUARANTINED = "quarantined"
MOST_LEVELS = 32


class Verdict(msgspec.Struct, frozen=True, gc=False):
    """What became of one event: `status` is "accepted" or "quarantined", the latter with the code
    of the reason (a key of REASONS) and a sentence.
    """

    message_id: str
    status: str
    reason: str | None = None
    detail: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a request: its rows, and a verdict for every event in the order of the body."""

    decided: Decided
    verdicts: list[Verdict]
    write_key: str | None


def decide(
    opened: Opened, *, source: str, received_at: int, new_id: Callable[[], str]
) -> Outcome:
    """Judge every event of a body.

    `source` names the key's source, `received_at` is in microseconds since 1970 UTC, and `new_id`
    makes an id for an event without one. An accepted event that names its time but has no message
    id gets one made from its content, so that sending it again is recognised; the others get a
    new one. A message id may have 200 characters (Segment asks for less than 100).
    """
    decided, verdicts = Decided([], []), list[Verdict]()
    for item in opened.items:
        raw = bytes(item)
        found = _row_of(raw, opened, source, received_at, new_id)
        if isinstance(found, EventRow):
            decided.events.append(found)
            verdicts.append(Verdict(found.message_id, ACCEPTED))
        else:
            aside = _aside(raw, found, opened.wire, source, received_at, new_id)
            decided.quarantined.append(aside)
            verdicts.append(Verdict(aside.message_id, QUARANTINED, found.reason, found.detail))
    return Outcome(decided, verdicts, opened.write_key)


def _row_of(
    raw: bytes, opened: Opened, source: str, received_at: int, new_id: Callable[[], str]
) -> EventRow | Problem:
    unfit = opened.problem or _unfit(raw, opened)
    if unfit is not None:
        return unfit
    try:
        said = opened.wire.read(raw)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        return diagnose(raw, opened.wire, error)
    return judge(said, opened, source, received_at, new_id)


def _unfit(raw: bytes, opened: Opened) -> Problem | None:
    most = opened.wire.most_bytes
    if len(raw) > most:
        return Problem("too_large", None, f"The event has {len(raw)} bytes; {most} at most.")
    # Counting brackets is quick and never too low; only many of them are worth a close look.
    if raw.count(b"{") + raw.count(b"[") > MOST_LEVELS and (levels := depth(raw)) > MOST_LEVELS:
        return Problem("too_deep", None, f"The event is nested {levels} deep; {MOST_LEVELS} at most.")
    if not opened.is_utf8:
        try:
            raw.decode("utf-8")
        except UnicodeDecodeError as error:
            return Problem("bad_encoding", None, f"Byte {error.start} of the event is not UTF-8.")
    return None


def _aside(
    raw: bytes,
    problem: Problem,
    wire: Wire,
    source: str,
    received_at: int,
    new_id: Callable[[], str],
) -> QuarantineRow:
    message_id, event, user_id, anonymous_id = traces(raw, wire)
    if message_id is None or len(message_id) > LONGEST_MESSAGE_ID:
        message_id = new_id()
    return QuarantineRow(
        message_id,
        received_at,
        source,
        event,
        user_id,
        anonymous_id,
        problem.reason,
        problem.field,
        problem.detail,
        raw.decode("utf-8", "backslashreplace"),
    )
