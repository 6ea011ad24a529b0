"""The events of one session: a visit, an order or a refund, as a shop's scripts would send them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import numpy as np

from huitou.simulator.people import NO_GROUP_BUY
from huitou.simulator.shelf import SHOP_TITLE, Language
from huitou.simulator.shop_year import ShopHistory
from huitou.simulator.visits import Visits

Event = dict[str, Any]

_GROUP_SIZE = 3
_SHOP_URL = "https://shop.example"


class Sessions:
    """Plays the sessions of one history; `run` names it and begins every message id."""

    def __init__(self, history: ShopHistory, language: Language, visits: Visits, run: str) -> None:
        self._history = history
        self._language = language
        self._visits = visits
        self._run = run
        self._sent = 0
        orders = history.orders
        self._line_starts = np.searchsorted(orders.order, np.arange(orders.count + 1))
        self._known_from = _first_orders(history)
        self._groups = _groups(history)

    def visit(self, index: int, start: int) -> Iterator[Event]:
        """A visit that ends without an order."""
        person = int(self._visits.person[index])
        products = [self._product(int(number)) for number in self._visits.products[index]]
        yield self._page(person, start)
        for step, product in enumerate(products, start=1):
            yield self._track(person, start + 20 * step, "Product Viewed", product)
        if self._visits.added[index]:
            added = {**products[0], "quantity": 1}
            yield self._track(person, start + 80, "Product Added", added)

    def order(self, line: int, start: int) -> Iterator[Event]:
        """The session that ends in the order whose first line is `line`."""
        orders = self._history.orders
        person, moment = int(orders.person[line]), int(orders.moment[line])
        number = int(orders.order[line])
        lines = range(line, int(self._line_starts[number + 1]))
        bought = [self._bought(each, int(orders.quantity[each])) for each in lines]
        yield self._page(person, start)
        for step, product in enumerate(bought, start=1):
            at = start + (moment - start) * step // (len(bought) + 2)
            viewed = {key: value for key, value in product.items() if key != "quantity"}
            yield self._track(person, at, "Product Viewed", viewed)
            yield self._track(person, at, "Product Added", product)
        summary = self._summary(number, bought, sum(self._amount(each) for each in lines))
        yield self._track(person, max(start, moment - 30), "Checkout Started", summary)
        if orders.first[line]:
            yield from self._introduce(person, moment)
        yield self._track(person, moment, "Order Completed", summary)

    def refund(self, entry: int, start: int) -> Iterator[Event]:
        """The refund whose first line is the refunds' `entry`."""
        orders, refunds = self._history.orders, self._history.refunds
        number = orders.order[refunds.line[entry]]
        entries = [entry]
        while entries[-1] + 1 < len(refunds) and (
            orders.order[refunds.line[entries[-1] + 1]] == number
        ):
            entries.append(entries[-1] + 1)
        returned = [self._bought(int(refunds.line[e]), int(refunds.quantity[e])) for e in entries]
        fen = sum(int(orders.unit_price[refunds.line[e]] * refunds.quantity[e]) for e in entries)
        summary = self._summary(int(number), returned, fen)
        person = int(orders.person[refunds.line[entry]])
        yield self._track(person, start, "Order Refunded", summary)

    def _introduce(self, person: int, moment: int) -> Iterator[Event]:
        user = self._user(person, moment)
        if user is not None:
            traits = {"language": "zh-Hans" if self._language == "zh" else "en"}
            yield self._event(person, moment, type="identify", traits=traits)
        if person in self._groups:
            deal, seat = self._groups[person]
            product = self._history.year.group_buys[deal].product_id
            group = {"group_id": f"sample-g{deal}-{seat // _GROUP_SIZE:05d}", "product_id": product}
            verb = "Group Buy Joined" if seat % _GROUP_SIZE else "Group Buy Started"
            yield self._track(person, moment, verb, group)
            if seat % _GROUP_SIZE == _GROUP_SIZE - 1:
                yield self._track(person, moment, "Group Buy Succeeded", group)

    def _page(self, person: int, moment: int) -> Event:
        page = {"title": SHOP_TITLE[self._language], "url": f"{_SHOP_URL}/", "path": "/"}
        return self._event(person, moment, type="page", name="Home", properties=page)

    def _track(self, person: int, moment: int, event: str, properties: Event) -> Event:
        return self._event(person, moment, type="track", event=event, properties=properties)

    def _event(self, person: int, moment: int, **body: Any) -> Event:
        self._sent += 1
        ids: Event = {"anonymousId": f"sample-a{person + 1:07d}"}
        user = self._user(person, moment)
        if user is not None:
            ids["userId"] = user
        return {
            "messageId": f"sample-{self._run}-{self._sent:09d}",
            **ids,
            **body,
            "timestamp": datetime.fromtimestamp(moment, UTC).isoformat().replace("+00:00", "Z"),
            "context": {"generated": True, "library": {"name": "huitou-sample"}},
        }

    def _user(self, person: int, moment: int) -> str | None:
        people = self._history.people
        if person >= len(people) or people.number[person] < 0:
            return None
        if moment < self._known_from[person]:
            return None
        return f"sample-c{people.number[person] + 1:07d}"

    def _bought(self, line: int, quantity: int) -> Event:
        orders = self._history.orders
        price = int(orders.unit_price[line]) / 100
        product = self._product(int(orders.product[line]))
        return {**product, "price": price, "quantity": quantity}

    def _amount(self, line: int) -> int:
        orders = self._history.orders
        return int(orders.unit_price[line] * orders.quantity[line])

    def _product(self, index: int) -> Event:
        product = self._history.year.products[index]
        return {
            "product_id": product.product_id,
            "name": product.name(self._language),
            "category": product.category,
            "price": product.price / 100,
            "currency": self._history.year.currency,
        }

    def _summary(self, number: int, products: list[Event], fen: int) -> Event:
        return {
            "order_id": f"sample-o{number + 1:07d}",
            "total": fen / 100,
            "revenue": fen / 100,
            "currency": self._history.year.currency,
            "products": products,
        }


def _first_orders(history: ShopHistory) -> Any:
    """The moment of each person's first order."""
    orders = history.orders
    moments = np.empty(len(history.people), dtype=np.int64)
    moments[orders.person[orders.first]] = orders.moment[orders.first]
    return moments


def _groups(history: ShopHistory) -> dict[int, tuple[int, int]]:
    """For each person that a group buy brought: which one, and the seat among all it brought."""
    seats: dict[int, tuple[int, int]] = {}
    taken: dict[int, int] = {}
    for person in np.flatnonzero(history.people.group_buy != NO_GROUP_BUY):
        deal = int(history.people.group_buy[person])
        seats[int(person)] = (deal, taken.get(deal, 0))
        taken[deal] = taken.get(deal, 0) + 1
    return seats
