"""`huitou doctor`: whether everything is sound."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from huitou.doors.cli.doctor_findings import LOOKS, Finding, database, whole_log
from huitou.doors.cli.home import home_option
from huitou.foundation import facts, jobs
from huitou.foundation.actors import SYSTEM
from huitou.foundation.clocks import current_clock
from huitou.foundation.startup import start_django
from huitou.kernel import Clock, HuitouError


@click.command("doctor")
@click.option("--thorough", is_flag=True, help="Also read the whole event log.")
@click.option("--revive", is_flag=True, help="Try facts and jobs that were given up again.")
@home_option
def command(thorough: bool, revive: bool, home: Path) -> None:
    """Say whether everything is sound, and what to do if not. Exit status 1 if something is not."""
    folder, clock = start_django(home), current_clock()
    sound = True
    for finding in _findings(folder, clock, thorough, revive):
        sound = sound and finding.remedy is None
        _say(finding)
    raise SystemExit(0 if sound else 1)


def _findings(home: Path, clock: Clock, thorough: bool, revive: bool) -> Iterator[Finding]:
    stands = True
    for finding in database(home, clock):
        stands = stands and finding.remedy is None
        yield finding
    if not stands:  # nothing else could be read
        return
    if revive:
        yield Finding("revived", f"{_revived(clock)} dead letters are tried again")
    for look in (*LOOKS, *((whole_log,) if thorough else ())):
        try:
            yield from look(home, clock)
        except HuitouError as error:
            yield Finding(look.__name__.replace("_", " "), error.message, error.remedy)


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
