"""Random small shops, counted by the family and by a plain reading of its definition."""

from bisect import bisect_right
from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from huitou.engine.analytics.query.events import Breakdown
from huitou.engine.analytics.value.ask import customer_value, value_people
from huitou.engine.analytics.value.query import ValueCell, ValueQuery

# Before a change of clocks in Europe, and before a leap day.
BEGIN = datetime(2024, 2, 26, 21, tzinfo=UTC)
HOURS = 24 * 45

refunds = st.lists(st.tuples(st.integers(0, HOURS), st.integers(1, 60)), max_size=2)
orders = st.lists(
    st.fixed_dictionaries(
        {
            "person": st.sampled_from(["ada", "bob", "cyd", None]),
            "after": st.integers(0, HOURS),
            "fen": st.integers(0, 100),
            "currency": st.sampled_from(["CNY", "CNY", "CNY", "USD"]),
            "refunds": refunds,
            "cancelled": st.sampled_from([None, None, None, 0, 5, HOURS]),
        }
    ),
    max_size=12,
)


def said_by(shop, number, one):
    """The events of one order."""
    at = BEGIN + timedelta(hours=one["after"])
    name = f"o{number}"
    money = {"currency": one["currency"]}
    said = [shop.order(one["person"], name, at.isoformat(), one["fen"] / 100, **money)]
    for later, fen in one["refunds"]:
        moment = (at + timedelta(hours=later)).isoformat()
        said.append(shop.refund(one["person"], name, moment, revenue=fen / 100, **money))
    if one["cancelled"] is not None:
        moment = (at + timedelta(hours=one["cancelled"])).isoformat()
        said.append(shop.said(one["person"], "Order Cancelled", moment, order_id=name))
    return said


