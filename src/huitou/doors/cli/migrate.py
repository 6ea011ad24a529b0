"""`huitou migrate`: the tables as this version needs them."""

from __future__ import annotations

from pathlib import Path

import click

from huitou.doors.cli.home import home_option
from huitou.foundation.startup import pending_migrations, prepare, start_django


@click.command("migrate")
@click.option("--check", is_flag=True, help="Only say whether there is something to do.")
@home_option
def command(check: bool, home: Path) -> None:
    """Bring the tables up to date. `huitou serve` and the other commands do it by themselves; this
    one is for doing it before they start. With --check: exit status 1 if there is something to do.
    """
    start_django(home)
    pending = pending_migrations()
    if check:
        for name in pending:
            click.echo(name)
        raise SystemExit(1 if pending else 0)
    prepare()
    click.echo(f"{len(pending)} migrations applied; the tables are up to date.")
