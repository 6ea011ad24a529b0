"""`huitou import`: a file of orders or events into the log."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import pyarrow as pa
import pyarrow.compute as pc
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from huitou.doors.cli.home import home_option
from huitou.doors.cli.import_screen import (
    checked_refused_path,
    show_file,
    show_notes,
    show_refused,
    write_refused,
)
from huitou.engine.events import Appended, EventLog, order_events
from huitou.engine.files import (
    DELIMITERS,
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
from huitou.kernel import InvalidInput, SystemClock

_CHUNK = 50_000  # events in one append: whole or not at all
_NO_EVENTS = "huitou import: stopped"


@dataclass(frozen=True)
class _Said:
    """What a file says to the log."""

    events: pa.Table
    quarantined: pa.Table | None
    refused: pa.Table
    rows: int
    notes: tuple[str, ...]


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--map", "maps", multiple=True, metavar="ROLE=COLUMN,…",
              help="Which column means what; guessed where not stated; ROLE=- for no column.")
@click.option("--kind", type=click.Choice(["orders", "events"]), help="What the file holds.")
@click.option("--source", default="file", show_default=True, help="The source's name in the log.")
@click.option("--timezone", default="UTC", show_default=True,
              help="Where times without a zone were written down, such as Asia/Shanghai.")
@click.option("--currency", metavar="CODE", help="The currency of rows that name none.")
@click.option("--date-format", metavar="FORMAT", help="dmy, mdy, ymd, or such as '%d.%m.%Y %H:%M'.")
@click.option("--no-credit-notes", is_flag=True, help="Take C12345 for a plain order id.")
@click.option("--encoding", help="Such as utf-8 or gb18030; found out if not stated.")
@click.option("--delimiter", help="One character, or comma, semicolon, tab, bar, blanks.")
@click.option("--header/--no-header", default=None, help="Whether the first row holds names.")
@click.option("--refused", "refused_path", type=click.Path(path_type=Path), metavar="FILE",
              help="Write every refused row with its line and reason to this CSV.")
@click.option("--dry-run", is_flag=True, help="Read and report all, write nothing to the log.")
@click.option("--yes", is_flag=True, help="Do not ask before writing.")
@home_option
def command(file: Path, **options: Any) -> None:
    """Read FILE (CSV, JSON Lines or Parquet; orders or events) into the log.

    What the columns mean is guessed and shown first. Reading the same file again changes nothing.
    """  # fmt: skip
    checked_refused_path(options["refused_path"])
    console = Console(stderr=True)
    with _progress(console) as progress:
        progress.add_task("Reading", total=None)
        said = _read(file, options, console)
    ...
