"""`huitou persons`: who is who, as an operator sees and corrects it."""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from huitou.doors.cli.home import home_option
from huitou.foundation.event_log import open_log


@click.group("persons")
def command() -> None:
    """Merge two people, undo a merge, list refused merges."""


@command.command("show")
@click.argument("id_", metavar="ID")
@home_option
def show_command(id_: str, home: Path) -> None:
    """Show which person ID is, and all ids of that person."""
    people = open_log(home).snapshot().people
    person = people.person_of(id_)
    click.echo(f"{id_} is the person {person}, known as: {', '.join(people.members(person))}")


@command.command("refused")
@home_option
def refused_command(home: Path) -> None:
    """List what would have joined two known people, and was refused."""
    people = open_log(home).snapshot().people
    # What an operator has merged since is settled.
    refused = [
        one
        for one in people.refused
        if one.other is None or people.person_of(one.keep) != people.person_of(one.other)
    ]
    if not refused:
        click.echo("Nothing was refused.")
        return
    table = Table("message id", "kind", "person", "other", "why")
    for one in refused:
        table.add_row(one.message_id, one.kind, one.keep, one.other or "", one.sentence("en"))
    Console().print(table)


@command.command("merge")
@click.argument("keep")
@click.argument("other")
@click.option("--reason", required=True, help="Why they are one person; kept in the log.")
@click.option("--operator", required=True, help="Who decides this; kept in the log.")
@home_option
def merge_command(keep: str, other: str, reason: str, operator: str, home: Path) -> None:
    """Say that OTHER is the same person as KEEP, although both are known."""
    message_id = open_log(home).merge_people(keep, other, operator=operator, reason=reason)
    click.echo(f"{other} is now {keep}. To undo: huitou persons undo {message_id}")


@command.command("undo")
@click.argument("message_id")
@click.option("--reason", required=True, help="Why it was wrong; kept in the log.")
@click.option("--operator", required=True, help="Who decides this; kept in the log.")
@home_option
def undo_command(message_id: str, reason: str, operator: str, home: Path) -> None:
    """Undo a merge, or an identify or alias that joined two people wrongly."""
    open_log(home).undo_link(message_id, operator=operator, reason=reason)
    click.echo(f"{message_id} no longer joins anyone.")
