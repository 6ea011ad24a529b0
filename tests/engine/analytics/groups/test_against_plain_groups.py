"""Reports against loops over lists, on random shops."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from huitou.engine.analytics.groups.ask import report_by_group
from huitou.engine.analytics.groups.query import Dimension, GroupsQuery
from toy_events import happened

BEGIN = datetime(2026, 1, 4, tzinfo=UTC)
FIRST, LAST = date(2026, 1, 5), date(2026, 1, 8)
ZONE = "Asia/Shanghai"
SHELVES = ("tea", "cups", None)

people = st.sampled_from("abcde")
hours = st.integers(0, 6 * 24)
looks = st.tuples(people, hours, st.sampled_from(SHELVES))
baskets = st.lists(st.sampled_from(SHELVES), min_size=1, max_size=3)
orders = st.tuples(people, hours, baskets, st.booleans())
towns = st.fixed_dictionaries({who: st.sampled_from(("X", "Y", None)) for who in "abcde"})


def line(shelf, place):
    """Products cost 1, 2 and 4 yuan by their place in the basket."""
    product = {"product_id": f"p{place}", "price": 2**place}
    return {**product, "category": shelf} if shelf else product


class Shop:
    """What happened, as lists of plain values."""

    def __init__(self, looks, orders, towns):
        self.towns = towns
        self.events, self.sales, self.lines = [], [], []
        for who, hour, shelf in looks:
            self._add(who, "Page Viewed", hour, [shelf], {"category": shelf} if shelf else {})
        for number, (who, hour, basket, back) in enumerate(orders):
            products = [line(shelf, place) for place, shelf in enumerate(basket)]
            order = {"order_id": f"o{number}", "currency": "CNY", "products": products}
            self._add(who, "Order Completed", hour, basket, order)
            self.sales.append((who, hour, number, basket, back))
            if back:
                self._add(who, "Order Refunded", hour + 30, [None], {"order_id": f"o{number}"})

    def _add(self, who, name, hour, shelves, properties):
        at = BEGIN + timedelta(hours=hour)
        self.events.append((who, hour, set(shelves)))
        self.lines.append((who, name, at.isoformat(), properties))

    def table(self):
        said = [(who, None, "2026-01-01") for who in self.towns]
        told = [json.dumps({"city": town} if town else {}) for town in self.towns.values()]
        rest = len(self.lines)
        kinds = ["identify"] * len(said) + ["track"] * rest
        return happened(*said, *self.lines, type=kinds, traits=told + [None] * rest)

    def counted(self, key):
        """People, events, came back, orders, buyers, repeat buyers and net fen where `key` of
        (who, hour, shelf) holds.
        """
        seen = [
            (who, day(h))
            for who, h, held in self.events
            if within(h) and self._any(key, who, h, held)
        ]
        bought = [
            (who, day(h), number)
            for who, h, number, basket, back in self.sales
            if within(h) and not back and self._any(key, who, h, set(basket))
        ]
        net = 0
        for who, h, _, basket, back in self.sales:
            money = sum(100 * 2**n for n, shelf in enumerate(basket) if key(who, h, shelf))
            net += money * (within(h) - (back and within(h + 30)))
        buyers = [(who, on) for who, on, _ in bought]
        return (
            len({who for who, _ in seen}),
            len(seen),
            several(seen),
            len(bought),
            len({who for who, _ in buyers}),
            several(buyers),
            net,
        )

    def _any(self, key, who, hour, shelves):
        return any(key(who, hour, shelf) for shelf in shelves)


def local(hour):
    return (BEGIN + timedelta(hours=hour)).astimezone(ZoneInfo(ZONE))


def day(hour):
    return local(hour).date()


def within(hour):
    return FIRST <= day(hour) <= LAST


def several(pairs):
    """How many people come with two days or more."""
    return sum(
        len({on for one, on in pairs if one == who}) > 1 for who in {who for who, _ in pairs}
    )


def told(row):
    money = sum(one.net for one in row.revenue)
    return (row.people, row.events, row.came_back, row.orders, row.buyers, row.repeat_buyers, money)


def report(shop, *by):
    query = GroupsQuery(
        by=tuple(Dimension(by=one) for one in by),
        from_=str(FIRST),
        to=str(LAST),
        timezone=ZONE,
        min_people=1,
    )
    return report_by_group(shop.table(), query)


shops = st.builds(Shop, st.lists(looks, max_size=15), st.lists(orders, max_size=10), towns)


@settings(deadline=None, max_examples=8)
@given(shops)
def test_one_dimension(shop):
    keys = {
        "city": lambda who, hour, shelf: shop.towns[who],
        "hour": lambda who, hour, shelf: f"{local(hour).hour:02}",
        "weekday": lambda who, hour, shelf: local(hour).strftime("%A").lower(),
        "category": lambda who, hour, shelf: shelf,
    }
    for by, key in keys.items():
        answer = report(shop, by)
        for row in answer.rows:
            wanted = shop.counted(lambda *fact, k=key, v=row.keys[0]: k(*fact) == v)
            assert told(row) == wanted, by
        assert told(answer.total) == shop.counted(lambda *_: True)
        assert len({row.keys for row in answer.rows}) == len(answer.rows)


@settings(deadline=None, max_examples=8)
@given(shops)
def test_two_dimensions(shop):
    answer = report(shop, "city", "category")
    for row in answer.rows:
        town, shelf = row.keys
        wanted = shop.counted(
            lambda who, _, held, t=town, s=shelf: (shop.towns[who], held) == (t, s)
        )
        assert told(row) == wanted
    events = [who for who, hour, _ in shop.events if within(hour)]
    assert {town for town, _ in (row.keys for row in answer.rows)} >= {
        shop.towns[who] for who in events
    }
