"""`huitou worker`: run jobs and schedules, and move facts."""

from __future__ import annotations

import threading
from pathlib import Path

import click

from huitou.doors.cli.home import home_option
from huitou.foundation import jobs
from huitou.foundation.clocks import current_clock
from huitou.foundation.processes import set_when_asked_to_end
from huitou.foundation.startup import prepare, start_django


@click.command("worker")
@click.option(
    "--pause",
    default=1.0,
    show_default=True,
    type=click.FloatRange(0.05, 60),
    help="Seconds between looks when there is nothing to do.",
)
@home_option
def command(pause: float, home: Path) -> None:
    """Run jobs and schedules until interrupted. `huitou serve` runs one of these by itself; start
    more for more work at once. The job that runs when it is interrupted is finished first;
    interrupted again, it ends at once.
    """
    start_django(home)
    prepare()
    stop = threading.Event()
    set_when_asked_to_end(stop)
    jobs.work(clock=current_clock(), stop=stop, pause=pause)
