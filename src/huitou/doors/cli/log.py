"""`huitou log`: looking after the event log."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import click
from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from huitou.doors.cli.home import home_option
from huitou.engine.events import Shipped, ship_forever
from huitou.foundation.event_log import open_log
from huitou.foundation.processes import set_when_asked_to_end
from huitou.kernel import HuitouError

_LATER = 10


@click.group("log")
def command() -> None:
    """Look after the event log."""


@command.command("ship")
@click.option("--follow", is_flag=True, help="Go on until interrupted.")
@click.option("--interval", default=10.0, show_default=True, help="Seconds between rounds.")
@home_option
def ship_command(follow: bool, interval: float, home: Path) -> None:
    """Move what the door has accepted into the table."""
    log = open_log(home)
    if not follow:
        _say(log.ship())
        log.catch_up()
        return
    # Whoever waits for an answer goes first: what is not shipped yet is safe and can be queried.
    os.nice(_LATER)
    stop = threading.Event()
    set_when_asked_to_end(stop)
    ship_forever(log, stop, interval=interval, heard=_say)


@command.command("quarantine")
@click.option("--limit", default=20, show_default=True, help="The newest so many.")
@click.option("--raw", is_flag=True, help="The events as they came, one JSON text a line.")
@home_option
def quarantine_command(limit: int, raw: bool, home: Path) -> None:
    """Show events that were kept aside, and why.

    To mend them: write them to a file with --raw, correct it, and read it with `huitou import`.
    """
    rows = open_log(home).quarantined(limit).to_pylist()
    if raw:
        for row in rows:
            click.echo(" ".join(row["raw"].splitlines()))
        return
    if not rows:
        click.echo("Nothing is in the quarantine.")
        return
    whole = [Column(name, no_wrap=True) for name in ("received (UTC)", "source", "reason")]
    table = Table(*whole, "event", "what is wrong")
    for row in rows:
        received = f"{row['received_at']:%Y-%m-%d %H:%M:%S}"
        cells = (received, row["source"], row["reason"], row["event"] or "", row["detail"])
        table.add_row(*(Text(cell) for cell in cells))
    Console().print(table)


@command.command("compact")
@home_option
def compact_command(home: Path) -> None:
    """Join small files into larger ones."""
    done = open_log(home).compact()
    click.echo(f"{done.files_before} files became {done.files_after}.")


@command.command("vacuum")
@click.option("--keep-days", default=7, show_default=True, help="Versions of these days stay.")
@home_option
def vacuum_command(keep_days: int, home: Path) -> None:
    """Delete files that no version of the last days uses."""
    click.echo(f"{open_log(home).vacuum(keep_days)} files deleted.")


@command.command("erase")
@click.argument("person")
@click.option("--yes", is_flag=True, help="Do not ask.")
@home_option
def erase_command(person: str, yes: bool, home: Path) -> None:
    """Erase PERSON, under all their ids, from the log and its history."""
    if not yes:
        click.confirm(f"Erase {person} for ever, with the table's old versions?", abort=True)
    erased = open_log(home).erase(person)
    click.echo(
        f"Erased {erased.events} events and {erased.quarantined} quarantined events of "
        f"{len(erased.ids)} ids; {erased.files} files deleted."
    )


@command.command("reindex")
@home_option
def reindex_command(home: Path) -> None:
    """Build the index of message ids again from the table."""
    click.echo(f"{open_log(home).reindex()} message ids indexed.")


@command.command("verify")
@home_option
def verify_command(home: Path) -> None:
    """Read the whole log and compare it with what it promises."""
    found = open_log(home).verify()
    click.echo(
        f"{found.events} events, {found.repeated_ids} repeated message ids, "
        f"{found.ids_missing_from_index} ids missing from the index, "
        f"{found.waiting_segments} segments waiting, {found.torn_segments} torn."
    )
    if not found.sound:
        click.echo("Run `huitou log reindex`, then verify again.", err=True)
        raise SystemExit(1)


def _say(heard: Shipped | HuitouError) -> None:
    if isinstance(heard, HuitouError):
        click.echo(str(heard), err=True)
        return
    click.echo(
        f"{heard.segments} segments shipped: {heard.appended} events new, "
        f"{heard.duplicates} known already, {heard.quarantined} quarantined, {heard.torn} torn."
    )
