"""`huitou cohorts`: saved predicates about people, with their versions."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click
import msgspec
from rich.console import Console
from rich.table import Table
from rich.text import Text

from huitou.doors.cli.home import home_option
from huitou.engine.analytics import CohortDefinition, parsed
from huitou.foundation.cohorts import open_cohorts
from huitou.kernel import InvalidInput


@click.group("cohorts")
def command() -> None:
    """Save cohorts and look after them. `huitou query cohort --name NAME` says who is in one."""


@command.command("save")
@click.argument("definition", metavar="FILE|-|TEXT")
@home_option
def save_command(definition: str, home: Path) -> None:
    """Save a cohort's definition, a JSON object with `name` and `rule`, as a new version."""
    saved = parsed(_values(definition), CohortDefinition)
    version = open_cohorts(home).save(saved)
    click.echo(f"{saved.name}, version {version}.")


@command.command("list")
@home_option
def list_command(home: Path) -> None:
    """List the saved cohorts."""
    store = open_cohorts(home)
    names = store.names()
    if not names:
        click.echo("No cohort is saved. `huitou cohorts save` saves one.")
        return
    table = Table("name", "version", "title")
    for name in names:
        cohort = store.read(name)
        title = cohort.definition.title_en or cohort.definition.title_zh or ""
        table.add_row(*(Text(cell) for cell in (name, str(cohort.version), title)))
    Console().print(table)


@command.command("show")
@click.argument("name")
@click.option("--version", type=click.IntRange(min=1), help="An older version.")
@home_option
def show_command(name: str, version: int | None, home: Path) -> None:
    """Write a cohort's definition as JSON, which `save` takes again."""
    cohort = open_cohorts(home).read(name, version)
    text = msgspec.json.format(msgspec.json.encode(cohort.definition), indent=2)
    click.echo(text.decode())


@command.command("remove")
@click.argument("name")
@home_option
def remove_command(name: str, home: Path) -> None:
    """Take a cohort off the list; `restore` brings it back."""
    open_cohorts(home).remove(name)
    click.echo(f"{name} is removed. To undo: huitou cohorts restore {name}")


@command.command("restore")
@click.argument("name")
@home_option
def restore_command(name: str, home: Path) -> None:
    """Bring a removed cohort back."""
    click.echo(f"{name}, version {open_cohorts(home).restore(name)}.")


def _values(said: str) -> dict[str, Any]:
    if said == "-":
        text = sys.stdin.read()
    else:
        text = said if said.lstrip().startswith("{") else Path(said).read_text(encoding="utf-8")
    try:
        values: dict[str, Any] = msgspec.json.decode(text, type=dict[str, Any])
    except msgspec.DecodeError as error:
        raise InvalidInput(
            f"The definition is no JSON object: {error}.",
            remedy="Give a file, or a text such as "
            '\'{"name": "buyers", "rule": {"kind": "performed", "event": "Order Completed"}}\'.',
            code="cohort.bad_json",
            field="definition",
        ) from None
    return values
