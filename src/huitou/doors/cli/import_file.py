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
    show_file,
    show_notes,
    show_refused,
    write_refused,
)
from huitou.engine.events import QUARANTINE_SCHEMA, order_events
from huitou.engine.files import (
    DELIMITERS,
    ORDERS,
    EventRules,
    Mapping,
    OpenedFile,
    OrderRules,
    guess,
    open_file,
    parse_map,
    read_opened_events,
    read_opened_orders,
)
from huitou.foundation.event_log import open_log
from huitou.kernel import InvalidInput, SystemClock

_CHUNK = 50_000  # events of one append, which is in the log whole or not at all


@dataclass(frozen=True)
class _Options:
    maps: tuple[str, ...]
    kind: str | None
    source: str
    timezone: str
    currency: str | None
    date_format: str | None
    credit_notes: bool
    encoding: str | None
    delimiter: str | None
    header: bool | None
    refused: Path | None
    dry_run: bool
    yes: bool
    home: Path


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
@click.option(
    "--map",
    "maps",
    multiple=True,
    metavar="ROLE=COLUMN,...",
    help="Which column means what; guessed where not stated. ROLE=- for none.",
)
@click.option("--kind", type=click.Choice(["orders", "events"]), help="What the file holds.")
@click.option("--source", default="file", show_default=True, help="The source's name in the log.")
@click.option(
    "--timezone",
    envvar="HUITOU_TIMEZONE",
    default="UTC",
    show_default=True,
    help="Whose clock times without a zone were read from, such as Asia/Shanghai.",
)
@click.option("--currency", metavar="CODE", help="The currency of rows that name none.")
@click.option(
    "--date-format", metavar="FORMAT", help="dmy, mdy, ymd, or a pattern such as '%d.%m.%Y %H:%M'."
)
@click.option(
    "--credit-notes/--no-credit-notes",
    default=True,
    help="Whether an order id such as C12345 marks a refund, where most are plain numbers.",
)
@click.option("--encoding", help="Such as utf-8 or gb18030; found out if not stated.")
@click.option("--delimiter", help="A character, or comma, semicolon, tab, bar or blanks.")
@click.option("--header/--no-header", default=None, help="Whether the first row holds names.")
@click.option(
    "--refused", type=_FILE, help="Write every refused row, with line and reason, to this CSV."
)
@click.option("--dry-run", is_flag=True, help="Read and report, but write nothing to the log.")
@click.option("--yes", is_flag=True, help="Do not ask before writing.")
@home_option
def command(file: Path, **given: Any) -> None:
    """Read FILE (CSV, JSON Lines or Parquet; orders or events) into the log.

    What its columns mean is guessed and shown first. Reading the same file again changes nothing.
    """
    options = _Options(**given)
    checked_refused_path(options.refused)
    console = Console(stderr=True)
    said = _read(file, options, console)
    show_notes(console, said.notes)
    show_refused(console, said.refused)
    if options.refused is not None:
        write_refused(options.refused, said.refused)
    if said.events.num_rows == 0 and said.quarantined.num_rows == 0:
        raise InvalidInput(
            f"None of the {said.rows:,} rows of {file} could be taken; nothing was written.",
            remedy="The reasons stand above. If a column was mistaken, state it with --map.",
            code="import.nothing_taken",
            field="file",
        )
    click.echo(_counted(said))
    if options.dry_run:
        click.echo("Dry run: nothing was written.")
    elif options.yes or not _interactive() or click.confirm("Write them to the log?", default=True):
        _write(said, options, console)


def _interactive() -> bool:
    return sys.stdin.isatty() and sys.stderr.isatty()


def _read(file: Path, options: _Options, console: Console) -> _Said:
    delimiters = {name: character for character, name in DELIMITERS.items()}
    delimiter = options.delimiter and delimiters.get(options.delimiter, options.delimiter)
    with open_file(
        file, encoding=options.encoding, delimiter=delimiter, header=options.header
    ) as opened:
        mapping = guess(
            opened.columns, opened.sample, kind=options.kind, stated=parse_map(options.maps)
        )
        show_file(console, opened, mapping)
        with _progress(console) as progress:
            progress.add_task("Reading", total=None)
            read = _read_orders if mapping.kind == ORDERS else _read_events
            return read(opened, mapping, options)


def _read_orders(opened: OpenedFile, mapping: Mapping, options: _Options) -> _Said:
    clock = SystemClock()
    rules = OrderRules(
        options.timezone,
        options.currency,
        options.date_format,
        options.credit_notes,
        clock.now(),
    )
    orders = read_opened_orders(opened, mapping, rules)
    events = order_events(orders.lines, source=options.source, received_at=clock.micros())
    nothing = QUARANTINE_SCHEMA.empty_table()
    return _Said(events, nothing, orders.refused, orders.rows, orders.notes)


def _read_events(opened: OpenedFile, mapping: Mapping, options: _Options) -> _Said:
    rules = EventRules(
        SystemClock().micros(), options.source, options.timezone, options.date_format
    )
    said = read_opened_events(opened, mapping, rules)
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


def _write(said: _Said, options: _Options, console: Console) -> None:
    log = open_log(options.home)
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
