"""How an answer is asked for and shown: the options that all questions share."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from huitou.doors.cli.home import home_option
from huitou.engine.analytics import Limits
from huitou.kernel import InvalidInput

LANGUAGES = {"en": "en", "zh-Hans": "zh"}
FORMATS = ("table", "json", "csv", "chart")
_DEFAULT = Limits()


@dataclass(frozen=True)
class View:
    """What was said beside the question; the names are those of the options."""

    home: Path
    json: str | None
    as_of: int | None
    format: str
    output: Path | None
    open: bool
    language: str
    time_limit: float
    memory_limit: int
    index: bool
    people: str | None
    save_cohort: str | None

    @property
    def limits(self) -> Limits:
        return Limits(self.time_limit, self.memory_limit)

    def check(self) -> None:
        """InvalidInput for options that do not go together."""
        if self.open and self.format != "chart":
            raise _together("--open opens a chart.", "Add --format chart.", "open")
        if self.people is not None and self.format != "table":
            message = "--people gives ids, one a line, in no other format."
            raise _together(message, "Leave --format out.", "people")
        if self.save_cohort is not None and self.people is None:
            message = "--save-cohort keeps the people of a cell."
            raise _together(message, "Name the cell with --people.", "save_cohort")


def view_options(people: click.Parameter) -> list[click.Parameter]:
    """The options of View, as parameters of a click command; `people` is the family's own."""

    @home_option
    def carrier() -> None:
        """Holds the option that all commands share."""

    (home,) = click.command(carrier).params
    save = click.Option(
        ["--save-cohort"], metavar="NAME", help="Also save the people of the cell as a cohort."
    )
    return [*_options(), people, save, *_limits(), home]


def _options() -> list[click.Parameter]:
    return [
        click.Option(
            ["--json"],
            metavar="FILE|-|TEXT",
            help="The whole question as a JSON object; the options above go over it.",
        ),
        click.Option(
            ["--as-of"],
            type=click.IntRange(min=0),
            metavar="VERSION",
            help="The mark of an earlier answer: gives the same numbers again.",
        ),
        click.Option(["--format"], type=click.Choice(FORMATS), default="table", show_default=True),
        click.Option(
            ["-o", "--output"],
            type=click.Path(path_type=Path),
            help="The file to write, replaced if it exists.  [chart: QUESTION.html]",
        ),
        click.Option(["--open"], is_flag=True, help="Open the chart in the browser."),
        click.Option(
            ["--language"], type=click.Choice(list(LANGUAGES)), default="en", show_default=True
        ),
    ]


def _limits() -> list[click.Parameter]:
    return [
        click.Option(
            ["--time-limit"],
            type=click.FloatRange(min=0, min_open=True),
            default=_DEFAULT.seconds,
            show_default=True,
            help="Give up after so many seconds.",
        ),
        click.Option(
            ["--memory-limit"],
            type=click.IntRange(min=1),
            default=_DEFAULT.megabytes,
            show_default=True,
            help="Give up beyond so many megabytes of events.",
        ),
        click.Option(
            ["--index/--no-index"], default=True, help="Whether to use the index, if there is one."
        ),
    ]


def view_of(given: dict[str, Any]) -> View:
    """The View in the parameters that click hands over."""
    return View(**{name: given[name] for name in View.__dataclass_fields__})


def _together(message: str, remedy: str, field: str) -> InvalidInput:
    return InvalidInput(message, remedy=remedy, code="query.bad_option", field=field)
