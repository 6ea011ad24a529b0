"""`huitou vault`: the keys under which personal data is encrypted."""

from __future__ import annotations

from pathlib import Path

import click

from huitou.doors.cli.home import home_option
from huitou.foundation import rotation, vault
from huitou.foundation.startup import prepare, start_django


@click.group("vault")
def command() -> None:
    """Make a new key for personal data, and move the data to it."""


@command.command("new-key")
@home_option
def new_key_command(home: Path) -> None:
    """Encrypt with a new key from now on; older keys are kept and still read."""
    start_django(home)
    vault.add_key()
    click.echo("A new key is in use. `huitou vault rotate` moves older data to it.")


@command.command("rotate")
@click.option("--drop-old", is_flag=True, help="Then delete the older keys, for ever.")
@home_option
def rotate_command(drop_old: bool, home: Path) -> None:
    """Encrypt everything with the newest key. It may be interrupted and run again, also while the
    server runs.
    """
    start_django(home)
    prepare()
    done = rotation.rotate_vault()
    click.echo(f"{done.values:,} encrypted values, {done.moved:,} moved to the newest key.")
    if drop_old:
        # What a process wrote under the older key while this ran.
        rotation.rotate_vault()
        click.echo(f"{vault.drop_old_keys()} older keys deleted. Backups made before need them.")
