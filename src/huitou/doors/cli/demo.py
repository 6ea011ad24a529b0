"""`huitou demo`: the main job from end to end, on a generated shop year."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from huitou.doors.cli import import_file, report, sample


@click.command("demo")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=Path("demo"))
@click.option("--language", type=click.Choice(["en", "zh"]), default="en", show_default=True)
@click.pass_context
def command(ctx: click.Context, folder: Path, language: str) -> None:
    """Generate a shop year into FOLDER, import it into a log, and write the report of that log."""
    folder.mkdir(parents=True, exist_ok=True)
    orders, home = folder / "generated-shop-year.csv", folder / "data"
    _run(ctx, sample.command, "-o", str(orders), "--language", language)
    _run(ctx, import_file.command, str(orders), "--home", str(home), "--yes")
    page = folder / "report.html"
    options = ["--home", str(home), "--timezone", "Asia/Shanghai", "--generated"]
    _run(ctx, report.command, *options, "--language", language, "-o", str(page))
    click.echo(f"\nOpen {page.resolve().as_uri()}")
    click.echo(f"To see it live and send events: {sys.argv[0]} serve --home {home}")


def _run(ctx: click.Context, command_: click.Command, *arguments: str) -> None:
    click.echo(f"\n$ huitou {command_.name} {' '.join(arguments)}")
    with command_.make_context(str(command_.name), list(arguments), parent=ctx) as inner:
        command_.invoke(inner)
