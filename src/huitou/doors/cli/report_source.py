"""Where `huitou report` takes its orders from: a file, or the log."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
from rich.console import Console

from huitou.doors.cli.import_screen import show_notes, show_refused
from huitou.doors.cli.reading import Reading, understood
from huitou.doors.report import Text, count, log_lines, say
from huitou.engine.events import EventLog
from huitou.engine.files import (
    ORDERS,
    Mapping,
    OpenedFile,
    read_opened_events,
    read_opened_orders,
)
from huitou.foundation.event_log import open_log
from huitou.kernel import Clock, InvalidInput, NotFound


@dataclass(frozen=True)
class Source:
    """Order lines (ORDER_LINES_SCHEMA) and where they come from."""

    lines: pa.Table
    note: Text


@dataclass(frozen=True)
class _Taken:
    lines: pa.Table
    refused: pa.Table
    rows: int
    notes: tuple[str, ...]


def from_file(file: Path, reading: Reading, clock: Clock, console: Console) -> Source:
    """The orders of `file`. Shows how it was understood and what was refused; HuitouError when
    nothing in it is an order.
    """
    with understood(file, reading, console) as (opened, mapping):
        read = _orders if mapping.kind == ORDERS else _events
        taken = read(opened, mapping, reading, clock)
    show_notes(console, taken.notes)
    show_refused(console, taken.refused)
    if taken.lines.num_rows == 0:
        raise InvalidInput(
            f"None of the {count(taken.rows)} rows of {file} could be taken as an order.",
            remedy="If a column was mistaken, state it with --map.",
            code="report.nothing_taken",
            field="file",
        )
    return Source(taken.lines, _file_note(file, taken))


def from_log(home: Path, currency: str | None) -> Source:
    """The orders of the log in `home`; NotFound when there is none, or no order in it."""
    if not (home / "log").is_dir():
        raise NotFound(
            f"There is no event log in {home}.",
            remedy="Give a file of orders, or name huitou's data folder with --home.",
            code="report.no_log",
            field="home",
        )
    snapshot = open_log(home).snapshot()
    lines = log_lines(snapshot, currency)
    if lines.num_rows == 0:
        raise NotFound(
            f"The event log in {home} holds no orders yet.",
            remedy="Take in a file with `huitou import FILE`, or send events to `huitou serve`.",
            code="report.empty_log",
            field="home",
        )
    return Source(lines, say("log_source", version=str(snapshot.version)))


def _orders(opened: OpenedFile, mapping: Mapping, reading: Reading, clock: Clock) -> _Taken:
    orders = read_opened_orders(opened, mapping, reading.order_rules(clock))
    return _Taken(orders.lines, orders.refused, orders.rows, orders.notes)


def _events(opened: OpenedFile, mapping: Mapping, reading: Reading, clock: Clock) -> _Taken:
    """Through a log that lasts as long as this, so that people are resolved as in any other."""
    said = read_opened_events(opened, mapping, reading.event_rules("file", clock))
    with tempfile.TemporaryDirectory(prefix="huitou-report-") as folder:
        log = EventLog.open(Path(folder), clock=clock)
        log.append(said.events)
        lines = log_lines(log.snapshot(), reading.currency)
    return _Taken(lines, said.refused, said.rows, said.notes)


def _file_note(file: Path, taken: _Taken) -> Text:
    refused = taken.refused.num_rows
    values = {"name": file.name, "rows": count(taken.rows)}
    if not refused:
        return say("file_source", **values)
    return say("file_source_refused", refused=count(refused), **values)
