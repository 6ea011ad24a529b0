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
from huitou.engine.events.opened import MOST_LEVELS, Opened
from huitou.engine.events.reasons import Problem, Unfit, unfit
from huitou.engine.events.rows import Decided, EventRow, QuarantineRow
from huitou.engine.events.spans import levels_over
from huitou.engine.events.wire_event import Wire

ACCEPTED = "accepted"
QUARANTINED = "quarantined"


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
    """What became of a request: its rows, and a verdict for every event, in the body's order."""

    decided: Decided
    verdicts: list[Verdict]
    write_key: str | None


def decide(opened: Opened, *, source: str, received_at: int, new_id: Callable[[], str]) -> Outcome:
    """Judge every event of a body.

    `source` names the key's source, `received_at` is in microseconds since 1970 UTC, and `new_id`
    makes an id for an event without one. An accepted event that names its time but has no message
    id gets one made from its content, so that sending it again is recognised; the others get a
    new one. A message id may have 200 characters (Segment asks for less than 100).
    """
    decided, verdicts = Decided([], []), list[Verdict]()
    for item in opened.items:
        raw = bytes(item)
        try:
            row = _row(raw, opened, source, received_at, new_id)
        except Unfit as broken:
            problem = broken.problem
            aside = _aside(raw, problem, opened.wire, source, received_at, new_id)
            decided.quarantined.append(aside)
            verdicts.append(Verdict(aside.message_id, QUARANTINED, problem.reason, problem.detail))
        else:
            decided.events.append(row)
            verdicts.append(Verdict(row.message_id, ACCEPTED))
    return Outcome(decided, verdicts, opened.write_key)


def _row(
    raw: bytes, opened: Opened, source: str, received_at: int, new_id: Callable[[], str]
) -> EventRow:
    _look_over(raw, opened)
    try:
        said = opened.wire.read(raw)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise Unfit(diagnose(raw, opened.wire, error)) from error
    return judge(said, opened, source, received_at, new_id)


def _look_over(raw: bytes, opened: Opened) -> None:
    if opened.problem is not None:
        raise Unfit(opened.problem)
    if len(raw) > opened.wire.most_bytes:
        detail = f"The event has {len(raw)} bytes; {opened.wire.most_bytes} at most."
        raise unfit("too_large", None, detail)
    levels = levels_over(raw, MOST_LEVELS)
    if levels is not None:
        raise unfit("too_deep", None, f"The event is nested {levels} deep; {MOST_LEVELS} at most.")
    if not opened.is_utf8:
        try:
            raw.decode("utf-8")
        except UnicodeDecodeError as error:
            detail = f"Byte {error.start} of the event is not UTF-8."
            raise unfit("bad_encoding", None, detail) from error


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
