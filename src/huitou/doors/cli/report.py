"""`huitou report`: the retention report of a file or of the log, as one page of HTML."""

from __future__ import annotations

import webbrowser
from dataclasses import dataclass
from pathlib import Path

import click
import pyarrow as pa
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

import huitou
from huitou.doors.cli.home import home_option
from huitou.doors.report import (
    LANGUAGES,
    Text,
    checked_output,
    count,
    log_lines,
    percent_of,
    render,
    say,
    write_page,
)
from huitou.engine.analytics import Overview, shop_report
from huitou.engine.events import EventLog
from huitou.engine.files import (
    Mapping,
    OrderRules,
    OrdersFile,
    by_reason,
    guess,
    open_file,
    parse_map,
    read_opened_orders,
)
from huitou.kernel import InvalidInput, NotFound, SystemClock


@dataclass(frozen=True)
class Source:
    """Order lines and where they come from."""

    lines: pa.Table
    note: Text


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
@click.option(
    "--timezone",
    default="UTC",
    show_default=True,
    help="Whose days: an IANA name such as Asia/Shanghai.",
)
@click.option("--currency", help="Report in this currency; of rows of FILE that name none, too.")
@click.option("--title", default="", help="The page's title.")
@click.option(
    "--map",
    "maps",
    multiple=True,
    metavar="ROLE=COLUMN",
    help="Which column of FILE means what; guessed where not stated.",
)
@click.option("--generated", is_flag=True, help="Label the page as generated sample data.")
@click.option("--open", "show", is_flag=True, help="Open the page in the browser.")
@home_option
def command(
    file: Path | None,
    output: Path,
    language: str,
    timezone: str,
    currency: str | None,
    title: str,
    maps: tuple[str, ...],
    generated: bool,
    show: bool,
    home: Path,
) -> None:
    """Write the report of FILE (CSV, JSON Lines or Parquet with orders), or of the log if no FILE
    is given, as one page that needs no network.
    """
    target = checked_output(output)
    console = Console(stderr=True)
    with _progress(console) as progress:
        task = progress.add_task("Reading", total=3)
        source = (
            _from_log(home, currency)
            if file is None
            else _from_file(file, maps, timezone, currency, console)
        )
        progress.update(task, advance=1, description="Counting")
        report = shop_report(source.lines, timezone=timezone, currency=currency)
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
        progress.update(task, advance=1, description="Done")
    _say_summary(report.overview, target)
    if show:
        webbrowser.open(target.as_uri())


def _progress(console: Console) -> Progress:
    columns = (TextColumn("{task.description:<9}"), BarColumn(), TimeElapsedColumn())
    return Progress(*columns, console=console, transient=True)


def _from_file(
    file: Path, maps: tuple[str, ...], timezone: str, currency: str | None, console: Console
) -> Source:
    with open_file(file) as opened:
        mapping = guess(opened.columns, opened.sample, stated=parse_map(maps))
        _show_mapping(mapping, console)
        if mapping.kind != "orders":
            raise InvalidInput(
                f"{file} holds events, not orders.",
                remedy=f"Take it into the log with `huitou import {file}`, then run `huitou "
                "report` without a file.",
                code="report.events_file",
                field="file",
            )
        rules = OrderRules(timezone, currency, None, True, SystemClock().now())
        orders = read_opened_orders(opened, mapping, rules)
    _show_refused(orders, console)
    if orders.lines.num_rows == 0:
        raise InvalidInput(
            f"None of the {count(orders.rows)} rows of {file} could be taken as an order.",
            remedy="See the reasons above; state the columns with --map if they were mistaken.",
            code="report.nothing_taken",
            field="file",
        )
    return Source(orders.lines, _file_note(file, orders))


def _from_log(home: Path, currency: str | None) -> Source:
    if not (home / "log").is_dir():
        raise NotFound(
            f"There is no event log in {home}.",
            remedy="Give a file of orders, or name huitou's data folder with --home.",
            code="report.no_log",
            field="home",
        )
    snapshot = EventLog.open(home).snapshot()
    lines = log_lines(snapshot, currency)
    if lines.num_rows == 0:
        raise NotFound(
            f"The event log in {home} holds no orders yet.",
            remedy="Take in a file with `huitou import FILE`, or send events with `huitou serve`.",
            code="report.empty_log",
            field="home",
        )
    return Source(lines, say("log_source", version=str(snapshot.version)))


def _show_mapping(mapping: Mapping, console: Console) -> None:
    console.print("Columns, as read:")
    for choice in mapping.choices:
        console.print(f"  {choice.role:<14} {choice.column}  ({choice.why})", markup=False)


def _show_refused(orders: OrdersFile, console: Console) -> None:
    for note in orders.notes:
        console.print(note, markup=False)
    for group in by_reason(orders.refused):
        lines = ", ".join(str(line) for line in group.first_lines)
        console.print(
            f"{count(group.rows)} rows not taken (first on line {lines}): {group.meaning}",
            markup=False,
        )


def _file_note(file: Path, orders: OrdersFile) -> Text:
    refused = orders.refused.num_rows
    values = {"name": file.name, "rows": count(orders.rows)}
    if not refused:
        return say("file_source", **values)
    return say("file_source_refused", refused=count(refused), **values)


def _say_summary(overview: Overview, target: Path) -> None:
    share = percent_of(overview.repeat_customers, overview.customers)
    click.echo(f"Customers  {count(overview.customers)}")
    click.echo(f"Orders     {count(overview.orders)}")
    click.echo(f"Came back  {share}")
    click.echo(target.as_uri())
