"""`huitou import`: a file of orders or events into the log."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import pyarrow as pa
import pyarrow.compute as pc
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from huitou.doors.cli.home import home_option
from huitou.doors.cli.import_screen import (
    checked_refused_path,
    show_notes,
    show_refused,
    write_refused,
)
from huitou.doors.cli.reading import Reading, reading_options, understood
from huitou.engine.events import QUARANTINE_SCHEMA, order_events
from huitou.engine.files import (
    ORDERS,
    Mapping,
    OpenedFile,
    read_opened_events,
    read_opened_orders,
)
from huitou.foundation.event_log import open_log
from huitou.kernel import InvalidInput, SystemClock

_CHUNK = 50_000  # events of one append, which is in the log whole or not at all


@dataclass(frozen=True)
class _Said:
    """What a file says to the log."""

    events: pa.Table
    quarantined: pa.Table
    refused: pa.Table
    rows: int
    notes: tuple[str, ...]


_FILE = click.Path(path_type=Path)


@click.command("import")
@click.argument("file", type=_FILE)
@reading_options
@click.option("--source", default="file", show_default=True, help="The source's name in the log.")
@click.option(
    "--refused", type=_FILE, help="Write every refused row, with line and reason, to this CSV."
)
@click.option("--dry-run", is_flag=True, help="Read and report, but write nothing to the log.")
@click.option("--yes", is_flag=True, help="Do not ask before writing.")
@home_option
def command(
    file: Path,
    source: str,
    refused: Path | None,
    dry_run: bool,
    yes: bool,
    home: Path,
    **reading: Any,
) -> None:
    """Read FILE (CSV, JSON Lines or Parquet; orders or events) into the log.

    What its columns mean is guessed and shown first. Reading the same file again changes nothing.
    """
    checked_refused_path(refused)
    console = Console(stderr=True)
    said = _read(file, Reading(**reading), source, console)
    show_notes(console, said.notes)
    show_refused(console, said.refused)
    if refused is not None:
        write_refused(refused, said.refused)
    if said.events.num_rows == 0 and said.quarantined.num_rows == 0:
        raise InvalidInput(
            f"None of the {said.rows:,} rows of {file} could be taken; nothing was written.",
            remedy="The reasons stand above. If a column was mistaken, state it with --map.",
            code="import.nothing_taken",
            field="file",
        )
    click.echo(_counted(said))
    if dry_run:
        click.echo("Dry run: nothing was written.")
    elif yes or not _interactive() or click.confirm("Write them to the log?", default=True):
        _write(said, home, console)


def _interactive() -> bool:
    return sys.stdin.isatty() and sys.stderr.isatty()


def _read(file: Path, reading: Reading, source: str, console: Console) -> _Said:
    with understood(file, reading, console) as (opened, mapping), _progress(console) as progress:
        progress.add_task("Reading", total=None)
        read = _read_orders if mapping.kind == ORDERS else _read_events
        return read(opened, mapping, reading, source)


def _read_orders(opened: OpenedFile, mapping: Mapping, reading: Reading, source: str) -> _Said:
    clock = SystemClock()
    orders = read_opened_orders(opened, mapping, reading.order_rules(clock))
    events = order_events(orders.lines, source=source, received_at=clock.micros())
    nothing = QUARANTINE_SCHEMA.empty_table()
    return _Said(events, nothing, orders.refused, orders.rows, orders.notes)


def _read_events(opened: OpenedFile, mapping: Mapping, reading: Reading, source: str) -> _Said:
    said = read_opened_events(opened, mapping, reading.event_rules(source, SystemClock()))
    return _Said(said.events, said.quarantined, said.refused, said.rows, said.notes)


def _counted(said: _Said) -> str:
    names = {entry["values"]: entry["counts"] for entry in _value_counts(said.events)}
    most = sorted(names.items(), key=lambda item: -item[1])
    listed = ", ".join(f"{number:,} {name or 'without a name'}" for name, number in most[:4])
    more = "" if len(most) <= 4 else f" and {len(most) - 4} more kinds"
    return (
        f"{said.rows:,} rows read, {said.rows - said.refused.num_rows:,} taken: "
        f"{said.events.num_rows:,} events ({listed}{more})."
    )


def _value_counts(events: pa.Table) -> list[dict[str, Any]]:
    counted: list[dict[str, Any]] = pc.value_counts(events["event"]).to_pylist()
    return counted


def _write(said: _Said, home: Path, console: Console) -> None:
    log = open_log(home)
    new = known = 0
    aside = log.keep_aside(said.quarantined).appended if said.quarantined.num_rows else 0
    try:
        with _progress(console) as progress:
            task = progress.add_task("Writing", total=said.events.num_rows)
            for start in range(0, said.events.num_rows, _CHUNK):
                chunk = said.events.slice(start, _CHUNK)
                appended = log.append(chunk)
                new, known = new + appended.appended, known + appended.duplicates
                progress.update(task, advance=chunk.num_rows)
    except KeyboardInterrupt:
        click.echo(f"Stopped: {new:,} new events are in the log. Run the same command again to")
        click.echo("complete it; nothing comes twice.")
        raise SystemExit(130) from None
    kept = f", {aside:,} kept aside in the quarantine" if said.quarantined.num_rows else ""
    click.echo(f"{new:,} new events in the log, {known:,} were known already{kept}.")


def _progress(console: Console) -> Progress:
    columns = (TextColumn("{task.description:<8}"), BarColumn(), TimeElapsedColumn())
    return Progress(*columns, console=console, transient=True)
