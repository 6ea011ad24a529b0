"""A plain reading of the report's definitions, in dicts and loops, and shops to hold it against."""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pyarrow as pa
import pytest

from huitou.engine.events import ORDER_LINES_SCHEMA

FIELDS = ORDER_LINES_SCHEMA.names


def line(
    person,
    order_id,
    at,
    amount,
    *,
    kind="sale",
    product=None,
    name=None,
    currency="GBP",
):
    """One order line; `at` is a datetime or ISO text (UTC unless it says otherwise)."""
    moment = datetime.fromisoformat(at) if isinstance(at, str) else at
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return {
        "person": person,
        "order_id": order_id,
        "ordered_at": moment,
        "kind": kind,
        "product_id": product,
        "product_name": name,
        "quantity": 1.0,
        "amount": amount,
        "currency": currency,
    }


def as_table(rows):
    return pa.Table.from_pylist(rows, schema=ORDER_LINES_SCHEMA)


def first_day_of(day, period):
    if period == "month":
        return day.replace(day=1)
    return day - timedelta(days=day.weekday())


def next_period(start, period):
    if period == "week":
        return start + timedelta(days=7)
    return (start + timedelta(days=31)).replace(day=1)


def span(first, last, period):
    """The starts of all periods from the one that starts on `first` to that of `last`."""
    starts = [first]
    while starts[-1] < last:
        starts.append(next_period(starts[-1], period))
    return starts


