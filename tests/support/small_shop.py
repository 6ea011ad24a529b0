"""A shop of forty people over five weeks, in a real log: merges, traits, invitations, group buys,
refunds, two currencies and a crawler. Every value follows from its number, so every run is the
same.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from huitou.engine.events import EventLog, EventRow, events_table
from huitou.kernel import to_micros

BEGIN = datetime(2026, 2, 23, tzinfo=UTC)  # New York's clocks change in the second week
PEOPLE = 40
VISITS = 22
NAMES = ("Product Viewed", "Product Added", "Checkout Started", "Order Completed", "Post Viewed")
SHELVES = ("tea", "cups", "pots", None)
TOWNS = ("Hangzhou", "Chengdu", "Lijiang")
CRAWLER = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"


def fill(log: EventLog) -> None:
    """Append everybody's life in three appends, the second and third late."""
    rows = [row for person in range(PEOPLE) for row in _life(person)]
    for part in range(3):
        log.append(events_table(rows[part::3]))
    log.merge_people("user-1", "user-2", operator="ops", reason="same phone")


def _life(person: int) -> list[EventRow]:
    rows = [_said(person), _signed_up(person)]
    rows += [_visit(person, number) for number in range(1 + (person * 7) % VISITS)]
    return rows + _social(person)


def _said(person: int) -> EventRow:
    traits = {"town": TOWNS[person % 3], "age": 18 + person, "gender": "fm"[person % 2]}
    return _row(
        f"who-{person}",
        None,
        _at(person, 1),
        type="identify",
        user_id=f"user-{person}",
        anonymous_id=f"device-{person}",
        traits=json.dumps(traits),
    )


def _signed_up(person: int) -> EventRow:
    channel = ("wechat", "douyin", None)[person % 3]
    campaign = {"campaign": {"source": channel}} if channel else {}
    return _row(
        f"up-{person}",
        "Signed Up",
        _at(person, 0),
        anonymous_id=f"device-{person}",
        context=json.dumps(campaign),
    )


def _visit(person: int, number: int) -> EventRow:
    name = NAMES[(person + number * number) % len(NAMES)]
    properties: dict[str, Any] = {"category": SHELVES[(person + number) % 4], "price": number + 0.5}
    if name == "Order Completed":
        currency = "USD" if person % 10 == 9 else "CNY"
        properties |= {
            "order_id": f"o-{person}-{number}",
            "revenue": number * 10 + 0.25,
            "currency": currency,
        }
    # Two of three visits come from a device that has not signed in.
    who = {"user_id": f"user-{person}"} if number % 3 == 0 else {"anonymous_id": f"device-{person}"}
    agent = {"userAgent": CRAWLER} if person == 7 else {}
    return _row(
        f"visit-{person}-{number}",
        name,
        _at(person, 30 + number * number * 97 + person * 13),
        properties=json.dumps(properties),
        context=json.dumps(agent),
        **who,
    )


def _social(person: int) -> list[EventRow]:
    me = {"user_id": f"user-{person}"}
    rows = [
        _row(
            f"saw-{person}",
            "Promotion Viewed",
            _at(person, 50),
            properties=json.dumps({"promotion_id": "p", "campaign_id": f"c-{person % 2}"}),
            **me,
        )
    ]
    if person % 2 == 0:
        rows.append(
            _row(
                f"sent-{person}",
                "Invite Sent",
                _at(person, 60),
                properties=json.dumps({"campaign_id": "c-0", "channel": "wechat"}),
                **me,
            )
        )
    if person % 5 in (1, 2) and person > 4:
        inviter = json.dumps({"inviter_id": f"device-{person // 2}", "campaign_id": "c-0"})
        rows.append(
            _row(f"accepted-{person}", "Invite Accepted", _at(person, 70), properties=inviter, **me)
        )
    if person % 4 == 0:
        name = "Group Buy Started" if person % 8 == 0 else "Group Buy Joined"
        rows.append(
            _row(
                f"group-{person}",
                name,
                _at(person, 80),
                properties=json.dumps({"group_id": f"g-{person // 8}"}),
                **me,
            )
        )
    if person % 6 == 0:
        refund = {"order_id": f"o-{person}-3", "total": 5, "currency": "CNY"}
        rows.append(
            _row(
                f"refund-{person}",
                "Order Refunded",
                _at(person, 2_000),
                properties=json.dumps(refund),
                **me,
            )
        )
    return rows


def _at(person: int, minutes: int) -> int:
    begun = BEGIN + timedelta(hours=person * 5)
    return to_micros(begun + timedelta(minutes=minutes, microseconds=person))


def _row(message_id: str, event: str | None, at: int, **given: Any) -> EventRow:
    values: dict[str, Any] = dict.fromkeys(EventRow.__struct_fields__)
    values |= {"message_id": message_id, "event": event, "type": "track", "source": "web"}
    return EventRow(**{**values, "timestamp": at, "received_at": at, **given})
