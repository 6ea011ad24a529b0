"""The options of a question, made from the fields of its query."""

from __future__ import annotations

import inspect as python
from collections.abc import Iterator
from typing import Any, get_args, get_type_hints

import click
import msgspec
from msgspec import inspect

from huitou.engine.analytics import EventFilter, Family

WHERE = "-where"
# What is said of these is said in the class that all queries share.
_SHARED = {
    "timezone": "Whose days are counted (also HUITOU_TIMEZONE).  [default: UTC]",
    "where": "What every event must have; may be repeated.",
    "within": "Only the people in this saved cohort.",
}
_PLAIN = (
    inspect.StrType,
    inspect.IntType,
    inspect.FloatType,
    inspect.BoolType,
    inspect.LiteralType,
)
_NUMBERS: tuple[tuple[type[inspect.Type], click.ParamType[Any]], ...] = (
    (inspect.IntType, click.INT),
    (inspect.FloatType, click.FLOAT),
)


def field_options(family: Family) -> list[click.Option]:
    """An option for each field of the family's query, two for an event. An option that is not
    given is None, or () where it may be repeated.
    """
    choices = _choices(family.query)
    fields = query_fields(family.query)
    return [option for field in fields for option in _options(field, choices)]


def people_option(family: Family) -> click.Option:
    """`--people`, which takes a cell of the family."""
    if family.cell is None:
        return click.Option(["--people"], hidden=True)
    kind = inspect.type_info(family.cell)
    about = " ".join(_piece_words(kind)) if isinstance(kind, inspect.StructType) else ""
    help_ = f"Print ids, one a line, of the people behind a cell of the answer. {about}"
    return click.Option(["--people"], metavar=_metavar(kind), help=help_)


def query_fields(query: type[msgspec.Struct]) -> tuple[inspect.Field, ...]:
    """The fields of a query as msgspec describes them."""
    info = inspect.type_info(query)
    assert isinstance(info, inspect.StructType)
    return info.fields


def option_name(field: str) -> str:
    """`--min-occurrences` for min_occurrences."""
    return f"--{field.replace('_', '-')}"


def parameter(field: str, suffix: str = "") -> str:
    """The name under which click hands over what was said of a field."""
    return f"query_{field}{suffix.replace('-', '_')}"


def meant(kind: inspect.Type) -> inspect.Type:
    """The type without "or null"."""
    if isinstance(kind, inspect.UnionType):
        kinds = [one for one in kind.types if not isinstance(one, inspect.NoneType)]
        return kinds[0] if len(kinds) == 1 else kind
    return kind


def short_fields(kind: inspect.StructType) -> list[inspect.Field]:
    """The fields by which a piece of a query can be said in short, in their order: those before
    the first one that is no single value; none if one that must be said comes after.
    """
    fields = list(kind.fields)
    plain = [isinstance(meant(field.type), _PLAIN) or _is_event(field.type) for field in fields]
    count = plain.index(False) if False in plain else len(fields)
    return [] if any(field.required for field in fields[count:]) else fields[:count]


def help_of(family: Family) -> str:
    """The query's docstring, each of its points a paragraph of its own."""
    text = python.cleandoc(family.query.__doc__ or "").replace("\n- ", "\n\n- ")
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in text.split("\n\n"))


def _options(field: inspect.Field, choices: dict[str, list[str]]) -> Iterator[click.Option]:
    name, kind = field.encode_name, meant(field.type)
    names = [parameter(name), option_name(name)]
    if isinstance(kind, inspect.BoolType):
        names[1] += f"/--no-{names[1].removeprefix('--')}"
        yield click.Option(names, default=None, help=_help(field))
        return
    repeated = isinstance(kind, inspect.VarTupleType | inspect.DictType)
    each = meant(kind.item_type) if isinstance(kind, inspect.VarTupleType) else kind
    yield click.Option(
        names,
        default=None,
        multiple=repeated,
        type=click.Choice(choices[name]) if name in choices else _number(each),
        metavar=None if name in choices else _metavar(each),
        help=_help(field),
    )
    if _is_event(kind):
        yield click.Option(
            [parameter(name, WHERE), option_name(name) + WHERE],
            multiple=True,
            metavar="KEY=VALUE",
            help=f"What the event of {option_name(name)} must have; may be repeated.",
        )


def _number(kind: inspect.Type) -> click.ParamType[Any]:
    for number, click_type in _NUMBERS:
        if isinstance(kind, number):
            return click_type
    return click.STRING


def _metavar(kind: inspect.Type) -> str | None:
    """How a value is written: an event, the fields of a piece in their order, or JSON."""
    if _is_event(kind):
        return "EVENT"
    if isinstance(kind, inspect.DictType):
        return "KEY=VALUE"
    if isinstance(kind, inspect.StructType):
        return ":".join(field.encode_name.upper() for field in short_fields(kind)) or "JSON"
    return "JSON" if isinstance(kind, inspect.UnionType) else None


def _help(field: inspect.Field) -> str:
    kind = meant(field.type)
    if field.encode_name in _SHARED:
        return _SHARED[field.encode_name]
    words = []
    if isinstance(kind, inspect.VarTupleType):
        kind = meant(kind.item_type)
        words.append("May be repeated.")
    if isinstance(kind, inspect.StructType):
        words += _piece_words(kind)
    if field.required:
        words.append("[required]")
    elif isinstance(field.default, str | int | float) and not isinstance(field.default, bool):
        words.append(f"[default: {field.default}]")
    return " ".join(words)


def _piece_words(kind: inspect.StructType) -> list[str]:
    if kind.cls is EventFilter:
        return ["An event's name, or JSON with `event` and `where`."]
    about = python.cleandoc(kind.cls.__doc__ or "").split("\n\n")[0]
    short = ["In short, or as JSON."] if short_fields(kind) else []
    return [*short, " ".join(about.split())]


def _is_event(kind: inspect.Type) -> bool:
    return isinstance(kind, inspect.StructType) and kind.cls is EventFilter


def _choices(query: type[msgspec.Struct]) -> dict[str, list[str]]:
    """The values of each field that has a fixed set of them, in the order of the declaration
    (msgspec sorts them).
    """
    return {
        field.encode_name: values
        for field in msgspec.structs.fields(query)
        if (values := _literals(get_type_hints(query)[field.name]))
    }


def _literals(hint: Any) -> list[str]:
    """The texts in Literal[...] or in Literal[...] | None."""
    args = get_args(hint)
    if args and all(isinstance(one, str) for one in args):
        return list(args)
    inner = [one for one in args if one is not type(None)]
    return _literals(inner[0]) if len(inner) == 1 and len(args) == 2 else []
