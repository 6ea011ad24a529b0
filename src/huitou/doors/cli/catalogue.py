"""`huitou catalogue`: products, variants and prices from a file and into one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

import click
from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from huitou.commerce import catalogue
from huitou.doors.cli.home import home_option
from huitou.foundation.actors import SYSTEM
from huitou.foundation.clocks import current_clock
from huitou.foundation.startup import prepare, start_django
from huitou.kernel import InvalidInput

if TYPE_CHECKING:  # these files need Django started
    from huitou.commerce.catalogue import FileFormat, Imported

_FORMATS = {".csv": "csv", ".jsonl": "jsonl", ".ndjson": "jsonl"}
_PATH = click.Path(path_type=Path)


@click.group("catalogue")
def command() -> None:
    """Import and export products with their variants and prices."""


@command.command("import")
@click.argument("file", type=_PATH)
@click.option("--dry-run", is_flag=True, help="Check and count, but write nothing.")
@home_option
def import_command(file: Path, dry_run: bool, home: Path) -> None:
    """Read FILE (.csv or .jsonl): all of its lines, or none if one cannot be taken.

    Reading the same file again changes nothing. New products are drafts.
    """
    format = _format_of(file)
    _open(home)
    columns = (TextColumn("Reading"), MofNCompleteColumn(), TimeElapsedColumn())
    with (
        file.open(encoding="utf-8-sig", newline="") as opened,
        Progress(*columns, console=Console(stderr=True), transient=True) as progress,
    ):
        task = progress.add_task("", total=None)
        imported = catalogue.import_products(
            opened,
            format=format,
            actor=SYSTEM,
            clock=current_clock(),
            dry_run=dry_run,
            progress=lambda done: progress.update(task, completed=done),
        )
    click.echo(_counted(imported))
    if dry_run:
        click.echo("Dry run: nothing was written.")


@command.command("export")
@click.argument("file", type=_PATH)
@home_option
def export_command(file: Path, home: Path) -> None:
    """Write every variant with its price of now to FILE (.csv or .jsonl)."""
    format = _format_of(file)
    _open(home)
    # Written beside it first: a file that was cut off must not look like a whole one.
    part = file.with_name(file.name + ".part")
    try:
        with part.open("w", encoding="utf-8", newline="") as opened:
            written = catalogue.export_products(
                opened, format=format, actor=SYSTEM, at=current_clock().now()
            )
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)
    click.echo(f"{written:,} variants written to {file}.")


def _open(home: Path) -> None:
    start_django(home)
    prepare()


def _format_of(file: Path) -> FileFormat:
    if file.suffix.lower() not in _FORMATS:
        raise InvalidInput(
            f"{file} is neither .csv nor .jsonl.",
            remedy="Name the file by its format.",
            code="catalogue.unknown_format",
            field="file",
        )
    return cast("FileFormat", _FORMATS[file.suffix.lower()])


def _counted(imported: Imported) -> str:
    return (
        f"{imported.lines:,} lines read. Products: {imported.products_new:,} new, "
        f"{imported.products_changed:,} changed. Variants: {imported.variants_new:,} new, "
        f"{imported.variants_changed:,} changed. Prices set: {imported.prices_set:,}."
    )
