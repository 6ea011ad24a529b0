"""Which days were compared with which gateway, and which wait for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from huitou.commerce.payments.models import ComparedDay, Payment
from huitou.commerce.payments.rules import MOST_DAYS_BACK, days_to_compare, done_from
from huitou.kernel import Clock


@dataclass(frozen=True)
class Compared:
    """The last time that a day was compared: rows of the statement, rows that were booked only
    then, and differences that were found.
    """

    gateway: str
    day: date
    zone: str
    rows: int
    booked_now: int
    differences: int
    compared_at: datetime

    @property
    def key(self) -> str:
        """Its place in the list of `compared_days`."""
        return f"{self.day}/{self.gateway}/{self.zone}"


def note_compared(
    gateway: str,
    day: date,
    zone: tzinfo,
    *,
    rows: int,
    booked_now: int,
    differences: int,
    clock: Clock,
) -> None:
    """Note that a day was compared to its end."""
    counts = {"rows": rows, "booked_now": booked_now, "differences": differences}
    ComparedDay.objects.update_or_create(
        place=f"{day}/{gateway}/{zone}",
        defaults={
            **counts,
            "gateway": gateway,
            "day": day,
            "zone": str(zone),
            "compared_at": clock.now(),
        },
    )


def days_waiting(gateway: str, zone: tzinfo, today: date) -> list[date]:
    """The days before `today` that are to be compared now, the oldest first."""
    lately = today - timedelta(days=MOST_DAYS_BACK)
    rows = ComparedDay.objects.filter(gateway=gateway, zone=str(zone), day__gte=lately)
    compared = rows.values_list("day", "compared_at")
    done = {day for day, at in compared if at >= done_from(day, zone)}
    # Ids are made from the clock: the lowest is the oldest.
    began = Payment.objects.filter(gateway=gateway).order_by("id").values_list("opened_at")[:1]
    first = began[0][0].astimezone(zone).date() if began else None
    return days_to_compare(today, first, done)


def compared_days(*, before: str | None = None, limit: int = 100) -> list[Compared]:
    """Days that were compared, the newest first, behind the one with the key `before`."""
    rows = ComparedDay.objects.order_by("-place")
    if before is not None:
        rows = rows.filter(place__lt=before)
    return [
        Compared(
            gateway=row.gateway,
            day=row.day,
            zone=row.zone,
            rows=row.rows,
            booked_now=row.booked_now,
            differences=row.differences,
            compared_at=row.compared_at,
        )
        for row in rows[:limit]
    ]
