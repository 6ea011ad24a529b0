"""The lines of a file of products: one variant each, as CSV or as JSON Lines.

A line is a nested object; in CSV a column `names:en` stands for `en` in `names`, and `option_names`
holds JSON. Columns:

product       what another system calls the product; lines of one product share it
sku           the variant
slug, category (slug), brand (slug), seller (code)
names, descriptions   by language
options       the chosen value of each option, by code
option_names  the options with the names of their values, as [{"code", "names", "values"}]
attributes    values by code
price, compare_at, cost, floor   in major units of the shop's currency; currency
margin        in basis points
weight_grams, active (true or false)
status        written by the export and not read: nothing is published by a file
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TextIO

import msgspec

from huitou.kernel import HuitouError, InvalidInput

PLAIN = (
    "product",
    "sku",
    "slug",
    "category",
    "brand",
    "seller",
    "price",
    "compare_at",
    "currency",
    "cost",
    "floor",
    "margin",
    "weight_grams",
    "active",
    "status",
)
NESTED = ("names", "descriptions", "options", "attributes")
_LONGEST_LINE = 200_000
# A spreadsheet takes a cell that begins so for a formula. The export puts an apostrophe before it,
# the import takes it away (OWASP, CSV Injection).
_FORMULA = re.compile(r"'*[=+\-@\t\r]")


@dataclass(frozen=True)
class Line:
    """A line of the file: its number, and the object that it holds or what is wrong with it."""

    number: int
    object: Mapping[str, Any]
    error: HuitouError | None = None


def read_csv(file: TextIO) -> Iterator[Line]:
    """Lines of a CSV file with a header. InvalidInput for a header that is absent or strange."""
    reader = csv.reader(file, strict=True)
    try:
        header = [name.strip().lstrip("\ufeff") for name in next(reader, [])]
        _check_header(header)
        for cells in reader:
            if any(cells):
                yield _csv_line(reader.line_num, header, cells)
    except (csv.Error, UnicodeDecodeError) as error:
        raise _unreadable(f"line {reader.line_num}: {error}") from error


def read_json_lines(file: TextIO) -> Iterator[Line]:
    """Lines of a file with one JSON object on each."""
    number = 0
    try:
        for number, text in enumerate(file, start=1):
            if text.strip():
                yield _json_line(number, text)
    except UnicodeDecodeError as error:
        raise _unreadable(f"after line {number}: {error}") from error


def write_csv(file: TextIO, objects: Iterable[Mapping[str, Any]]) -> None:
    """A header with every column that one of the objects has, and a line for each."""
    flat = [_flat(one) for one in objects]
    nested = sorted({name for one in flat for name in one if name not in PLAIN})
    writer = csv.DictWriter(file, [*PLAIN, *nested], restval="")
    writer.writeheader()
    writer.writerows({name: _cell(text) for name, text in one.items()} for one in flat)


def write_json_lines(file: TextIO, objects: Iterable[Mapping[str, Any]]) -> None:
    """One JSON object on each line."""
    for one in objects:
        file.write(msgspec.json.encode(one).decode() + "\n")


def _csv_line(number: int, header: list[str], cells: list[str]) -> Line:
    if len(cells) != len(header):
        error = _bad_line(f"has {len(cells)} cells, the header {len(header)}")
        return Line(number, {}, error)
    found: dict[str, Any] = {}
    for name, cell in zip(header, cells, strict=True):
        text = cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
        outer, _, inner = name.partition(":")
        if name == "option_names":
            try:
                found[name] = msgspec.json.decode(text) if text else None
            except (msgspec.DecodeError, RecursionError):
                return Line(number, {}, _bad_line("has no JSON in option_names"))
        elif inner:
            found.setdefault(outer, {})[inner] = text
        else:
            found[name] = text
    return Line(number, found)


def _json_line(number: int, text: str) -> Line:
    try:
        decoded = msgspec.json.decode(text) if len(text) <= _LONGEST_LINE else None
    except (msgspec.DecodeError, RecursionError, UnicodeEncodeError):
        decoded = None
    if not isinstance(decoded, dict):
        return Line(number, {}, _bad_line("is no JSON object"))
    strange = set(decoded) - {*PLAIN, *NESTED, "option_names"}
    if strange:
        return Line(
            number, {}, _bad_line(f"has unknown fields: {', '.join(sorted(strange))[:200]}")
        )
    return Line(number, decoded)


def _check_header(header: list[str]) -> None:
    known = {*PLAIN, "option_names"}
    strange = [n for n in header if n not in known and n.partition(":")[0] not in NESTED]
    if not {"product", "sku"} <= set(header) or strange or len(set(header)) < len(header):
        told = f"unknown columns: {', '.join(strange)[:200]}" if strange else "product, sku, .."
        raise InvalidInput(
            f"The first line of the file does not name the columns ({told}).",
            remedy="Export the catalogue once to see them. No column may come twice.",
            code="catalogue.bad_header",
            field="file",
        )


def _flat(one: Mapping[str, Any]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in one.items():
        if name == "option_names":
            found[name] = msgspec.json.encode(value).decode() if value else ""
        elif isinstance(value, Mapping):
            found |= {f"{name}:{inner}": str(text) for inner, text in value.items()}
        else:
            found[name] = str(value)
    return found


def _cell(text: str) -> str:
    return "'" + text if _FORMULA.match(text) else text


def _bad_line(what: str) -> InvalidInput:
    return InvalidInput(
        f"The line {what}.",
        remedy="Compare it with a line of an export.",
        code="catalogue.bad_line",
    )


def _unreadable(what: str) -> InvalidInput:
    return InvalidInput(
        f"The file cannot be read: {what}.",
        remedy="Save it as CSV in UTF-8, or as JSON Lines.",
        code="catalogue.unreadable_file",
        field="file",
    )
