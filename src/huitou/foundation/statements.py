"""Statements that are compiled once, for paths that are walked very often.

Django works out the SQL of a queryset each time it is asked, which costs a few times what the
database takes to answer. Here it is worked out at the first call, and only the values are put in
afterwards; the rows are Django's own model instances. Everywhere else querysets are asked as they
are: see docs/decisions/0012.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, connections, models, transaction
from django.db.models.query import get_related_populators

RowT = TypeVar("RowT")
Value = str | datetime | Sequence[str]


class Question(Generic[RowT]):
    """A queryset as a function of texts, moments and sequences of texts, which reach it as they
    are: nothing in it may be made of them or depend on what they hold. It is compiled once for each
    database and each length of a sequence. Called, it answers the rows.
    """

    def __init__(self, ask: Callable[..., Any]) -> None:
        self._ask = ask
        self._compiled: dict[tuple[Any, ...], _Compiled] = {}

    def __call__(self, *values: Value) -> list[RowT]:
        """Ask; TransactionManagementError where rows would be locked outside a transaction."""
        shape = (connection.vendor, *(_length(value) for value in values))
        compiled = self._compiled.get(shape)
        if compiled is None:
            compiled = self._compiled[shape] = _compile(self._ask, values)
        return compiled.rows(values)

    def first(self, *values: Value) -> RowT | None:
        """The first row of the answer, if there is one."""
        rows = self(*values)
        return rows[0] if rows else None


def insert(*rows: models.Model, or_ignore: bool = False) -> int:
    """Insert rows of one table in one statement; how many there are now that were not there. Rows
    that the database numbers are not told their number. With `or_ignore` a row that breaks a unique
    key is left out, once whoever is about to insert the same one has ended.
    """
    if not rows:
        return 0
    model: Any = type(rows[0])
    table = _table(model)
    mark = f"({', '.join(['%s'] * len(table.fields))})"
    end = " ON CONFLICT DO NOTHING" if or_ignore else ""
    statement = f"{table.insert} VALUES {', '.join([mark] * len(rows))}{end}"
    database = connections[DEFAULT_DB_ALIAS]
    values = [_prepared(field, row, database) for row in rows for field in table.fields]
    with database.cursor() as cursor:
        cursor.execute(statement, values)
        added: int = cursor.rowcount
    for row in rows:
        row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS
    return added


def update(row: models.Model, *names: str) -> None:
    """Write these fields of a row. It must be there."""
    model: Any = type(row)
    fields = [row._meta.get_field(name) for name in names]
    database = connections[DEFAULT_DB_ALIAS]
    values = [_prepared(field, row, database) for field in fields]
    with database.cursor() as cursor:
        cursor.execute(_update(model, names), [*values, row.pk])
        if cursor.rowcount != 1:
            raise model.DoesNotExist(f"{model.__name__} {row.pk} is not there")


@dataclass(frozen=True)
class _Table:
    fields: tuple[Any, ...]
    insert: str


@dataclass(frozen=True)
class _Compiled:
    """`places` has for each parameter of the statement which value stands there, and which part of
    it; or None, and then `constants` has it. A row of the answer has the fields `names` of the
    model from the column `first` on; the converters are Django's, by column, and so is `related`,
    which makes the instances of joined tables.
    """

    model: Any
    sql: str
    constants: tuple[Any, ...]
    places: tuple[tuple[int, int | None] | None, ...]
    locks: bool
    names: tuple[str, ...]
    first: int
    converters: tuple[tuple[int, Any, Any], ...]
    annotations: tuple[tuple[str, int], ...]
    related: tuple[Any, ...]

    def rows(self, values: Sequence[Value]) -> list[Any]:
        database = connections[DEFAULT_DB_ALIAS]
        if self.locks and not database.in_atomic_block:
            raise transaction.TransactionManagementError("rows are locked outside a transaction")
        with database.cursor() as cursor:
            cursor.execute(self.sql, self._parameters(values))
            return [self._row(list(columns), database) for columns in cursor.fetchall()]

    def _parameters(self, values: Sequence[Value]) -> tuple[Any, ...]:
        return tuple(
            constant if place is None else _as_parameter(_part(values, place))
            for constant, place in zip(self.constants, self.places, strict=True)
        )

    def _row(self, columns: list[Any], database: Any) -> Any:
        for place, converters, expression in self.converters:
            for convert in converters:
                columns[place] = convert(columns[place], expression, database)
        own = columns[self.first : self.first + len(self.names)]
        row = self.model.from_db(DEFAULT_DB_ALIAS, self.names, own)
        for populator in self.related:
            populator.populate(columns, row)
        for name, place in self.annotations:
            setattr(row, name, columns[place])
        return row


def _compile(ask: Callable[..., Any], values: Sequence[Value]) -> _Compiled:
    """With a token for each value, to see where it ends up in the statement."""
    tokens = [_token(value, place) for place, value in enumerate(values)]
    queryset = ask(*tokens)
    compiler = queryset.query.get_compiler(DEFAULT_DB_ALIAS)
    sql, parameters = compiler.as_sql()
    at = {
        _as_parameter(_part(tokens, where)): where
        for place, token in enumerate(tokens)
        for where in _wheres(place, token)
    }
    places = tuple(at.get(one) if isinstance(one, str | datetime) else None for one in parameters)
    missing = set(at.values()) - set(places)
    if missing:
        raise ValueError(f"the queryset makes something else of the values {missing}")
    columns = compiler.klass_info["select_fields"]
    return _Compiled(
        model=compiler.klass_info["model"],
        sql=sql,
        constants=tuple(parameters),
        places=places,
        locks=queryset.query.select_for_update,
        names=tuple(compiler.select[place][0].target.attname for place in columns),
        first=columns[0],
        converters=_converters(compiler),
        annotations=tuple(compiler.annotation_col_map.items()),
        related=tuple(
            get_related_populators(compiler.klass_info, compiler.select, DEFAULT_DB_ALIAS)
        ),
    )


def _converters(compiler: Any) -> tuple[tuple[int, Any, Any], ...]:
    found = compiler.get_converters([expression for expression, *_ in compiler.select])
    return tuple((place, converters, of) for place, (converters, of) in found.items())


def _token(value: Value, place: int) -> Value:
    if isinstance(value, str):
        return uuid.uuid4().hex
    if isinstance(value, datetime):
        return datetime(1000 + place, 1, 2, 3, 4, 5, 678901, tzinfo=UTC)
    return tuple(uuid.uuid4().hex for _ in value)


def _length(value: Value) -> int | None:
    return None if isinstance(value, str | datetime) else len(value)


def _wheres(place: int, value: Value) -> list[tuple[int, int | None]]:
    if isinstance(value, str | datetime):
        return [(place, None)]
    return [(place, part) for part in range(len(value))]


def _part(values: Sequence[Any], where: tuple[int, int | None]) -> Any:
    place, part = where
    return values[place] if part is None else values[place][part]


def _as_parameter(value: str | datetime) -> Any:
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return value


def _prepared(field: Any, row: models.Model, database: Any) -> Any:
    return field.get_db_prep_save(field.pre_save(row, True), database)


@cache
def _table(model: Any) -> _Table:
    fields = tuple(
        field
        for field in model._meta.local_concrete_fields
        if not isinstance(field, models.AutoField | models.BigAutoField)
    )
    names = ", ".join(f'"{field.column}"' for field in fields)
    return _Table(fields, f'INSERT INTO "{model._meta.db_table}" ({names})')


@cache
def _update(model: Any, names: tuple[str, ...]) -> str:
    changed = ", ".join(f'"{model._meta.get_field(name).column}" = %s' for name in names)
    return f'UPDATE "{model._meta.db_table}" SET {changed} WHERE "{model._meta.pk.column}" = %s'
