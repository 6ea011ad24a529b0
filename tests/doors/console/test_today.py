"""Today: what changed, who is behind it, what needs a hand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.test import override_settings

from console_desk import SignedIn, signing_in
from counted_queries import at_most
from huitou.doors.console.today.hands import forget_hands
from huitou.engine.events import EventRow, events_table
from huitou.foundation.event_log import open_log
from huitou.kernel import FakeClock, to_micros
from orders_shop import ANN, open_shop

TODAY = datetime(2026, 7, 1, tzinfo=UTC)


def event(number: int, person: str, name: str, at: datetime, properties: str = "{}") -> EventRow:
    said = dict.fromkeys(EventRow.__struct_fields__) | {
        "message_id": f"m{number}",
        "type": "track",
        "event": name,
        "user_id": person,
        "timestamp": to_micros(at),
        "received_at": to_micros(at),
        "source": "web",
        "properties": properties,
    }
    return EventRow(**said)


def order(number: str, total: int) -> str:
    return f'{{"order_id": "{number}", "total": {total}, "currency": "CNY"}}'


@pytest.fixture
def log(home: Path) -> Path:
    """Ann bought yesterday and today at eight; Bob came back after 40 days; Cy is new."""
    morning, day = TODAY + timedelta(hours=8), timedelta(days=1)
    rows = [
        event(1, "ann", "Order Completed", morning - day, order("o1", 100)),
        event(2, "ann", "Order Completed", morning, order("o2", 150)),
        event(3, "bob", "Product Viewed", morning - 40 * day),
        event(4, "bob", "Product Viewed", morning),
        event(5, "cy@mail.example", "Product Viewed", morning),
    ]
    open_log(home).append(events_table(rows))
    return home


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    forget_hands()
    with override_settings(SHOP_TIMEZONE="UTC"):
        yield
    forget_hands()


def test_the_numbers_stand_beside_those_of_the_days_before(staff: SignedIn, log: Path) -> None:
    analyst = staff("analyst")
    with at_most(12):
        page = analyst.get("/console/?now=1").content.decode()
    stats = re.findall(r'<p class="stat-value">([^<]*)</p>', page)
    assert stats == ["¥150", "1", "3", "1", "1", "0"]
    assert "+50.0%" in page
    assert "than yesterday" in page
    assert "than last Wednesday" in page
    assert "Until 09:30" in page
    assert "Orders that were paid today" in page, "a number has its definition"


def test_every_number_leads_to_its_people(staff: SignedIn, log: Path) -> None:
    page = staff("analyst").get("/console/?now=1").content.decode()
    links = re.findall(r'/console/today/people/(\w+)\?day=2026-07-01&amp;until=(\d+)"', page)
    assert links == [(who, "34200") for who in ("buyers", "buyers", "active", "new", "returned")]


@pytest.mark.parametrize(
    ("who", "people"),
    [("buyers", ["ann"]), ("active", ["ann", "bob"]), ("returned", ["bob"]), ("lost", [])],
)
def test_people_behind_a_number(staff: SignedIn, log: Path, who: str, people: list[str]) -> None:
    client = staff("owner")
    with at_most(12):
        response = client.get(f"/console/today/people/{who}?day=2026-07-01&now=1")
    page = response.content.decode()
    for person in ("ann", "bob"):
        assert (f'href="/console/people/{person}"' in page) == (person in people)
    assert "cy@mail.example" not in page, "an id that is a contact is masked"


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/console/today/people/nobody?day=2026-07-01", 404),
        ("/console/today/people/active", 400),
        ("/console/today/people/active?day=yesterday", 400),
        ("/console/today/people/active?day=2026-07-01&until=-5", 400),
        ("/console/today/people/active?day=2026-07-01&until=1e9", 400),
    ],
)
def test_addresses_that_make_no_sense(
    staff: SignedIn, log: Path, address: str, status: int
) -> None:
    assert staff("analyst").get(address).status_code == status


def test_what_needs_a_hand_is_for_those_who_may_see_it(
    committed: None, clock: FakeClock, log: Path
) -> None:
    staff = signing_in(clock)
    with open_shop(clock) as shop:
        shop.sell("A", 40)
        shop.sell("B", 10, stock=3)
        shop.paid(shop.ordered(ANN, A=1))
    owner, analyst, support = staff("owner"), staff("analyst"), staff("support")
    with at_most(12):
        page = owner.get("/console/?now=1").content.decode()
    assert "1 order is to be shipped" in page
    assert 'href="/console/orders?needs=ship"' in page
    assert "1 variant has 5 pieces or fewer" in page
    page = analyst.get("/console/").content.decode()
    assert "to be shipped" not in page
    assert "1 variant has 5 pieces or fewer" in page
    page = support.get("/console/").content.decode()
    assert 'id="figures"' not in page, "support may not see numbers"
    assert "1 order is to be shipped" in page


def test_who_may_not_see_numbers_sees_nobody_behind_them(staff: SignedIn, log: Path) -> None:
    assert staff("support").get("/console/today/people/active?day=2026-07-01").status_code == 403


def test_a_part_is_asked_for_alone(staff: SignedIn, log: Path) -> None:
    headers = {"HX-Request": "true", "HX-Target": "figures"}
    part = staff("owner").get("/console/", headers=headers).content.decode()
    assert part.startswith('<section id="figures"')
    assert "Needs a hand" not in part


def test_it_speaks_chinese(staff: SignedIn, log: Path) -> None:
    page = staff("owner").get("/console/?now=1", headers={"Accept-Language": "zh-CN"})
    text = page.content.decode()
    assert '<html lang="zh-Hans"' in text
    assert "较上周三" in text
    assert "早上好" in text


def test_a_new_shop_shows_the_first_steps_instead_of_zeroes(staff: SignedIn) -> None:
    owner = staff("owner")
    with at_most(12):
        page = owner.get("/console/").content.decode()
    assert 'id="figures"' not in page
    assert "Make the owner" in page
    assert "1 of 5" in page
