"""`huitou sample`: a generated shop year to try things on."""

from __future__ import annotations

from pathlib import Path

import click

from huitou.kernel import InvalidInput, StorageRefused
from huitou.simulator import Language, ShopHistory, ShopYear, simulate, write_events, write_orders

_DEFAULT = ShopYear()


@click.command(name="sample")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    required=True,
    help="The file to write; replaced if it exists.",
)
@click.option("--customers", default=_DEFAULT.customers, show_default=True, help="Known customers.")
@click.option("--days", default=_DEFAULT.days, show_default=True, help="Days from 1 January 2025.")
@click.option("--seed", default=7, show_default=True, help="Another number gives another year.")
@click.option(
    "--kind",
    type=click.Choice(["orders", "events"]),
    default="orders",
    show_default=True,
    help="Order lines as CSV, or tracking events as JSON Lines.",
)
@click.option("--language", type=click.Choice(["en", "zh"]), default="en", show_default=True)
def command(
    output: Path, customers: int, days: int, seed: int, kind: str, language: Language
) -> None:
    """Write a generated shop year: a tea, snack and skin-care shop that does not exist.

    Customers, products and orders are drawn at random from stated rules; the same options always
    give the same file.
    """
    history = simulate(ShopYear(customers=customers, days=days), seed)
    lines = _write_whole(history, output, kind, language)
    click.echo(
        f"Wrote {lines:,} {'order lines' if kind == 'orders' else 'events'} to {output}: generated "
        f"data, {history.orders.count:,} orders from {history.first_day} to {history.last_day}."
    )


def _write_whole(history: ShopHistory, output: Path, kind: str, language: Language) -> int:
    """Write beside `output`, then put it in place, so that no half-written file is left."""
    if output.is_dir() or not output.parent.is_dir():
        raise InvalidInput(
            f"{output} cannot be written: "
            + ("it is a folder." if output.is_dir() else f"there is no folder {output.parent}."),
            remedy="Name a file in a folder that exists.",
            code="sample.bad_output",
            field="output",
        )
    part = output.with_name(output.name + ".part")
    write = write_orders if kind == "orders" else write_events
    try:
        lines = write(history, part, language)
        part.replace(output)
    except OSError as error:
        raise StorageRefused(
            f"{output} could not be written: {error.strerror or error}.",
            remedy="Free some space or choose another folder.",
            code="sample.not_written",
        ) from None
    finally:
        part.unlink(missing_ok=True)
    return lines
