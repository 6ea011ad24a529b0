"""The command of one family: reads the question, asks it, hands the answer on to be shown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import click
from msgspec import inspect

from huitou.doors.cli.query_options import (
    field_options,
    help_of,
    option_name,
    people_option,
    query_fields,
)
from huitou.doors.cli.query_output import checked_file, show_answer, show_people
from huitou.doors.cli.query_source import events_at
from huitou.doors.cli.query_values import piece, query_values
from huitou.doors.cli.query_view import View, view_of, view_options
from huitou.engine.analytics import (
    FAMILIES,
    Events,
    Family,
    ask,
    cohort_of_cell,
    people_of_cell,
)
from huitou.foundation.cohorts import open_cohorts
from huitou.kernel import HuitouError, InvalidInput

_FIRST = re.compile(r"[^.\[]*")


def command_of(name: str) -> click.Command:
    """The command that asks a question of the family of that name."""
    family = FAMILIES[name]
    return click.Command(
        name,
        params=[*field_options(family), *view_options(people_option(family))],
        callback=partial(_run, family),
        help=help_of(family),
    )


def _run(family: Family, **given: Any) -> None:
    view = view_of(given)
    view.check()
    target = checked_file(view, family.name)
    values = query_values(family.query, given, view.json)
    with _options_named(family):
        events = events_at(view.home, view.as_of, view.limits, view.index)
        if view.people is not None:
            show_people(_people(events, family, values, view), target)
            return
        answer = ask(events, family.name, values)
    show_answer(family.name, answer, view, target)


def _people(events: Events, family: Family, values: dict[str, Any], view: View) -> list[str]:
    if family.cell is None:
        raise InvalidInput(
            f"--people: the cells of {family.name} count no people.",
            remedy="Ask for the people of another question.",
            code="query.no_people",
            field="people",
        )
    kind = inspect.type_info(family.cell)
    assert isinstance(kind, inspect.StructType)
    with _cell_named(kind):
        cell = piece(kind, view.people or "", "--people")
        ids: list[str] = people_of_cell(events, family.name, values, cell).to_pylist()
        if view.save_cohort is not None:
            saved = cohort_of_cell(events, view.save_cohort, family.name, values, cell)
            version = open_cohorts(view.home).save(saved)
            click.echo(f"Saved as {saved.name}, version {version}.", err=True)
    return ids


@contextmanager
def _options_named(family: Family) -> Iterator[None]:
    """Errors about a field of the query name the option that says it."""
    known = {field.encode_name for field in query_fields(family.query)}
    try:
        yield
    except HuitouError as error:
        first = _first(error).strip("_")
        if error.code == "log.unknown_version":
            option: str | None = "--as-of"
        elif first == "cell":
            option = "--people"
        else:
            option = option_name(first) if first in known else None
        raise _named(error, option) from None


@contextmanager
def _cell_named(kind: inspect.StructType) -> Iterator[None]:
    """The same for the fields of a cell."""
    try:
        yield
    except HuitouError as error:
        known = {field.encode_name for field in kind.fields}
        raise _named(error, "--people" if _first(error) in known else None) from None


def _first(error: HuitouError) -> str:
    """`steps` of an error's field `steps[1].event`."""
    match = _FIRST.match(error.field or "")
    return match[0] if match else ""


def _named(error: HuitouError, option: str | None) -> HuitouError:
    if option is None or error.message.startswith("--"):
        return error
    return type(error)(
        f"{option}: {error.message}",
        remedy=error.remedy,
        code=error.code,
        field=error.field,
        retry_after=error.retry_after,
    )
