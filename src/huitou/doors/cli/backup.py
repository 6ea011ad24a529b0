"""`huitou backup`: everything in one file."""

from __future__ import annotations

import os
from pathlib import Path

import click
from django.conf import settings

from huitou.doors.cli.home import home_option
from huitou.foundation.backup import make_backup
from huitou.foundation.clocks import current_clock
from huitou.foundation.startup import prepare, start_django

_ELSEWHERE = {
    "HUITOU_SECRET_KEY": "The secret is in HUITOU_SECRET_KEY and not in the backup: keep it.",
    "HUITOU_VAULT_KEYS": "The vault's keys are in HUITOU_VAULT_KEYS and not in the backup: without "
    "them nobody reads personal data.",
    "HUITOU_TABLE_URL": "The log's tables are at HUITOU_TABLE_URL and not in the backup.",
}


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@home_option
def command(file: Path, home: Path) -> None:
    """Write the database, the event log and the keys to FILE (a tar); the server may run. Whoever
    has the file can read everything in it.
    """
    folder = start_django(home)
    prepare()
    done = make_backup(folder, settings.DATABASES["default"], file, clock=current_clock())
    click.echo(f"{file}: the database and {done.files:,} files, {done.bytes / 1e6:,.1f} MB.")
    for name, sentence in _ELSEWHERE.items():
        if os.environ.get(name):
            click.echo(sentence, err=True)
