"""A stranger's file of events as rows of the event log.

Every row becomes a message of Segment's tracking API and is judged by the same rules as one that
comes over HTTP: it is an event of the log, or it is kept aside in the quarantine with the reason.
A row that cannot be told apart, or has no time, is refused outright.

- JSON Lines may hold whole Segment messages (userId, messageId, properties, ...) or flat objects.
  The names may also be those of the log's own columns (user_id, message_id, ...).
- What no role claims becomes a property under its column's name; in CSV and Parquet, where all is
  text, a column of plain numbers becomes numbers, unless its name is that of an id or code.
- A message without an id gets one from what it says, so the same file again changes nothing; rows
  that say the same in everything are the same event.
- Times are history: no client clock is corrected. One without a zone belongs to the stated
  timezone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count, islice
from pathlib import Path

import pyarrow as pa

from huitou.engine.events import (
    EVENTS_SCHEMA,
    QUARANTINE_SCHEMA,
    decide,
    events_table,
    open_segment,
    quarantine_table,
)
from huitou.engine.files.guessing import guess
from huitou.engine.files.loading import database
from huitou.engine.files.mapping import Mapping
from huitou.engine.files.messages import EventRules, messages
from huitou.engine.files.opened import OpenedFile, open_file
from huitou.engine.files.refusals import Refusal, refused_table
from huitou.engine.files.roles import EVENTS
from huitou.kernel import InvalidInput

_BATCH = 2_000


@dataclass(frozen=True)
class EventsFile:
    """What a file of events said: `events` (EVENTS_SCHEMA), `quarantined` (QUARANTINE_SCHEMA), and
    `refused` (REFUSED_SCHEMA), which names the line of every row that is not an event, those in
    the quarantine included. Every one of the `rows` is in `events` or in `refused`.
    """

    events: pa.Table
    quarantined: pa.Table
    refused: pa.Table
    rows: int
    mapping: Mapping
    notes: tuple[str, ...]


def read_events(
    path: str | Path,
    rules: EventRules,
    *,
    mapping: Mapping | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    header: bool | None = None,
) -> EventsFile:
    """Read a CSV, JSON Lines or Parquet file of events. HuitouError says why one cannot be read."""
    with open_file(path, encoding=encoding, delimiter=delimiter, header=header) as opened:
        return read_opened_events(
            opened, mapping or guess(opened.columns, opened.sample, kind=EVENTS), rules
        )


def read_opened_events(opened: OpenedFile, mapping: Mapping, rules: EventRules) -> EventsFile:
    """Read the events of an opened file. See `read_events`."""
    if mapping.kind != EVENTS:
        raise InvalidInput(
            f"{opened.path} holds orders, not events.",
            remedy="If that is wrong, say --kind events.",
            code="files.not_events",
        )
    refused: list[Refusal] = []
    events, quarantined = [EVENTS_SCHEMA.empty_table()], [QUARANTINE_SCHEMA.empty_table()]
    with database(opened) as con:
        said = messages(con, opened, mapping, rules, refused)
        for number in count():
            batch = list(islice(said, _BATCH))
            if not batch:
                break
            good, aside = _decide(batch, rules, f"file-row-{number}", refused)
            events.append(good)
            quarantined.append(aside)
    taken = pa.concat_tables(events)
    return EventsFile(
        taken,
        pa.concat_tables(quarantined),
        refused_table(refused).sort_by("line"),
        taken.num_rows + len(refused),
        mapping,
        opened.notes + mapping.notes,
    )


def _decide(
    batch: list[tuple[int, bytes]], rules: EventRules, name: str, refused: list[Refusal]
) -> tuple[pa.Table, pa.Table]:
    body = b'{"batch":[' + b",".join(message for _, message in batch) + b"]}"
    # Only a message whose own id is of no use asks for one: its place in the file will do.
    ids: Iterator[int] = count()
    outcome = decide(
        open_segment(body, route="import"),
        source=rules.source,
        received_at=rules.received_at,
        new_id=lambda: f"{name}-{next(ids)}",
    )
    for (line, _), verdict in zip(batch, outcome.verdicts, strict=True):
        if verdict.reason is not None:
            refused.append((line, verdict.reason, None, verdict.detail or ""))
    decided = outcome.decided
    return events_table(decided.events), quarantine_table(decided.quarantined)
