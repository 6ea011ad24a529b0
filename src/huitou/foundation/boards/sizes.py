"""How many are in each saved cohort, noted once a day: a predicate has no past of its own."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from django.conf import settings

from huitou.foundation.boards.models import CohortSize
from huitou.foundation.event_log import open_log
from huitou.kernel import Clock, HuitouError

_MOST_DAYS = 400
_log = logging.getLogger("huitou.boards")


@dataclass(frozen=True)
class SizeRow:
    """The people of a cohort on a day of the shop's."""

    day: date
    people: int


def note_size(name: str, people: int, *, clock: Clock) -> None:
    """Note how many are in the cohort today; of several notes of a day the last one stays."""
    day = clock.now().astimezone(ZoneInfo(settings.SHOP_TIMEZONE)).date()
    CohortSize.objects.update_or_create(name=name, day=day, defaults={"people": people})


def sizes_of(name: str) -> list[SizeRow]:
    """What was noted of a cohort, the oldest day first."""
    rows = CohortSize.objects.filter(name=name).order_by("-day")[:_MOST_DAYS]
    return [SizeRow(row.day, row.people) for row in reversed(rows)]


def measure_cohorts(*, clock: Clock) -> int:
    """Count all saved cohorts and note their sizes; how many. One that cannot be counted is passed
    over, and said in the server's log.
    """
    # Django reads this file when it starts, and analytics take long to import.
    from huitou.engine.analytics import (
        CohortQuery,
        Limits,
        SavedCohorts,
        cohort,
        events_of_log,
        people_of_cell,
    )
    from huitou.foundation.cohorts import open_cohorts

    store, home = open_cohorts(settings.HOME), settings.HOME
    log = open_log(home) if (home / "log").is_dir() else None
    if log is None or not store.names() or not log.events.pin(None).files:
        return 0
    cohorts = SavedCohorts(store, people_of_cell)
    events = events_of_log(log, limits=Limits(settings.API_QUERY_SECONDS), cohorts=cohorts)
    noted = 0
    for name in store.names():
        try:
            answer = cohort(events, CohortQuery(name=name, limit=1), store, people_of_cell)
        except HuitouError as error:
            _log.warning("the cohort %s was not counted: %s", name, error)
            continue
        note_size(name, answer.people, clock=clock)
        noted += 1
    return noted
