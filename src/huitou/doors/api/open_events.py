"""The event log as the API asks it."""

from __future__ import annotations

from django.conf import settings

from huitou.engine.analytics import Events, Limits, SavedCohorts, events_of_log, people_of_cell
from huitou.foundation.cohorts import open_cohorts
from huitou.foundation.event_log import open_log
from huitou.kernel import NotFound


def opened_events(as_of: int | None) -> Events:
    """The events of the newest version of the log, or of the one that an answer is marked with.
    NotFound while there are none.
    """
    home = settings.HOME
    log = open_log(home) if (home / "log").is_dir() else None
    if log is None or not log.events.pin(as_of).files:
        raise NotFound(
            "The event log holds no events.",
            remedy="Send some to /v1/batch, or import a file; they count some seconds later.",
            code="query.empty_log",
        )
    cohorts = SavedCohorts(open_cohorts(home), people_of_cell)
    return events_of_log(
        log, as_of, limits=Limits(settings.API_QUERY_SECONDS), use_index=True, cohorts=cohorts
    )
