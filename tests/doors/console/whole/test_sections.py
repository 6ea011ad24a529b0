"""What later rooms add to a person or a product."""

from __future__ import annotations

import pytest

from huitou.doors.console.whole import sections
from huitou.doors.console.whole.sections import (
    Section,
    SectionAsked,
    register_section,
    sections_of,
)
from huitou.doors.design import Card
from huitou.foundation.actors import Actor
from huitou.kernel import SystemClock
from whole_desk import Hired, Trade, read


@pytest.fixture(autouse=True)
def _none_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sections, "_sections", {})


def _points(asked: SectionAsked) -> Card:
    return Card(f"{len(asked.ids)} ids, 300 points", title="Points")


POINTS = Section("points", "person", "orders.read", 10, _points)


def test_a_section_stands_on_the_page_of_whom_it_knows(
    standing: tuple[Trade, Hired],
) -> None:
    trade, hired = standing
    assert "300 points" not in read(hired("support"), trade.person)
    register_section(POINTS)
    register_section(Section("tickets", "person", "orders.read", 5, lambda asked: None))
    assert "3 ids, 300 points" in read(hired("support"), trade.person)
    # An analyst may not see orders, nor what stands on the same permission.
    assert "300 points" not in read(hired("analyst"), trade.person)
    assert "300 points" not in read(hired("support"), f"/console/products/{trade.product}")


def test_sections_come_in_their_order_and_once() -> None:
    first = Section("first", "product", "catalogue.read", 1, lambda asked: "1")
    register_section(Section("second", "product", "catalogue.read", 2, lambda asked: "2"))
    register_section(first)
    register_section(first)
    actor = Actor("staff", "a1", frozenset({"catalogue.read"}))
    assert sections_of("product", SectionAsked(("p1",), actor, SystemClock())) == ("1", "2")
    with pytest.raises(ValueError, match="two sections"):
        register_section(Section("first", "product", "catalogue.read", 9, lambda asked: "9"))