class Plain:
    """The answer in dicts and loops. Money moves as (moment, fen)."""

    def __init__(self, orders, query, as_of):
        self.query, self.zone, self.as_of = query, ZoneInfo(query.timezone), as_of
        purchases, money = defaultdict(lambda: defaultdict(list)), defaultdict(list)
        self.bought = defaultdict(int)
        seen = set()
        for one in orders:
            at = BEGIN + timedelta(hours=one["after"])
            back = self.given_back(one, at)
            if at > as_of and not any(moment <= as_of for moment, _ in back):
                continue
            seen.add(one["currency"])
            self.bought[one["currency"]] += at <= as_of and one["fen"] > sum(f for _, f in back)
            if at <= as_of and one["fen"] > sum(fen for _, fen in back):
                purchases[one["currency"]][one["person"]].append(at)
            if at <= as_of:
                money[one["currency"], one["person"]].append((at, one["fen"]))
            money[one["currency"], one["person"]] += [(moment, -fen) for moment, fen in back]
        self.currency = min(seen, key=lambda code: (-self.bought[code], code), default=None)
        self.days, self.money, self.purchases = {}, {}, {}
        for person, moments in purchases[self.currency].items():
            if person is not None:
                self.days[person] = sorted({self.day(moment) for moment in moments})
                self.purchases[person] = len(moments)
                self.money[person] = money[self.currency, person]

    def given_back(self, one, at):
        """What is known to have gone back. A cancellation stands instead of the parts, whose last
        at one moment counts (here the one whose event was written last).
        """
        if one["cancelled"] is not None:
            moments = {at + timedelta(hours=one["cancelled"]): one["fen"]}
        else:
            moments = {at + timedelta(hours=later): fen for later, fen in one["refunds"]}
        return [(moment, fen) for moment, fen in moments.items() if moment <= self.as_of]

    def day(self, moment):
        return moment.astimezone(self.zone).date()

    def floor(self, day):
        if self.query.period == "month":
            return day.replace(day=1)
        if self.query.period == "week":
            back = day.weekday() if self.query.week_start == "monday" else (day.weekday() + 1) % 7
            return day - timedelta(days=back)
        return day

    def next(self, start):
        if self.query.period == "month":
            return (start + timedelta(days=31)).replace(day=1)
        return start + timedelta(days=7 if self.query.period == "week" else 1)

    def starts(self, count):
        """The first days of `count` intervals from the first row on."""
        found = [self.floor(date.fromisoformat(self.query.from_))]
        while len(found) < count:
            found.append(self.next(found[-1]))
        return found

    def rows(self):
        last = self.floor(date.fromisoformat(self.query.to))
        count = 1
        while self.starts(count)[-1] < last:
            count += 1
        edges = self.starts(count + (self.query.columns or count) + 1)
        for row in range(count):
            people = [p for p, days in self.days.items() if self.floor(days[0]) == edges[row]]
            columns = []
            for column in range(self.query.columns or count - row):
                end = edges[row + column + 1]
                columns.append(
                    (
                        sum(
                            fen
                            for person in people
                            for moment, fen in self.money[person]
                            if self.day(moment) < end
                        ),
                        sum(len([d for d in self.days[p] if d < end]) >= 2 for p in people),
                        datetime.combine(end, datetime.min.time(), self.zone) <= self.as_of,
                    )
                )
            yield people, columns

    def gaps(self, people):
        return sorted((b - a).days for p in people for a, b in pairwise(self.days[p]))

    def estimated_median(self, people):
        """The product limit, exactly."""
        today = self.day(self.as_of)
        ended = self.gaps(people)
        still = [(today - self.days[person][-1]).days for person in people]
        stay = Fraction(1)
        floor = max(len(ended + still) // 10, 1)
        for day in range(max(ended, default=0) + 1):
            at_risk = sum(gap >= day for gap in ended) + sum(open_ >= day for open_ in still)
            if at_risk < floor:
                return None
            stay *= 1 - Fraction(ended.count(day), at_risk)
            if stay <= Fraction(1, 2):
                return day
        return None


@settings(max_examples=50, deadline=None)
@given(
    shop_orders=orders,
    as_of=st.integers(0, 2 * HOURS),
    period=st.sampled_from(["day", "week", "month"]),
    week_start=st.sampled_from(["monday", "sunday"]),
    timezone=st.sampled_from(["UTC", "Europe/London", "Asia/Shanghai", "America/New_York"]),
    first=st.integers(-3, 20),
    length=st.integers(0, 40),
    columns=st.sampled_from([None, 1, 3, 8]),
)
def test_rows_totals_and_gaps(
    shop, shop_orders, as_of, period, week_start, timezone, first, length, columns
):
    mark = BEGIN + timedelta(hours=as_of)
    start = BEGIN.date() + timedelta(days=first)
    query = ValueQuery(
        period=period, week_start=week_start, timezone=timezone, from_=start.isoformat(),
        to=(start + timedelta(days=length)).isoformat(), columns=columns,
    )  # fmt: skip
    rows = [event for number, one in enumerate(shop_orders) for event in said_by(shop, number, one)]
    for place, row in enumerate(rows):  # what is said later is received later
        row["message_id"] = f"{place:04d}"
    events = shop.opened(rows, mark)
    answer = customer_value(events, query)
    plain = Plain(shop_orders, query, mark)

    assert answer.currency == plain.currency
    (group,) = answer.groups
    everyone, checked = [], False
    for number, (row, (people, cells)) in enumerate(zip(group.rows, plain.rows(), strict=True)):
        everyone += people
        assert row.customers == len(people)
        counted = zip(row.revenue, row.repeat, row.complete, strict=True)
        assert list(counted) == cells
        if people and not checked:
            found = value_people(events, query, ValueCell(row=number)).to_pylist()
            assert found == sorted(people)
            checked = True
    assert group.customers == len(everyone)
    assert group.purchases == sum(plain.purchases[person] for person in everyone)
    assert group.revenue == sum(fen for person in everyone for _, fen in plain.money[person])
    assert group.repeat_customers == sum(len(plain.days[person]) >= 2 for person in everyone)
    gaps = plain.gaps(everyone)
    assert [group.gaps.gaps, group.gaps.open] == [len(gaps), len(everyone)]
    edges = [one.from_day for one in group.gaps.bins]
    binned = [bisect_right(edges, gap) - 1 for gap in gaps]
    assert [one.gaps for one in group.gaps.bins] == [binned.count(n) for n in range(len(edges))]
    if everyone:
        assert group.gaps.estimated_median_days == plain.estimated_median(everyone)


@settings(max_examples=15, deadline=None)
@given(shop_orders=orders, cities=st.dictionaries(st.sampled_from(["ada", "bob", "cyd"]),
       st.sampled_from(["Wuhan", "Xi'an"])), limit=st.integers(1, 3))  # fmt: skip
def test_groups_are_the_answers_of_their_people(shop, shop_orders, cities, limit):
    """A group's answer is that of a log in which only its people ever bought."""
    mark = BEGIN + timedelta(hours=HOURS)
    kinds = [shop.identify(person, "2024-01-01", city=city) for person, city in cities.items()]

    def asked(kept, split=None):
        told = [e for n, one in enumerate(kept) for e in said_by(shop, n, one)]
        query = ValueQuery(
            from_="2024-02-01", to="2024-04-30", period="week", currency="CNY", breakdown=split
        )
        return customer_value(shop.opened(told + kinds, mark), query).groups

    mine = [one | {"refunds": []} for one in shop_orders if one["currency"] == "CNY"]
    mine.append({"person": "ada", "after": 0, "fen": 1, "currency": "CNY", "refunds": [],
                 "cancelled": None})  # fmt: skip
    groups = asked(mine, Breakdown(by="person", name="city", limit=limit))
    assert sum(group.customers for group in groups) == asked(mine)[0].customers
    shown = {group.key for group in groups if not group.other}
    for group in groups:
        inside = [one for one in mine if (cities.get(one["person"]) in shown) != group.other
                  and (group.other or cities.get(one["person"]) == group.key)]  # fmt: skip
        if not any(one["person"] for one in inside):
            continue
        (alone,) = asked(inside)
        assert (group.rows, group.revenue) == (alone.rows, alone.revenue)
