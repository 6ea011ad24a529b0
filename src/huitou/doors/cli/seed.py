"""`huitou seed`: a shop with sample goods, and somebody who may work in it."""

from __future__ import annotations

import secrets
from pathlib import Path

import click

from huitou.doors.cli.home import home_option
from huitou.doors.samples import fill_shop
from huitou.foundation import accounts
from huitou.foundation.actors import SYSTEM
from huitou.foundation.clocks import current_clock
from huitou.foundation.startup import prepare, start_django


@click.command("seed")
@click.option("--owner", default="owner", show_default=True, help="The login of the shop's owner.")
@home_option
def command(owner: str, home: Path) -> None:
    """Fill an empty shop with sample goods, stock, suppliers and ways of shipping, and make an
    account for its owner if nobody works here yet. Run again, it makes only what is not there.
    """
    start_django(home)
    prepare()
    filled = fill_shop(clock=current_clock())
    click.echo(
        f"{filled.products} products in {filled.categories} categories, {filled.suppliers} "
        f"suppliers and {filled.ways_of_shipping} ways of shipping were made."
    )
    _owner(owner)


def _owner(login: str) -> None:
    if accounts.staff_members(limit=1):
        click.echo("The staff stays as it is.")
        return
    password = secrets.token_urlsafe(12)
    made = accounts.create_staff(login, password, ["owner"], actor=SYSTEM, clock=current_clock())
    click.echo(f"The owner signs in at /console/ as {made.login} with the password {password}")
    click.echo("The password is not shown again.", err=True)
