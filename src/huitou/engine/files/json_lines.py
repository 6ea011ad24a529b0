"""JSON Lines: each object as a row of texts, nested objects as `customer.id`.

Numbers keep the digits that they were written with. An object with a list of objects (the line
items of an order) becomes one row for each of them, on the same line, with what stands beside the
list repeated.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

import duckdb
import msgspec
import pyarrow as pa

from huitou.engine.files import raw_rows
from huitou.engine.files.dialect import SAMPLE_ROWS
from huitou.engine.files.refusals import Refusal, refused_table
from huitou.kernel import InvalidInput

LONGEST_LINE = 1 << 22  # bytes

_decoder = msgspec.json.Decoder(float_hook=str)
_encoder = msgspec.json.Encoder()
# A line, counted from 1, and its object, or the reason why there is none.
ObjectLine = tuple[int, dict[str, Any] | str]


def objects(
    file: BinaryIO, decode: Callable[[bytes], Any] = _decoder.decode
) -> Iterator[ObjectLine]:
    """The objects of JSON Lines; blank lines are passed over. `decode` reads one line."""
    number = 0
    while line := file.readline(LONGEST_LINE):
        number += 1
        if len(line) == LONGEST_LINE and not line.endswith(b"\n"):
            while (rest := file.readline(LONGEST_LINE)) and not rest.endswith(b"\n"):
                pass
            yield number, "row_too_long"
            continue
        line = line.removeprefix(b"\xef\xbb\xbf").strip()
        if line:
            yield number, _object(line, decode)


def _object(line: bytes, decode: Callable[[bytes], Any]) -> dict[str, Any] | str:
    try:
        value = decode(line)
    except msgspec.ValidationError:
        return "not_json" if line.startswith(b"{") else "not_an_object"
    except (msgspec.MsgspecError, RecursionError, ValueError):
        return "not_json"
    return value if isinstance(value, dict) else "not_an_object"


def look(text: Path) -> tuple[tuple[str, ...], tuple[tuple[str | None, ...], ...]]:
    """The names that the first objects have, in order of appearance, and those objects as rows."""
    rows: list[dict[str, str | None]] = []
    with text.open("rb") as file:
        for _, value in islice(objects(file), SAMPLE_ROWS):
            if not isinstance(value, str):
                rows.extend(flat_rows(value))
    if not rows:
        raise InvalidInput(
            "None of the first lines of the file is a JSON object.",
            remedy="Write one object on each line.",
            code="files.not_json_lines",
        )
    columns = tuple(dict.fromkeys(name for row in rows for name in row))
    return columns, tuple(tuple(row.get(name) for name in columns) for row in rows[:SAMPLE_ROWS])


def load(
    con: duckdb.DuckDBPyConnection, text: Path, columns: tuple[str, ...], wanted: Mapping[str, int]
) -> pa.Table:
    """Make the table `raw` and return the refused rows (REFUSED_SCHEMA)."""
    refused: list[Refusal] = []
    names = [columns[place] for place in wanted.values()]
    raw_rows.create(con, wanted)
    with text.open("rb") as file:
        rows = _rows(file, names, refused)
        raw_rows.insert(con, rows, {name: place for place, name in enumerate(wanted)})
    return refused_table(refused)


def _rows(file: BinaryIO, names: list[str], refused: list[Refusal]) -> Iterator[raw_rows.Row]:
    for line, value in objects(file):
        if isinstance(value, str):
            refused.append((line, value, None, ""))
        elif any(isinstance(part, dict | list) for part in value.values()):
            for row in flat_rows(value):
                yield line, [row.get(name) for name in names]
        else:
            yield line, [_text(value.get(name)) for name in names]


def flat_rows(value: dict[str, Any]) -> list[dict[str, str | None]]:
    """The rows that one object stands for, each a text by name."""
    flat: dict[str, str | None] = {}
    items: tuple[str, list[dict[str, Any]]] | None = None
    for name, part in value.items():
        if isinstance(part, dict):
            flat |= {f"{name}.{inner}": _text(each) for inner, each in part.items()}
        elif items is None and isinstance(part, list) and _all_objects(part):
            items = name, part
        else:
            flat[name] = _text(part)
    if items is None:
        return [flat]
    prefix, parts = items
    return [flat | {f"{prefix}.{n}": _text(each) for n, each in item.items()} for item in parts]


def _all_objects(part: list[Any]) -> bool:
    return bool(part) and all(isinstance(item, dict) for item in part)


def _text(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if type(value) is int:
        return str(value)
    return _encoder.encode(value).decode()
