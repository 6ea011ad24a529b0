"""The options that are made from the fields of the queries."""

from __future__ import annotations

import subprocess
import sys

import click
import pytest
from msgspec import inspect

from huitou.doors.cli.query import FAMILIES as LISTED
from huitou.doors.cli.query_command import command_of
from huitou.doors.cli.query_options import query_fields, short_fields
from huitou.engine.analytics import FAMILIES, Breakdown
from huitou.engine.analytics.funnels.query import Exclusion
from huitou.engine.analytics.growth.query import Marked
from huitou.engine.analytics.query.cohort import CohortDefinition


def options(family: str) -> dict[str, click.Option]:
    made = [one for one in command_of(family).params if isinstance(one, click.Option)]
    return {name: option for option in made for name in (*option.opts, *option.secondary_opts)}


def test_every_family_is_listed_in_the_order_of_the_registry() -> None:
    assert list(LISTED) == list(FAMILIES)


@pytest.mark.parametrize("family", FAMILIES)
def test_every_field_has_an_option_and_no_two_are_the_same(family: str) -> None:
    command = command_of(family)
    said = [name for one in command.params for name in (*one.opts, *one.secondary_opts)]
    assert len(said) == len(set(said))
    names = [one.name for one in command.params]
    assert len(names) == len(set(names))
    for field in query_fields(FAMILIES[family].query):
        assert f"--{field.encode_name.replace('_', '-')}" in said


@pytest.mark.parametrize("family", FAMILIES)
def test_the_help_holds_the_whole_docstring(family: str) -> None:
    help_ = " ".join((command_of(family).help or "").split())
    assert help_ == " ".join((FAMILIES[family].query.__doc__ or "").split())


def test_options_follow_the_kinds_of_the_fields() -> None:
    made = options("retention")
    assert isinstance(made["--period"].type, click.Choice)
    assert list(made["--period"].type.choices) == ["hour", "day", "week", "month"]
    assert made["--intervals"].type is click.INT
    assert made["--no-rolling"] is made["--rolling"]
    assert made["--brackets"].multiple
    assert made["--start-where"].multiple
    assert made["--breakdown"].metavar == "BY:NAME:LIMIT"
    assert made["--people"].metavar == "ROW:COLUMN:GROUP:OTHER:LOST"
    assert "--from" in made


@pytest.mark.parametrize(
    ("piece", "short"),
    [
        (Breakdown, ["by", "name", "limit"]),
        (Exclusion, ["event", "from_step", "to_step"]),
        (Marked, []),
        (CohortDefinition, []),
    ],
)
def test_a_piece_is_said_in_short_up_to_what_is_no_single_value(
    piece: type, short: list[str]
) -> None:
    kind = inspect.type_info(piece)
    assert isinstance(kind, inspect.StructType)
    assert [field.encode_name for field in short_fields(kind)] == short


def test_help_is_given_without_the_engine() -> None:
    script = (
        "import sys; sys.argv = ['huitou', *{}]\n"
        "from huitou.doors.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print([name for name in ('numpy', 'ibis', 'duckdb', 'pyarrow') if name in sys.modules])"
    )
    for arguments in (["--help"], ["query", "--help"]):
        command = [sys.executable, "-c", script.format(arguments)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60)
        assert "query" in done.stdout
        assert done.stdout.splitlines()[-1] == "[]"
