"""What the report may be given: order lines in one schema, checked before anything is counted."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from huitou.engine.events import ORDER_LINES_SCHEMA, REFUND, SALE
from huitou.kernel import InvalidInput, to_micros

# Sums are taken in 64-bit floats as well, which are exact for whole numbers up to here.
_LARGEST_TOTAL = 2**53
# A local date may lie a day beyond the UTC one, so the first and the last year are left out.
_FIRST_MICROS, _LAST_MICROS = -62_104_060_800_000_000, 253_370_764_800_000_000
# Room for a stray 1900-01-01 among real dates, but not for a million weeks of nothing.
_LONGEST_MICROS = 200 * 366 * 86_400 * 1_000_000


def checked(lines: pa.Table, as_of: datetime | None) -> Any:
    """`lines` in ORDER_LINES_SCHEMA, up to and with `as_of`.

    Raises InvalidInput when a column is missing, a required value is empty, a kind is unknown, an
    amount is negative, the moments span more than 200 years, or nothing is left.
    """
    table = _in_schema(lines)
    if as_of is not None:
        table = _known_at(table, as_of)
    if table.num_rows == 0:
        raise _refusal(
            "There are no order lines to report on"
            + ("." if as_of is None else " up to that moment."),
            "Give a file with at least one order.",
        )
    _check_values(table)
    _check_span(table, as_of)
    return table


def _known_at(table: Any, as_of: datetime) -> Any:
    if as_of.tzinfo is None:
        raise _refusal("as_of has no timezone.", "Give one, such as 2026-01-31T00:00+08:00.")
    mark = pa.scalar(to_micros(as_of), pa.timestamp("us", tz="UTC"))
    return table.filter(pc.less_equal(table["ordered_at"], mark))


def _in_schema(lines: pa.Table) -> Any:
    missing = [name for name in ORDER_LINES_SCHEMA.names if name not in lines.column_names]
    if missing:
        raise _refusal(
            f"The order lines lack {', '.join(missing)}.",
            f"Give all of: {', '.join(ORDER_LINES_SCHEMA.names)}.",
        )
    table = lines.select(ORDER_LINES_SCHEMA.names)
    for field in ORDER_LINES_SCHEMA:
        if not field.nullable and table[field.name].null_count:
            raise _refusal(f"Some lines have no {field.name}.", "Fill it or leave those lines out.")
    try:
        return table.cast(ORDER_LINES_SCHEMA)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError) as problem:
        raise _refusal(
            f"The order lines are not of the right types: {problem}.",
            "Read the file with `huitou import`, which makes them so.",
        ) from None


def _check_values(table: Any) -> None:
    known = pc.is_in(table["kind"], value_set=pa.array([SALE, REFUND]))
    if not pc.all(known).as_py():
        raise _refusal("A line is neither a sale nor a refund.", f"Use {SALE} or {REFUND}.")
    amounts = table["amount"]
    if pc.min(amounts).as_py() < 0:
        raise _refusal(
            "An amount is negative.", "Write what was given back as a positive line of kind refund."
        )
    if pc.sum(amounts.cast(pa.float64())).as_py() >= _LARGEST_TOTAL:
        raise _refusal(
            "The amounts add up to more than can be counted exactly.",
            f"Look for a mistaken amount; the sum must stay below {_LARGEST_TOTAL:,} minor units.",
        )


def _check_span(table: Any, as_of: datetime | None) -> None:
    moments = pc.min_max(table["ordered_at"].cast(pa.int64()))
    first, last = moments["min"].as_py(), moments["max"].as_py()
    last = last if as_of is None else to_micros(as_of)
    if first < _FIRST_MICROS or last > _LAST_MICROS or last - first > _LONGEST_MICROS:
        raise _refusal(
            "The dates are more than 200 years apart, or outside the years 2 to 9998.",
            "Correct the mistaken ones or leave those lines out.",
        )


def _refusal(message: str, remedy: str) -> InvalidInput:
    return InvalidInput(message, remedy=remedy, code="report.bad_lines", field="lines")
