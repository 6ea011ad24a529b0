"""A person seen whole: what is shown to whom, and what is hidden."""

from __future__ import annotations

import pytest
from django.test import Client

from huitou.foundation import audit
from whole_desk import PHONE, STREET, Hired, Trade, read, send

TABS = ("", "?show=timeline", "?show=orders", "?show=identity", "?show=data")
# What nobody may read without having said why.
HIDDEN = (PHONE, STREET, "小安", "王小安", "ann@example.com", "203.0.113.9")
REASON = "the parcel came back, call the customer"


@pytest.fixture
def trade(standing: tuple[Trade, Hired]) -> Trade:
    return standing[0]


@pytest.fixture
def hired(standing: tuple[Trade, Hired]) -> Hired:
    return standing[1]


def test_the_list_leads_to_everybody_the_log_knows(trade: Trade, hired: Hired) -> None:
    page = read(hired("support"), "/console/people")
    assert f'href="{trade.person}"' in page
    assert "小***" in page
    assert "138****8000" in page
    assert "1 to 1 of 1 people" in page
    assert all(text not in page for text in HIDDEN)


@pytest.mark.parametrize(
    ("query", "there"),
    [
        ("bought=yes", True),
        ("bought=no", False),
        ("seen=week", True),
        ("seen=away30", False),
        ("segment=lost", False),
        ("new=1&sort=spent", True),
        ("segment=nonsense&from=abc&seen=never", True),
    ],
)
def test_the_list_is_filtered(trade: Trade, hired: Hired, query: str, there: bool) -> None:
    assert (trade.person in read(hired("support"), f"/console/people?{query}")) is there


@pytest.mark.parametrize("sought", [f"+86{PHONE}", PHONE, "number", "guest", "id"])
def test_one_person_is_found_by_what_is_at_hand(trade: Trade, hired: Hired, sought: str) -> None:
    known = {"number": trade.first.number.lower(), "guest": trade.guest, "id": trade.ann.id}
    found = hired("support").post("/console/people/search", {"sought": known.get(sought, sought)})
    assert (found.status_code, found["Location"]) == (303, trade.person)


def test_nobody_is_found_by_a_part_of_a_contact(trade: Trade, hired: Hired) -> None:
    found = hired("support").post("/console/people/search", {"sought": "1380013"})
    assert found.status_code == 422
    assert "Nobody has exactly this" in found.content.decode()
    # Who may not see contacts does not find anybody by them either.
    assert hired("analyst").post("/console/people/search", {"sought": PHONE}).status_code == 422


@pytest.mark.parametrize("chinese", [False, True])
def test_a_person_on_every_tab_with_nothing_that_is_theirs_alone(
    trade: Trade, hired: Hired, chinese: bool
) -> None:
    agent = hired("support")
    pages = [read(agent, trade.person + tab, chinese=chinese) for tab in TABS]
    for page in pages:
        assert all(text not in page for text in HIDDEN)
        assert "<title>" in page
        assert "小" not in page.partition("</title>")[0]
    overview, timeline, ordered, identity, data = pages
    assert "¥188.00" in overview  # 120 and 60, with 8 for delivery once
    assert trade.second.number in overview
    assert "plan" in identity
    assert "gold" in identity
    assert trade.guest in identity
    assert "phone-1" in identity
    if not chinese:
        assert "An order was placed" in timeline
        assert "Average order" in ordered
        assert "Waits for our answer" in ordered
        assert "Choose what to show by what was viewed" in data
        assert "never asked" in data


def test_the_old_id_of_a_guest_leads_to_the_person(trade: Trade, hired: Hired) -> None:
    page = read(hired("support"), f"/console/people/{trade.guest}")
    assert trade.second.number in page
    read(hired("owner"), "/console/people/nobody", status=404)


def test_the_timeline_is_filtered_and_paged_as_a_part(trade: Trade, hired: Hired) -> None:
    agent = hired("support")
    orders = read(agent, f"{trade.person}?show=timeline&kind=orders")
    assert "An order was placed" in orders
    assert "Began to check out" not in orders
    assert "message_id" in orders  # as it was said, masked, folded away
    nothing = read(agent, f"{trade.person}?show=timeline&until=1.0")
    assert "Nothing happened here yet" in nothing
    read(agent, f"{trade.person}?show=timeline&until=nonsense&kind=nonsense")
    part = agent.get(
        f"{trade.person}?show=timeline&kind=orders",
        headers={"HX-Request": "true", "HX-Target": "timeline"},
    ).content.decode()
    assert part.startswith('<section id="timeline"')


def test_an_analyst_sees_ids_and_numbers_but_nobody(trade: Trade, hired: Hired) -> None:
    analyst = hired("analyst")
    overview = read(analyst, trade.person)
    assert "138****" not in overview
    assert f"/console/orders/{trade.second.id}" not in overview
    assert "by the event log" in overview
    assert "/reveal/" not in overview + read(analyst, f"{trade.person}?show=identity")
    for what in ("phone", "profile", "trait?of=email"):
        assert analyst.post(f"{trade.person}/reveal/{what}").status_code == 403
    assert analyst.post(f"{trade.person}/do/freeze").status_code == 403
    assert audit.entries(subject=trade.ann.id) == []


def test_there_is_nothing_to_show_of_what_there_is_not(trade: Trade, hired: Hired) -> None:
    agent = hired("support")
    for what in ("email", "password", "trait?of=plan", "trait?of=x", "address?of=other"):
        told = agent.post(f"{trade.person}/reveal/{what}", {"reason": REASON})
        assert told.status_code == 404, what


def test_whoever_is_not_signed_in_or_may_not_sees_nothing(trade: Trade, hired: Hired) -> None:
    assert Client().get(trade.person).status_code == 303
    assert Client().post(f"{trade.person}/reveal/phone", {"reason": REASON}).status_code == 303
    assert hired("auditor").post(f"{trade.person}/reveal/phone").status_code == 403
    assert send(hired("support"), f"{trade.person}/do/nonsense").status_code == 404
