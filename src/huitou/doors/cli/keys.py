"""`huitou keys`: who may send events."""

from __future__ import annotations

from pathlib import Path

import click

from huitou.doors.cli.home import home_option
from huitou.foundation import sources
from huitou.foundation.startup import prepare, start_django
from huitou.kernel import SystemClock


@click.group("keys")
def command() -> None:
    """Issue, list and revoke the write keys of sources."""


@command.command("issue")
@click.argument("source")
@home_option
def issue_command(source: str, home: Path) -> None:
    """Make a write key for SOURCE, such as web-shop, and show it this once."""
    _open(home)
    issued = sources.issue_key(source, clock=SystemClock())
    click.echo(issued.key)
    click.echo(
        f"This key of {issued.source} is not shown again; it is number {issued.id}.", err=True
    )


@command.command("list")
@home_option
def list_command(home: Path) -> None:
    """Show every key by its last four letters."""
    _open(home)
    rows = sources.list_keys()
    if not rows:
        click.echo("No keys yet; `huitou keys issue SOURCE` makes one.")
        return
    width = max(len("source"), *(len(row.source) for row in rows))
    click.echo(f"{'number':>6}  {'source':<{width}}  ends in  issued      state")
    for row in rows:
        click.echo(
            f"{row.id:>6}  {row.source:<{width}}  …{row.hint:<6}  "
            f"{row.created_at:%Y-%m-%d}  {_state(row)}"
        )


@command.command("revoke")
@click.argument("key")
@home_option
def revoke_command(key: str, home: Path) -> None:
    """Take KEY out of use: its number, its last four letters, or the key itself."""
    _open(home)
    row = sources.revoke_key(key, clock=SystemClock())
    click.echo(f"Key {row.id} of {row.source} (…{row.hint}) is {_state(row)}.")


def _open(home: Path) -> None:
    start_django(home)
    prepare()


def _state(row: sources.KeyRow) -> str:
    return "in use" if row.revoked_at is None else f"revoked {row.revoked_at:%Y-%m-%d %H:%M} UTC"
