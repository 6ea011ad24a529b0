"""A request body taken apart, before anything in it is judged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import msgspec

from huitou.engine.events.reasons import Problem
from huitou.engine.events.wire_event import Wire

MOST_LEVELS = 32  # of brackets inside brackets, in an event or a batch's context


@dataclass(frozen=True, slots=True)
class BatchContext:
    """The context that a batch gives to each of its events: as text, and by member."""

    text: str
    members: Mapping[str, msgspec.Raw]


@dataclass(frozen=True, slots=True)
class Opened:
    """A request body taken apart.

    `write_key` is the key in the body, if any; `items` the bytes of each event; `is_utf8` whether
    the whole body is, which spares asking each event; `default_type` the type of an event that
    names none; `sent_at` when the client says it sent the body (microseconds since 1970 UTC);
    `corrects_clock` whether times are corrected for the client's clock; `context` what the batch
    adds to each event; `problem` what is wrong with the batch and therefore with each event.
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
