"""How a person says what a file holds: the same options and the same showing for `import` and
`report`, so that what was tried with one works with the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
from rich.console import Console

from huitou.doors.cli.import_screen import show_file
from huitou.engine.files import (
    DELIMITERS,
    EventRules,
    Mapping,
    OpenedFile,
    OrderRules,
    guess,
    open_file,
    parse_map,
)
from huitou.kernel import Clock


@dataclass(frozen=True)
class Reading:
    """What a person said of a file; what is None or empty is found out."""

    maps: tuple[str, ...]
    kind: str | None
    timezone: str
    currency: str | None
    date_format: str | None
    credit_notes: bool
    encoding: str | None
    delimiter: str | None
    header: bool | None

    def order_rules(self, clock: Clock) -> OrderRules:
        """How rows of orders are judged."""
        return OrderRules(
            self.timezone, self.currency, self.date_format, self.credit_notes, clock.now()
        )

    def event_rules(self, source: str, clock: Clock) -> EventRules:
        """How rows of events are judged."""
        return EventRules(clock.micros(), source, self.timezone, self.date_format)


_OPTIONS = (
    click.option(
        "--map",
        "maps",
        multiple=True,
        metavar="ROLE=COLUMN,...",
        help="Which column means what; guessed where not stated. ROLE=- for none.",
    ),
    click.option("--kind", type=click.Choice(["orders", "events"]), help="What the file holds."),
    click.option(
        "--timezone",
        envvar="HUITOU_TIMEZONE",
        default="UTC",
        show_default=True,
        help="Whose days are counted, and whose clock times without a zone were read from.",
    ),
    click.option("--currency", metavar="CODE", help="The currency of orders that name none."),
    click.option(
        "--date-format",
        metavar="FORMAT",
        help="dmy, mdy, ymd, or a pattern such as '%d.%m.%Y %H:%M'.",
    ),
    click.option(
        "--credit-notes/--no-credit-notes",
        default=True,
        help="Whether an order id such as C12345 marks a refund, where most are plain numbers.",
    ),
    click.option("--encoding", help="Such as utf-8 or gb18030; found out if not stated."),
    click.option("--delimiter", help="A character, or comma, semicolon, tab, bar or blanks."),
    click.option("--header/--no-header", default=None, help="Whether the first row holds names."),
)


def reading_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options of Reading, as keyword arguments of the same names."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


@contextmanager
def understood(
    file: Path, reading: Reading, console: Console
) -> Iterator[tuple[OpenedFile, Mapping]]:
    """The file, open, and what its columns mean; both are shown on the way."""
    by_name = {name: character for character, name in DELIMITERS.items()}
    delimiter = reading.delimiter and by_name.get(reading.delimiter, reading.delimiter)
    with open_file(
        file, encoding=reading.encoding, delimiter=delimiter, header=reading.header
    ) as opened:
        stated = parse_map(reading.maps)
        mapping = guess(opened.columns, opened.sample, kind=reading.kind, stated=stated)
        show_file(console, opened, mapping)
        yield opened, mapping
