"""A shop whose week-4 retention fell, as a log: people who came through "live" from the sixth
week on never ordered again.

Twelve weeks from Monday 2026-04-06. Each week 20 people order for the first time through "search",
of whom 10 order again four weeks later; and 10 people through "live", of whom 5 do. From the sixth
week on "live" brings 30 people, and none of them comes back. The last day is Sunday 2026-06-28.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec

from huitou.engine.events import EventRow, events_table
from huitou.foundation.event_log import open_log
from huitou.kernel import to_micros

FIRST_MONDAY = datetime(2026, 4, 6, 12, tzinfo=UTC)
WEEKS, FALLEN_FROM = 12, 5
ORDER, SEEN = "Order Completed", "Product Viewed"
_DAY, _A_WHILE = timedelta(days=1), timedelta(minutes=10)


def fallen_shop(home: Path) -> None:
    """Write its events into the log of `home`."""
    rows = [_row(number, *one) for number, one in enumerate(_happened())]
    open_log(home).append(events_table(rows))


def _happened() -> list[tuple[str, str, datetime, str]]:
    found = []
    for week in range(WEEKS):
        start = FIRST_MONDAY + 7 * week * _DAY
        fallen = week >= FALLEN_FROM
        for channel, people, back in (
            ("search", 20, 10),
            ("live", 30 if fallen else 10, 0 if fallen else 5),
        ):
            for number in range(people):
                person = f"{channel}-{week:02}-{number:02}"
                found.append((person, SEEN, start + _DAY - _A_WHILE, channel))
                found.append((person, ORDER, start + _DAY, channel))
                if number < back and week + 4 < WEEKS:
                    found.append((person, ORDER, start + 29 * _DAY, channel))
    last = FIRST_MONDAY + (7 * WEEKS - 1) * _DAY
    return [*found, ("passer-by", SEEN, last, "search")]


def _row(number: int, person: str, event: str, at: datetime, channel: str) -> EventRow:
    moment = to_micros(at)
    properties: dict[str, Any] = {"channel": channel}
    if event == ORDER:
        properties |= {"order_id": f"o{number}", "total": 100, "currency": "CNY"}
    said: dict[str, Any] = {
        "message_id": f"m{number}",
        "type": "track",
        "event": event,
        "user_id": person,
        "timestamp": moment,
        "received_at": moment,
        "source": "web",
        "properties": msgspec.json.encode(properties).decode(),
    }
    return EventRow(**{**dict.fromkeys(EventRow.__struct_fields__), **said})
