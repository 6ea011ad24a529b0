"""`huitou restore`: a backup, brought back."""

from __future__ import annotations

import os
from pathlib import Path

import click

from huitou.doors.cli.home import home_option
from huitou.foundation.restore import restore_backup


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@home_option
def command(file: Path, home: Path) -> None:
    """Bring the backup FILE back into an empty data folder (and, on PostgreSQL, into the empty
    database that HUITOU_DATABASE_URL names).
    """
    made = restore_backup(file, home, os.environ.get("HUITOU_DATABASE_URL"))
    click.echo(f"{home} is as it was at {made.made_at:%Y-%m-%d %H:%M:%S} UTC.")
    click.echo("People who were erased since are back: erase them again. Then `huitou doctor`.")
