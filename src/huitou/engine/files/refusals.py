"""Rows that were not taken: a stable reason, a plain sentence, and the line in the file."""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from huitou.engine.events import REASONS as KEPT_ASIDE

REFUSED_SCHEMA = pa.schema(
    [
        # CSV and JSON Lines: the physical line, from 1, on which the row begins.
        # Parquet: the number of the row, from 1.
        pa.field("line", pa.int64(), nullable=False),
        pa.field("reason", pa.string(), nullable=False),
        pa.field("field", pa.string()),
        pa.field("detail", pa.string(), nullable=False),
    ]
)

Refusal = tuple[int, str, str | None, str]  # line, reason, field, detail

# reason: (what is wrong, what to do about it)
REASONS = {
    "wrong_field_count": (
        "The row has more or fewer fields than the file has columns.",
        "Look for a delimiter inside a value; such a value must stand in quotes.",
    ),
    "broken_quotes": (
        "A quote is opened and not closed, or text follows a closing quote.",
        'Write a quote inside a quoted value twice: "".',
    ),
    "row_too_long": (
        "The row is longer than 4 MiB.",
        "Leave out columns that are not needed.",
    ),
    "not_json": ("The line is not JSON.", "Write one JSON object on each line."),
    "not_an_object": ("The line is JSON, but not an object.", "Write one {…} on each line."),
    "blank": ("No column that is read has a value here.", "Nothing to do."),
    "date_missing": ("The row has no date.", "Fill in when it was ordered."),
    "date_unreadable": (
        "The date cannot be read, or does not exist.",
        "Write 2024-05-31 or 2024-05-31 18:30, or state the format with --date-format.",
    ),
    "date_out_of_range": (
        "The date lies before 1980 or in the future.",
        "Correct the date, or state the format with --date-format.",
    ),
    "quantity_missing": ("The row has no quantity.", "Fill in how many were bought."),
    "quantity_unreadable": ("The quantity is not a number.", "Write digits, such as 3 or 1.5."),
    "quantity_zero": ("The quantity is 0, so nothing was bought.", "Nothing to do."),
    "amount_missing": ("The row has neither a price nor an amount.", "Fill in one of them."),
    "amount_unreadable": (
        "The price or amount is not a number.",
        "Write digits with one decimal point, such as 1250.00.",
    ),
    "amount_too_large": (
        "The amount has more than 15 digits, counted in the smallest unit of the currency.",
        "Check the price and the quantity.",
    ),
    "currency_unknown": (
        "The currency is not an ISO 4217 code.",
        "Use three letters such as CNY, USD or JPY.",
    ),
    "not_a_sale": (
        "The status says that it was cancelled or never paid.",
        "Nothing to do; to count such rows all the same, say --map status=-",
    ),
    "no_money_moved": (
        "A stock adjustment: a negative quantity or credit note without any money.",
        "Nothing to do.",
    ),
}


@dataclass(frozen=True)
class RefusedGroup:
    """All refused rows of one `reason`: how many, on which lines first, and an example."""

    reason: str
    meaning: str
    remedy: str
    rows: int
    first_lines: tuple[int, ...]
    example: str


def refused_table(rows: list[Refusal]) -> pa.Table:
    """Rows (line, reason, field, detail) as a table of REFUSED_SCHEMA."""
    columns = zip(*rows, strict=True) if rows else ((), (), (), ())
    arrays = [pa.array(list(c), f.type) for c, f in zip(columns, REFUSED_SCHEMA, strict=True)]
    return pa.Table.from_arrays(arrays, schema=REFUSED_SCHEMA)


def by_reason(refused: pa.Table, lines: int = 5) -> tuple[RefusedGroup, ...]:
    """The refused rows in groups, the largest first; `lines` is how many lines to name."""
    groups = []
    for entry in pc.value_counts(refused["reason"]).to_pylist():
        rows = refused.filter(pc.equal(refused["reason"], entry["values"])).slice(0, lines)
        meaning, remedy = _said_of(entry["values"])
        groups.append(
            RefusedGroup(
                entry["values"],
                meaning,
                remedy,
                entry["counts"],
                tuple(rows["line"].to_pylist()),
                rows["detail"][0].as_py(),
            )
        )
    return tuple(sorted(groups, key=lambda group: (-group.rows, group.reason)))


def _said_of(reason: str) -> tuple[str, str]:
    if reason in REASONS:
        return REASONS[reason]
    return KEPT_ASIDE[reason][0], "It is kept in the quarantine of the log; send it mended."
