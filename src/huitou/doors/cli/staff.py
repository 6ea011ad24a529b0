"""`huitou staff`: who may work here. Whoever may run commands here owns the shop anyway."""

from __future__ import annotations

from pathlib import Path

import click

from huitou.doors.cli.home import home_option
from huitou.foundation import accounts
from huitou.foundation.actors import SYSTEM
from huitou.foundation.startup import prepare, start_django
from huitou.kernel import NotFound, SystemClock

_password = click.password_option(help="Asked for if it is not given.")


@click.group("staff")
def command() -> None:
    """Add staff, list them, and give somebody a new password."""


@command.command("add")
@click.argument("login")
@click.option("--role", "roles", multiple=True, default=("owner",), show_default=True)
@_password
@home_option
def add_command(login: str, roles: tuple[str, ...], password: str, home: Path) -> None:
    """Add LOGIN with one role or more: owner, operator, analyst, support, auditor."""
    _open(home)
    made = accounts.create_staff(login, password, roles, actor=SYSTEM, clock=SystemClock())
    click.echo(f"{made.login} may sign in at /console/ as {', '.join(made.roles)}.")


@command.command("list")
@home_option
def list_command(home: Path) -> None:
    """Show who works here, with their roles."""
    _open(home)
    rows = _everybody()
    if not rows:
        click.echo("Nobody yet; `huitou staff add LOGIN` adds the first owner.")
    for row in rows:
        state = "" if row.is_active else "  (may not sign in)"
        click.echo(f"{row.login}  {', '.join(row.roles)}{state}")


@command.command("password")
@click.argument("login")
@_password
@home_option
def password_command(login: str, password: str, home: Path) -> None:
    """Give LOGIN a new password."""
    _open(home)
    found = next((row for row in _everybody() if row.login == login), None)
    if found is None:
        raise NotFound(
            f"Nobody of the staff is called {login!r}.",
            remedy="`huitou staff list` shows who there is.",
            code="accounts.no_such_login",
        )
    accounts.reset_password(found.id, password, actor=SYSTEM, clock=SystemClock())
    click.echo(f"{login} has a new password.")


def _everybody() -> list[accounts.StaffMember]:
    rows: list[accounts.StaffMember] = []
    while page := accounts.staff_members(after=rows[-1].login if rows else None):
        rows += page
    return rows


def _open(home: Path) -> None:
    start_django(home)
    prepare()
