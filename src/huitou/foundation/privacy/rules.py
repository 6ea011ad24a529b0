"""Pure decisions: the states of a request, and by when the law wants it done."""

from __future__ import annotations

import calendar
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from huitou.kernel import Conflict, InvalidInput

ASKED, TAKEN_BACK, ERASED, DONE = "asked", "taken_back", "erased", "done"

TRANSITIONS = {
    ASKED: (TAKEN_BACK, ERASED, DONE),  # an export goes straight to done
    ERASED: (DONE,),  # the tables are done, the event log is not
    TAKEN_BACK: (),
    DONE: (),
}

GRACE = timedelta(days=7)
"""How long an erasure can be taken back. Shorter than every deadline below."""

_WORKING_DAYS = 15


def checked_move(before: str, after: str) -> str:
    """The new state; Conflict for a move that is not allowed."""
    if after not in TRANSITIONS[before]:
        raise Conflict(
            f"A request that is {before} cannot become {after}.",
            remedy="Look at the request again; somebody may have been quicker.",
            code="privacy.bad_move",
        )
    return after


def deadline(asked_at: datetime, law: str, timezone: ZoneInfo) -> datetime:
    """By when a request has to be answered: the end of a day of the shop's timezone, in UTC.

    `gdpr`: one month from the receipt (Regulation (EU) 2016/679, article 12(3)): the day of the
    next month with the same number, or its last day (Regulation 1182/71, article 3(2)(c)). It is
    28 to 31 days; the often quoted 30 days would be late in February.

    `pipl`: 15 working days. The Personal Information Protection Law of China, article 50, demands
    timely handling and names no number; its practice takes that of the Method for Identifying the
    Illegal Collection and Use of Personal Information by Apps (2019, No. 191, article 6.5).
    Monday to Friday are taken as working days: a public holiday makes the deadline earlier than
    the law has it, a working Saturday in the same weeks is as a rule made up for by one.
    """
    local = asked_at.astimezone(timezone)
    day = _in_a_month(local) if law == "gdpr" else _in_working_days(local, _WORKING_DAYS)
    return day.replace(hour=23, minute=59, second=59, microsecond=0).astimezone(UTC)


def checked_law(law: str) -> str:
    """InvalidInput for a law that `deadline` does not know."""
    if law not in ("gdpr", "pipl"):
        raise InvalidInput(
            f"HUITOU_PRIVACY_LAW is {law!r}.",
            remedy="Use gdpr (one month) or pipl (15 working days).",
            code="privacy.unknown_law",
            field="HUITOU_PRIVACY_LAW",
        )
    return law


def _in_a_month(day: datetime) -> datetime:
    year, month = (day.year, day.month + 1) if day.month < 12 else (day.year + 1, 1)
    return day.replace(
        year=year, month=month, day=min(day.day, calendar.monthrange(year, month)[1])
    )


def _in_working_days(day: datetime, left: int) -> datetime:
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < 5
    return day