class Reference:
    """The shop's numbers from a list of row dicts, counted as the definitions say."""

    def __init__(self, rows, timezone="UTC", currency=None, as_of=None):
        self.zone = ZoneInfo(timezone)
        if as_of is not None:
            rows = [row for row in rows if row["ordered_at"] <= as_of]
        self.as_of = as_of or max(row["ordered_at"] for row in rows)
        self.today = self.as_of.astimezone(self.zone).date()
        self.rows = rows
        self._group()
        self.currencies = self._currencies()
        ranking = sorted(self.currencies, key=lambda c: (-self.currencies[c]["orders"], c))
        self.currency = currency or ranking[0]
        self._people()

    def _group(self):
        self.orders = {}
        for row in self.rows:
            if row["kind"] == "sale":
                key = (row["order_id"], row["currency"], row["person"])
                order = self.orders.setdefault(
                    key, {"person": row["person"], "at": row["ordered_at"], "gross": 0, "back": 0,
                          "currency": row["currency"], "lines": []}
                )  # fmt: skip
                order["at"] = min(order["at"], row["ordered_at"])
                order["gross"] += row["amount"]
                order["lines"].append(row)
        with_id = defaultdict(list)
        for order_id, money, person in self.orders:
            with_id[order_id, money].append((order_id, money, person))
        self.refunds = []
        for row in self.rows:
            if row["kind"] != "refund":
                continue
            key = (row["order_id"], row["currency"], row["person"])
            same_id = with_id[row["order_id"], row["currency"]]
            target = key if key in self.orders else same_id[0] if len(same_id) == 1 else None
            person = row["person"]
            if target is not None:
                self.orders[target]["back"] += row["amount"]
                person = self.orders[target]["person"]
            self.refunds.append((person, row["ordered_at"], row["amount"], row["currency"]))

    @staticmethod
    def _is_purchase(order):
        return order["gross"] > 0 and order["back"] < order["gross"]

    def _currencies(self):
        totals = {row["currency"]: {"orders": 0, "gross": 0, "refunds": 0} for row in self.rows}
        for order in self.orders.values():
            totals[order["currency"]]["orders"] += self._is_purchase(order)
            totals[order["currency"]]["gross"] += order["gross"]
        for _, _, amount, currency in self.refunds:
            totals[currency]["refunds"] += amount
        return totals

    def _day(self, moment):
        return moment.astimezone(self.zone).date()

    def _people(self):
        mine = [o for o in self.orders.values() if o["currency"] == self.currency]
        self.bought = [o for o in mine if self._is_purchase(o)]
        self.purchases = defaultdict(list)
        for order in self.bought:
            if order["person"] is not None:
                self.purchases[order["person"]].append(order)
        self.days = {
            person: sorted({self._day(order["at"]) for order in orders})
            for person, orders in self.purchases.items()
        }
        self.money = defaultdict(list)  # person -> (day, amount)
        for order in mine:
            self.money[order["person"]].append((self._day(order["at"]), order["gross"]))
        for person, at, amount, currency in self.refunds:
            if currency == self.currency:
                self.money[person].append((self._day(at), -amount))
        self.net = {p: sum(a for _, a in self.money[p]) for p in self.purchases}

    def overview(self):
        mine = self.currencies[self.currency]
        sales = [o for o in self.orders.values() if o["currency"] == self.currency]
        first = min((o["at"] for o in self.bought), default=None)
        return {
            "customers": len(self.purchases),
            "orders": len(self.bought),
            "repeat_customers": sum(len(days) >= 2 for days in self.days.values()),
            "orders_without_customer": sum(o["person"] is None for o in self.bought),
            "gross": mine["gross"],
            "refunds": mine["refunds"],
            "net": mine["gross"] - mine["refunds"],
            "net_without_customer": sum(amount for _, amount in self.money[None]),
            "currency": self.currency,
            "first_order_at": first or min((o["at"] for o in sales), default=self.as_of),
            "data_as_of": self.as_of,
        }

    def other_currencies(self):
        return [
            (c, t["orders"], t["gross"], t["refunds"], t["gross"] - t["refunds"])
            for c, t in sorted(self.currencies.items())
            if c != self.currency
        ]

    def cohorts(self, period):
        """[(start, size, active, revenue)], with None for what has not ended."""
        last = first_day_of(self.today, period)
        born = {p: first_day_of(days[0], period) for p, days in self.days.items()}
        rows = []
        for start in sorted(set(born.values())):
            people = [p for p in born if born[p] == start]
            active, revenue = [], []
            for k, column in enumerate(span(start, last, period)):
                if k > 0 and column == last:
                    active.append(None)
                    revenue.append(None)
                    continue
                inside = [{first_day_of(day, period) for day in self.days[p]} for p in people]
                active.append(sum(column in periods for periods in inside))
                revenue.append(
                    sum(
                        amount
                        for p in people
                        for day, amount in self.money[p]
                        if first_day_of(day, period) == column
                    )
                )
            rows.append((start, len(people), tuple(active), tuple(revenue)))
        return rows

    def mean(self, period):
        rows = self.cohorts(period)
        result = []
        for k in range(max((len(row[2]) for row in rows), default=0)):
            known = [row for row in rows if k < len(row[2]) and row[2][k] is not None]
            people = sum(row[1] for row in known)
            result.append(sum(row[2][k] for row in known) / people if known else None)
        return tuple(result)

    def lifecycle(self, period):
        """[(start, new, returning, resurrected, dormant, complete)]."""
        active = {p: {first_day_of(day, period) for day in days} for p, days in self.days.items()}
        if not active:
            return []
        first = min(min(periods) for periods in active.values())
        last = first_day_of(self.today, period)
        result, before = [], None
        for start in span(first, last, period):
            now = {p for p in active if start in active[p]}
            was = {p for p in active if before in active[p]}
            new = {p for p in now if min(active[p]) == start}
            result.append(
                (start, len(new), len(now & was), len(now - was - new), len(was - now),
                 start != last)
            )  # fmt: skip
            before = start
        return result

    def waits(self):
        """[(days known, days to the second purchase day or None)]."""
        return [
            ((self.today - days[0]).days, (days[1] - days[0]).days if len(days) > 1 else None)
            for days in self.days.values()
        ]

    def curve(self, day):
        """The product-limit share back by `day`, exactly."""
        waits, stay = self.waits(), Fraction(1)
        for t in range(1, day + 1):
            at_risk = [w for known, w in waits if (known if w is None else w) >= t]
            if at_risk:
                stay *= 1 - Fraction(sum(w == t for w in at_risk), len(at_risk))
        return 1 - stay

    def gaps(self):
        return sorted(
            (later - earlier).days
            for days in self.days.values()
            for earlier, later in pairwise(days)
        )

    def scores(self):
        """{person: (recency, orders, net, r, f, m)}."""
        people = sorted(self.purchases)
        recency = {p: (self.today - self.days[p][-1]).days for p in people}
        orders = {p: len(self.purchases[p]) for p in people}

        def scored(key):
            worst_first = sorted(people, key=key)
            half = Fraction(1, 2)
            return {
                p: 1 + int(5 * (rank + half) / len(people)) for rank, p in enumerate(worst_first)
            }

        position = {p: -i for i, p in enumerate(people)}  # of the still tied, the later id is worse
        r = scored(lambda p: (-recency[p], orders[p], self.net[p], position[p]))
        f = scored(lambda p: (orders[p], self.net[p], -recency[p], position[p]))
        m = scored(lambda p: (self.net[p], -recency[p], position[p]))
        return {p: (recency[p], orders[p], self.net[p], r[p], f[p], m[p]) for p in people}

    def products(self, least):
        """[(product, first buyers, repeat buyers)], as ordered in the answer."""
        buyers, repeaters = Counter(), Counter()
        for person, orders in self.purchases.items():
            first = min(order["at"] for order in orders)
            held = {
                row["product_id"]
                for order in orders
                if order["at"] == first
                for row in order["lines"]
                if row["amount"] > 0 and row["product_id"] is not None
            }
            for product in held:
                buyers[product] += 1
                repeaters[product] += len(self.days[person]) >= 2
        kept = [p for p in buyers if buyers[p] >= least]
        kept.sort(key=lambda p: (-repeaters[p], buyers[p], p))
        return [(p, buyers[p], repeaters[p]) for p in kept[:20]]


@pytest.fixture(scope="session")
def shop():
    """`shop.line(...)` makes a row, `shop.table(rows)` order lines, `shop.reference(rows, ..)` the
    plain reading of them.
    """
    return SimpleNamespace(line=line, table=as_table, reference=Reference, date=date)


@pytest.fixture(scope="session")
def shared_data():
    """The folder of the real data sets; the test is skipped where it is absent."""
    default = Path(__file__).parents[4] / "shared" / "data"
    folder = Path(os.environ.get("HUITOU_SHARED_DATA", default))
    if not folder.is_dir():
        pytest.skip(f"the real data sets are not here ({folder}); set HUITOU_SHARED_DATA")
    return folder
