"""An answer as the rows of a CSV file: one a cell, step, link or whatever the family counts.

Columns have the names of the answer's fields. A group's key is said again in each of its rows;
entries of the same place in several tuples share a row.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from itertools import zip_longest
from typing import Any, get_args, get_origin, get_type_hints

import msgspec

from huitou.doors.report import Column, Text, csv_line, plain


@dataclass(frozen=True)
class Leaf:
    """Where the rows are: the fields that lead there; and what the place in the tuples of a row is
    called, from which number it counts. Without a `place` a tuple is one value, as JSON.
    """

    path: tuple[str, ...]
    place: str | None = "column"
    first: int = 0


_GROUP = ("key", "other")
_NOT_ROWS = ("definition", "notes")
_TEXT = Column(Text.same(""), "text")
_NUMBER = Column(Text.same(""), "number")


def flat_csv(answer: Any, leaf: Leaf) -> str:
    """The CSV text of an answer, with a heading line."""
    kinds = [type(answer)]
    for name in leaf.path:
        kinds.append(_inner(get_type_hints(kinds[-1])[name]))
    heading = [name for kind in kinds[1:-1] for name in _group_names(kind)]
    cells = _cell_names(kinds[-1], leaf)
    heading += _scalar_names(kinds[-1], cells)
    if cells and leaf.place is not None:
        heading += [leaf.place, *cells]
    rows = _rows(answer, leaf.path, leaf)
    return csv_line(heading) + "".join(csv_line([_said(value) for value in row]) for row in rows)


def _rows(item: Any, path: tuple[str, ...], leaf: Leaf) -> Iterator[list[Any]]:
    if path:
        for one in getattr(item, path[0]):
            names = [] if len(path) == 1 else _group_names(type(one))
            known = [getattr(one, name) for name in names]
            for row in _rows(one, path[1:], leaf):
                yield [*known, *row]
        return
    cells = _cell_names(type(item), leaf)
    known = _scalars(item, cells)
    if not cells:
        yield known
        return
    for number, entries in enumerate(zip_longest(*(getattr(item, name) or () for name in cells))):
        yield [*known, leaf.first + number, *entries]


def _group_names(kind: Any) -> list[str]:
    return [field.name for field in fields(kind) if field.name in _GROUP]


def _scalar_names(kind: Any, cells: list[str]) -> list[str]:
    """The names of the single values of a dataclass, those of a piece of it in its place."""
    names = []
    for name, hint in get_type_hints(kind).items():
        if _is_piece(hint) and name not in _NOT_ROWS:
            names += [f"{name}_{one}" for one in _scalar_names(_inner(hint), [])]
        elif name not in (*cells, *_NOT_ROWS):
            names.append(name)
    return names


def _scalars(item: Any, cells: list[str]) -> list[Any]:
    """The values to these names."""
    values: list[Any] = []
    for name, hint in get_type_hints(type(item)).items():
        value = getattr(item, name)
        if _is_piece(hint) and name not in _NOT_ROWS:
            width = len(_scalar_names(_inner(hint), []))
            values += [None] * width if value is None else _scalars(value, [])
        elif name not in (*cells, *_NOT_ROWS):
            values.append(value)
    return values


def _cell_names(kind: Any, leaf: Leaf) -> list[str]:
    """The fields that have an entry for each place: tuples of plain values."""
    hints = get_type_hints(kind)
    return [
        field.name
        for field in fields(kind)
        if leaf.place is not None
        and field.name not in _NOT_ROWS
        and _is_tuple(hints[field.name])
        and not is_dataclass(_inner(hints[field.name]))
    ]


def _is_piece(hint: Any) -> bool:
    return is_dataclass(_inner(hint)) and not _is_tuple(hint)


def _is_tuple(hint: Any) -> bool:
    return get_origin(_given(hint)) is tuple


def _inner(hint: Any) -> Any:
    """X of X | None, tuple[X, ...] and tuple[X, ...] | None."""
    hint = _given(hint)
    return _given(get_args(hint)[0]) if get_origin(hint) is tuple else hint


def _given(hint: Any) -> Any:
    args = [one for one in get_args(hint) if one is not type(None)]
    optional = len(args) == 1 and type(None) in get_args(hint)
    return args[0] if optional else hint


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, int | float):
        return plain(value, _NUMBER)
    return plain(value if isinstance(value, str) else msgspec.json.encode(value).decode(), _TEXT)
