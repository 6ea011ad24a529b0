"""Pure decisions about stock: what may be asked for, and what a hold may become."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from huitou.kernel import Conflict, InvalidInput

Line = tuple[str, int]

HELD, RELEASED, COMMITTED, EXPIRED = "held", "released", "committed", "expired"
TRANSITIONS: Mapping[str, frozenset[str]] = {
    "": frozenset({HELD}),
    HELD: frozenset({RELEASED, COMMITTED, EXPIRED}),
    RELEASED: frozenset(),
    COMMITTED: frozenset(),
    EXPIRED: frozenset(),
}
Coarse = Literal["in_stock", "few_left", "none"]
FEW = 5
MOST_UNITS = 10_000_000
MOST_LINES = 200
_POOL = re.compile(r"[a-z0-9][a-z0-9._-]{0,39}")


@dataclass(frozen=True)
class Caps:
    """What one shopper may keep from others without having paid."""

    holds: int = 5
    units: int = 200


class SoldOut(Conflict):
    """There is less than was asked for. `left` says how much there is of each such variant; the
    message names only numbers up to `tell` (None: all).
    """

    default_code = "supply.sold_out"

    def __init__(self, left: Mapping[str, int], *, tell: int | None = None) -> None:
        said = ", ".join(
            f"{variant} ({count} left)"
            if tell is None or count <= tell
            else f"{variant} (fewer than you want)"
            for variant, count in left.items()
        )
        super().__init__(
            f"There is not enough stock of {said}.",
            remedy="Take fewer of them, or leave them out.",
            field="lines",
        )
        self.left = dict(left)


def balance_of(variant_id: str, pool: str = "") -> str:
    """The id of the balance of a variant's free stock, or of its pool of that name."""
    return f"{variant_id}/{pool}" if pool else variant_id


def checked_lines(lines: Sequence[Line]) -> dict[str, int]:
    """How many of each variant, in the order in which stock is locked. A variant that stands in
    two lines is one sum.
    """
    if not 1 <= len(lines) <= MOST_LINES:
        raise InvalidInput(
            f"There are {len(lines)} lines.",
            remedy=f"Ask for 1 to {MOST_LINES} variants at once.",
            code="supply.bad_lines",
            field="lines",
        )
    sums: dict[str, int] = {}
    for variant, quantity in lines:
        sums[checked_variant(variant)] = sums.get(variant, 0) + checked_quantity(quantity)
    return {variant: checked_quantity(sums[variant]) for variant in sorted(sums)}


def checked_quantity(quantity: int, field: str = "quantity") -> int:
    """A count of units that something can be done with."""
    if type(quantity) is not int or not 1 <= quantity <= MOST_UNITS:
        raise InvalidInput(
            f"{quantity!r} is not a quantity.",
            remedy=f"Give a whole number from 1 to {MOST_UNITS:,}.",
            code="supply.bad_quantity",
            field=field,
        )
    return quantity


def checked_variant(variant_id: str) -> str:
    return checked_text(variant_id, "variant_id", most=36)


def checked_pool(pool: str) -> str:
    """The name of a pool."""
    if not _POOL.fullmatch(pool):
        raise InvalidInput(
            f"{pool!r} cannot be the name of a pool.",
            remedy="Use 1 to 40 small letters, digits, dots, dashes or underscores.",
            code="supply.bad_pool",
            field="pool",
        )
    return pool


def coarse(available: int) -> Coarse:
    """How much is there, in words."""
    if available <= 0:
        return "none"
    return "few_left" if available <= FEW else "in_stock"


def checked_source(source: str) -> str:
    """The business key of a movement."""
    return checked_text(source, "source", most=100)


def checked_text(text: str, field: str, *, most: int, least: int = 1) -> str:
    """The text without blanks around it."""
    stripped = text.strip()
    if not least <= len(stripped) <= most or "\x00" in stripped:
        raise InvalidInput(
            f"The {field} has {len(stripped)} characters.",
            remedy=f"Write {least} to {most} characters.",
            code=f"supply.bad_{field}",
            field=field,
        )
    return stripped


def checked_until(until: datetime, now: datetime) -> datetime:
    """When a hold ends; not in the past."""
    if until.tzinfo is None or until <= now:
        raise InvalidInput(
            f"{until.isoformat()} is not a moment to come.",
            remedy="Give a later moment with its timezone.",
            code="supply.bad_until",
            field="until",
        )
    return until


def parts_of(open_units: Mapping[str, int], lines: Sequence[Line] | None) -> dict[str, int]:
    """How many units of each variant to take out of a hold: those of the lines, or all that are
    open. Conflict for more than are open.
    """
    if lines is None:
        return {variant: count for variant, count in open_units.items() if count}
    wanted = checked_lines(lines)
    for variant, quantity in wanted.items():
        if quantity > open_units.get(variant, 0):
            raise Conflict(
                f"{quantity} of {variant} are more than the {open_units.get(variant, 0)} held.",
                remedy="Look at what is still held, and ask for no more.",
                code="supply.more_than_held",
                field="lines",
            )
    return wanted
