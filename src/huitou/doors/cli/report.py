"""`huitou report`: the retention report of a file or of the log, as one page of HTML."""

from __future__ import annotations

import webbrowser
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

import huitou
from huitou.doors.cli.home import home_option
from huitou.doors.cli.reading import Reading, reading_options
from huitou.doors.cli.report_source import from_file, from_log
from huitou.doors.report import (
    LANGUAGES,
    checked_output,
    count,
    percent_of,
    render,
    write_page,
)
from huitou.engine.analytics import Overview, shop_report
from huitou.kernel import SystemClock


@click.command("report")
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=Path("report.html"),
    show_default=True,
    help="The page to write; replaced if it exists.",
)
@click.option(
    "--language",
    type=click.Choice(LANGUAGES),
    default="en",
    show_default=True,
    help="The language that shows first; the page holds both.",
)
@click.option("--title", default="", help="The page's title.")
@click.option("--generated", is_flag=True, help="Label the page as generated sample data.")
@click.option("--open", "show", is_flag=True, help="Open the page in the browser.")
@reading_options
@home_option
def command(
    file: Path | None,
    output: Path,
    language: str,
    title: str,
    generated: bool,
    show: bool,
    home: Path,
    **reading: Any,
) -> None:
    """Write the report of FILE (CSV, JSON Lines or Parquet; orders or events), or of the log if
    no FILE is given, as one page that needs no network.
    """
    target = checked_output(output)
    said = Reading(**reading)
    console = Console(stderr=True)
    with _progress(console) as progress:
        task = progress.add_task("Reading", total=3)
        if file is None:
            source = from_log(home, said.currency)
        else:
            source = from_file(file, said, SystemClock(), console)
        progress.update(task, advance=1, description="Counting")
        report = shop_report(source.lines, timezone=said.timezone, currency=said.currency)
        progress.update(task, advance=1, description="Drawing")
        page = render(
            report,
            title=title,
            source_note=source.note,
            generated=generated,
            language=language,
            version=huitou.__version__,
        )
        write_page(target, page)
        progress.update(task, advance=1)
    _say_summary(report.overview, target)
    if show:
        webbrowser.open(target.as_uri())


def _progress(console: Console) -> Progress:
    columns = (TextColumn("{task.description:<8}"), BarColumn(), TimeElapsedColumn())
    return Progress(*columns, console=console, transient=True)


def _say_summary(overview: Overview, target: Path) -> None:
    share = percent_of(overview.repeat_customers, overview.customers)
    click.echo(f"Customers  {count(overview.customers)}")
    click.echo(f"Orders     {count(overview.orders)}")
    click.echo(f"Came back  {share}")
    click.echo(target.as_uri())
