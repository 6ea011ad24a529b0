"""An answer in the format that was asked for, on the screen or in a file."""

from __future__ import annotations

import io
import webbrowser
from pathlib import Path
from typing import Any

import click
import msgspec
from rich.console import Console

import huitou
from huitou.doors.answers import answer_csv, answer_page
from huitou.doors.cli.query_table import about, print_answer
from huitou.doors.cli.query_view import LANGUAGES, View
from huitou.doors.report import checked_output, write_page

_ENDLESS = 100_000  # columns of a file, which has no edge to break lines at


def checked_file(view: View, name: str) -> Path | None:
    """The file to write, None for the screen; InvalidInput when it cannot be one."""
    output = view.output
    if output is None and view.format == "chart":
        output = Path(f"{name}.html")
    return None if output is None else checked_output(output)


def show_answer(name: str, answer: Any, view: View, target: Path | None) -> None:
    """The answer of the family `name`, as the view says."""
    language = LANGUAGES[view.language]
    if view.format == "chart":
        assert target is not None
        page = answer_page(name, answer, language=language, version=huitou.__version__)
        write_page(target, page)
        click.echo(target.as_uri())
        if view.open:
            webbrowser.open(target.as_uri())
        return
    if view.format == "table" and target is None:
        console = Console()
        if not console.is_terminal:
            console.width = _ENDLESS
        print_answer(name, answer, language, console)
        return
    _give(_text(name, answer, view.format, language), target)
    if view.format == "csv":
        click.echo("\n".join(about(answer, language)), err=True)


def show_people(ids: list[str], target: Path | None) -> None:
    """Ids, one a line."""
    _give("".join(f"{one}\n" for one in ids), target)


def _text(name: str, answer: Any, format_: str, language: str) -> str:
    if format_ == "json":
        return msgspec.json.encode(answer).decode() + "\n"
    if format_ == "csv":
        return answer_csv(name, answer)
    out = io.StringIO()
    print_answer(name, answer, language, Console(file=out, width=_ENDLESS))
    return out.getvalue()


def _give(text: str, target: Path | None) -> None:
    if target is None:
        click.echo(text, nl=False)
    else:
        write_page(target, text)
