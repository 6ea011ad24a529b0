"""The verdict on every event of a request: a row for the log, or a row for the quarantine.

Both protocols come through here. Every event ends in exactly one of the two, and what is wrong
with one says nothing about the others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from huitou.engine.events.reasons import Problem
from huitou.engine.events.rows import Decided
from huitou.engine.events.wire_event import Wire

ACCEPTED = "accepted"
QUARANTINED = "quarantined"
MOST_LEVELS = 32
LONGEST_MESSAGE_ID = 200

_UNREADABLE = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError)


@dataclass(frozen=True, slots=True)
class Opened:
    """A request body taken apart, not yet judged.

    `write_key` is the key in the body, if any; `items` the bytes of each event; `is_utf8` whether
    the whole body is, which spares asking each event; `default_type` the type of an event that
    names none; `sent_at` when the client sent the batch (microseconds); `corrects_clock` whether
    times are corrected for the client's clock; `context` and `problem` come from the batch.
    """

    write_key: str | None
    items: Sequence[bytes]
    wire: Wire
    is_utf8: bool
    default_type: str | None = None
    sent_at: int | None = None
    corrects_clock: bool = True
    context: BatchContext | None = None
    problem: Problem | None = None


class Verdict(msgspec.Struct, frozen=True, gc=False):
    """What became of one event: `status` is "accepted" or "quarantined", the latter with the code
    of the reason and a sentence.
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
