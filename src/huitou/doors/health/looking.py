"""Looking at everything, one thing after another."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from huitou.doors.health.findings import LOOKS, Finding, database, whole_log
from huitou.kernel import Clock, HuitouError


def look(home: Path, clock: Clock, *, thorough: bool = False) -> Iterator[Finding]:
    """What is found. Without a database that can be read nothing else is looked at. One thing that
    cannot be looked at is a finding, and does not hide the others.
    """
    stands = True
    for finding in database(home, clock):
        stands = stands and finding.remedy is None
        yield finding
    if not stands:
        return
    for one in (*LOOKS, *((whole_log,) if thorough else ())):
        try:
            yield from one(home, clock)
        except HuitouError as error:
            yield Finding(one.__name__.replace("_", " "), error.message, error.remedy)
