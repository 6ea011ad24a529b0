"""What DuckDB and Spark say differently: moments as numbers, and values inside JSON text."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Callable
from inspect import Parameter, Signature
from typing import Any

import ibis

from huitou.engine.analytics.query.events import Value
from huitou.kernel import from_micros


def _builtin(name: str, takes: tuple[str, ...], gives: str) -> Callable[..., Any]:
    """A function that the engine has and Ibis does not know."""

    def say(*values: Any) -> Any: ...

    parameters = [Parameter(f"p{i}", Parameter.POSITIONAL_ONLY) for i in range(len(takes))]
    say.__signature__ = Signature(parameters)  # type: ignore[attr-defined]
    say.__name__ = name
    made: Callable[..., Any] = ibis.udf.scalar.builtin(say, signature=(takes, gives))
    return made


_duckdb_micros = _builtin("epoch_us", ("timestamp",), "int64")
_duckdb_text = _builtin("json_extract_string", ("string", "string"), "string")
_duckdb_kind = _builtin("json_type", ("string", "string"), "string")
_spark_micros = _builtin("unix_micros", ("timestamp",), "int64")
_spark_json = _builtin("try_parse_json", ("string",), "string")
_spark_value = _builtin("try_variant_get", ("string", "string", "string"), "string")
_spark_kind = _builtin("schema_of_variant", ("string",), "string")


class Dialect(ABC):
    """How one engine says it. A `path` leads through the names of nested JSON objects."""

    @abstractmethod
    def micros(self, moment: Any) -> Any:
        """Microseconds since 1970 UTC of a timestamp column."""

    @abstractmethod
    def text(self, column: Any, *path: str) -> Any:
        """The value at `path` as text (a number or boolean as JSON writes it); null if absent."""

    @abstractmethod
    def is_kind(self, column: Any, kind: str, *path: str) -> Any:
        """Whether the value at `path` is a string, number, boolean or null; null without one."""

    @abstractmethod
    def is_absent(self, column: Any, *path: str) -> Any:
        """Whether there is no value at `path`."""

    def moment(self, micros: int) -> Any:
        """A moment as a literal."""
        return ibis.timestamp(from_micros(micros))

    def integer(self, value: int) -> Any:
        """A whole number as a literal of 64 bits."""
        return ibis.literal(value, "int64")

    def true(self) -> Any:
        """What is always so."""
        return ibis.literal(True)

    def property_is(self, column: Any, name: str, value: Value) -> Any:
        """Whether the property equals the JSON scalar `value`; null is also "absent"."""
        if value is None:
            return self.is_absent(column, name) | self.is_kind(column, "null", name)
        text = self.text(column, name)
        if isinstance(value, bool):
            return (text == json.dumps(value)) & self.is_kind(column, "boolean", name)
        if isinstance(value, str):
            # Cheap tests first. Text without the value in it, and without an escape that may
            # stand for a letter of it, need not be read as JSON.
            possible = column.contains(value) | column.contains("\\")
            equal = possible & (text == value)
            return equal & self.is_kind(column, "string", name) if _is_json(value) else equal
        return self.is_kind(column, "number", name) & (
            text.try_cast("float64") == ibis.literal(float(value))
        )

    def millionths(self, column: Any, names: tuple[str, ...]) -> Any:
        """The first of the properties that is a number, in millionths, rounded half away from 0."""
        values = [
            self.is_kind(column, "number", name).ifelse(self._scaled(column, name), ibis.null())
            for name in names
        ]
        return ibis.coalesce(*values)

    def _scaled(self, column: Any, name: str) -> Any:
        exact = self.text(column, name).try_cast("decimal(24, 6)")
        return (exact * ibis.literal(1_000_000, "int64")).cast("int64")


class DuckDBDialect(Dialect):
    """DuckDB's JSON functions, with JSON pointers (RFC 6901)."""

    def micros(self, moment: Any) -> Any:
        return _duckdb_micros(moment)

    def text(self, column: Any, *path: str) -> Any:
        return _duckdb_text(column, _pointer(path))

    def is_kind(self, column: Any, kind: str, *path: str) -> Any:
        kinds = {
            "string": ("VARCHAR",),
            "number": ("BIGINT", "UBIGINT", "HUGEINT", "DOUBLE"),
            "boolean": ("BOOLEAN",),
            "null": ("NULL",),
        }
        return _duckdb_kind(column, _pointer(path)).isin(kinds[kind])

    def is_absent(self, column: Any, *path: str) -> Any:
        return _duckdb_kind(column, _pointer(path)).isnull()


class SparkDialect(Dialect):
    """Spark's variant functions."""

    def micros(self, moment: Any) -> Any:
        return _spark_micros(moment)

    def text(self, column: Any, *path: str) -> Any:
        return _spark_value(_spark_json(column), _variant_path(path), "string")

    def is_kind(self, column: Any, kind: str, *path: str) -> Any:
        found = self._kind(column, path)
        if kind == "number":
            plain = found.isin(("BIGINT", "DOUBLE", "FLOAT"))
            return plain | found.startswith("DECIMAL")
        names = {"string": "STRING", "boolean": "BOOLEAN", "null": "VOID"}
        return found == names[kind]

    def is_absent(self, column: Any, *path: str) -> Any:
        return self._kind(column, path).isnull()

    def _kind(self, column: Any, path: tuple[str, ...]) -> Any:
        found = _spark_value(_spark_json(column), _variant_path(path), "variant")
        return _spark_kind(found)


def _is_json(text: str) -> bool:
    """Whether something that is no string might be written like this."""
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def _pointer(path: tuple[str, ...]) -> str:
    return "".join("/" + name.replace("~", "~0").replace("/", "~1") for name in path)


def _variant_path(path: tuple[str, ...]) -> str:
    return "$" + "".join(f"[{json.dumps(name, ensure_ascii=False)}]" for name in path)
