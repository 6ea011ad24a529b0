"""Read a file of products: all of it or nothing, and nothing twice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TextIO

from django.db import transaction

from huitou.commerce.catalogue.applying import Applier
from huitou.commerce.catalogue.drafts import draft_of
from huitou.commerce.catalogue.exporting import FileFormat
from huitou.commerce.catalogue.rows import Line, read_csv, read_json_lines
from huitou.foundation import audit
from huitou.foundation.actors import Actor
from huitou.kernel import Clock, HuitouError, InvalidInput

MOST_ERRORS = 500
_SHOWN = 20


@dataclass(frozen=True)
class LineError:
    """What is wrong with a line of the file."""

    line: int
    message: str
    field: str | None


@dataclass(frozen=True)
class Imported:
    """What came of the lines, or with `dry_run` would come of them."""

    lines: int
    products_new: int
    products_changed: int
    variants_new: int
    variants_changed: int
    prices_set: int
    dry_run: bool


class ImportRefused(InvalidInput):
    """Nothing was imported; `errors` says why, line by line (the first MOST_ERRORS)."""

    def __init__(self, errors: list[LineError]) -> None:
        self.errors = tuple(errors)
        listed = "\n".join(f"  line {e.line}: {e.message}" for e in errors[:_SHOWN])
        more = f"\n  and {len(errors) - _SHOWN} more" if len(errors) > _SHOWN else ""
        super().__init__(
            f"{len(errors)} lines cannot be taken; nothing was imported.\n{listed}{more}",
            remedy="Correct these lines and import the whole file again.",
            code="catalogue.import_refused",
            field="file",
        )


def import_products(
    file: TextIO,
    *,
    format: FileFormat,
    actor: Actor,
    clock: Clock,
    dry_run: bool = False,
    progress: Callable[[int], None] | None = None,
) -> Imported:
    """Take every line of a file (see rows for the columns) in one transaction: products are found
    again by what the other system calls them, variants by their SKU. What a line leaves empty stays
    as it is, but for a compare-at price beside a price. A file that was imported before changes
    nothing. `progress` is told the number of lines done.

    ImportRefused with all errors if one line cannot be taken.
    """
    actor.need("catalogue.write")
    errors: list[LineError] = []
    done = 0
    with transaction.atomic():
        applier = Applier(actor, clock)
        for line in (read_csv if format == "csv" else read_json_lines)(file):
            error = _taken(applier, line)
            if error is not None:
                errors.append(error)
            done += 1
            if progress is not None:
                progress(done)
            if len(errors) >= MOST_ERRORS:
                break
        if errors or dry_run:
            transaction.set_rollback(True)
        elif applier.counts.total():
            audit.note(actor, "catalogue.import", "products", dict(applier.counts), clock=clock)
    if errors:
        raise ImportRefused(errors)
    counts = applier.counts
    return Imported(
        done,
        counts["products_new"],
        counts["products_changed"],
        counts["variants_new"],
        counts["variants_changed"],
        counts["prices_set"],
        dry_run,
    )


def _taken(applier: Applier, line: Line) -> LineError | None:
    try:
        if line.error is not None:
            raise line.error
        with transaction.atomic():
            applier.apply(line.number, draft_of(line.object))
    except HuitouError as error:
        return LineError(line.number, f"{error.message} {error.remedy}", error.field)
    return None
