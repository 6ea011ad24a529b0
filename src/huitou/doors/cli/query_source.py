"""Where `huitou query` takes its events from."""

from __future__ import annotations

from pathlib import Path

from huitou.engine.analytics import (
    Events,
    Limits,
    SavedCohorts,
    events_of_log,
    people_of_cell,
)
from huitou.engine.events import EventLog
from huitou.foundation.cohorts import open_cohorts
from huitou.foundation.event_log import open_log
from huitou.kernel import NotFound


def events_at(home: Path, version: int | None, limits: Limits, use_index: bool) -> Events:
    """The events of the log in `home`: of its newest version, or of the one that an answer is
    marked with; with `use_index` also what is kept ready beside it. NotFound when there are none.
    """
    if not (home / "log").is_dir():
        raise NotFound(
            f"There is no event log in {home}.",
            remedy="Name huitou's data folder with --home, or take in a file with `huitou import`.",
            code="query.no_log",
            field="home",
        )
    log = open_log(home)
    _check_not_empty(log, home, version)
    cohorts = SavedCohorts(open_cohorts(home), people_of_cell)
    return events_of_log(log, version, limits=limits, use_index=use_index, cohorts=cohorts)


def _check_not_empty(log: EventLog, home: Path, version: int | None) -> None:
    if not log.events.pin(version).files:
        at = "" if version is None else f" at version {version}"
        raise NotFound(
            f"The event log in {home} holds no events{at}.",
            remedy="Take in a file with `huitou import FILE`; move what the server has accepted "
            "into the table with `huitou log ship`.",
            code="query.empty_log",
            field="home",
        )
