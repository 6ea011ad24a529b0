"""`huitou index`: the activity index, from which plain questions are answered at once."""

from __future__ import annotations

from pathlib import Path

import click
from rich.progress import Progress

from huitou.doors.cli.home import home_option
from huitou.engine.analytics import IndexChecked, check_index, index_facts, rebuild_index
from huitou.foundation.event_log import open_log

_BEHIND = (
    "It is behind the log: questions read the events themselves. "
    "`huitou index rebuild` brings it up to date."
)
_PROBLEMS = {
    "absent": "There is no index that can be read. `huitou index rebuild` makes one.",
    "behind": _BEHIND,
}
_MOST_SHOWN = 20


@click.group("index")
def command() -> None:
    """Look after the activity index: rebuild, check, show."""


@command.command("rebuild")
@click.option(
    "--timezone",
    envvar="HUITOU_TIMEZONE",
    help="Whose days it counts in (also HUITOU_TIMEZONE); default: as before, or UTC.",
)
@home_option
def rebuild_command(timezone: str | None, home: Path) -> None:
    """Build the index again from the events."""
    log = open_log(home)
    with Progress(transient=True) as progress:
        task = progress.add_task("events read")
        state = rebuild_index(
            log, timezone, lambda done, all_: progress.update(task, completed=done, total=all_)
        )
    click.echo(f"{len(state.days)} days of {state.timezone}, {state.people:,} people indexed.")


@command.command("check")
@home_option
def check_command(home: Path) -> None:
    """Compare the index with the events, which are counted another way."""
    found = check_index(open_log(home))
    if found.problem is not None:
        click.echo(_PROBLEMS[found.problem], err=True)
        raise SystemExit(1)
    click.echo(
        f"{found.sets:,} sets compared: {len(found.differences):,} differ; "
        f"{found.wrong_ids:,} ids lead to the wrong person; "
        f"the rows of {len(found.wrong_rows):,} events are wrong."
    )
    if not found.sound:
        _say_differences(found)
        raise SystemExit(1)


def _say_differences(found: IndexChecked) -> None:
    for one in found.differences[:_MOST_SHOWN]:
        event = "any event" if one.event is None else one.event
        click.echo(f"  {one.day} {event}: {one.missing} missing, {one.extra} too many")
    if len(found.differences) > _MOST_SHOWN:
        click.echo(f"  and {len(found.differences) - _MOST_SHOWN:,} more")
    click.echo("Run `huitou index rebuild`, then check again.", err=True)


@command.command("show")
@home_option
def show_command(home: Path) -> None:
    """Say what the index holds, and whether it is up to date."""
    facts = index_facts(open_log(home))
    if facts is None:
        click.echo(_PROBLEMS["absent"])
        return
    span = f", {facts.first} to {facts.last}" if facts.days else ""
    click.echo(
        f"{facts.days} days of {facts.timezone}{span}; {facts.events} events, "
        f"{facts.people:,} people, {facts.bytes / 1e6:.1f} MB."
    )
    if facts.left_out:
        click.echo("There are too many event names to know them all: the others are scanned for.")
    click.echo("It covers the whole log." if facts.current else _BEHIND)
