"""`huitou doctor`: whether everything is sound."""

from __future__ import annotations

from pathlib import Path

import click

from huitou.doors.cli.home import home_option
from huitou.doors.health import Finding, look
from huitou.foundation import facts, jobs
from huitou.foundation.actors import SYSTEM
from huitou.foundation.clocks import current_clock
from huitou.foundation.startup import start_django
from huitou.kernel import Clock


@click.command("doctor")
@click.option("--thorough", is_flag=True, help="Also read the whole event log.")
@click.option("--revive", is_flag=True, help="Try facts and jobs that were given up again.")
@home_option
def command(thorough: bool, revive: bool, home: Path) -> None:
    """Say whether everything is sound, and what to do if not. Exit status 1 if something is not."""
    folder, clock = start_django(home), current_clock()
    sound = True
    for number, finding in enumerate(look(folder, clock, thorough=thorough)):
        if number == 1 and revive:  # the database stands
            _say(Finding("revived", f"{_revived(clock)} dead letters are tried again"))
        sound = sound and finding.remedy is None
        _say(finding)
    raise SystemExit(0 if sound else 1)


def _revived(clock: Clock) -> int:
    letters, dead = facts.dead_letters(limit=10_000), jobs.dead_jobs(limit=10_000)
    for letter in letters:
        facts.revive_letter(letter.hearing, clock=clock)
    for job in dead:
        jobs.revive_job(job.id, actor=SYSTEM, clock=clock)
    return len(letters) + len(dead)


def _say(finding: Finding) -> None:
    first, *rest = finding.said.splitlines()
    mark = "ok  " if finding.remedy is None else "BAD "
    click.echo(f"{mark}{finding.name}: {first}")
    for line in rest:
        click.echo(f"      {line}")
    if finding.remedy is not None:
        click.echo(f"      {finding.remedy}")
