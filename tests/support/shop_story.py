"""A shop that is open over HTTP: its staff, its gateway, its worker, its time and its event log.
Stories are told with it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.test import Client

from huitou.commerce import members, payments
from huitou.engine.analytics import shop_report
from huitou.engine.events import order_lines_of
from huitou.foundation import accounts, facts, jobs
from huitou.foundation.actors import SYSTEM
from huitou.foundation.clocks import clock_set
from huitou.foundation.event_log import open_log
from huitou.kernel import FakeClock
from payments_shop import balances
from shop_callers import PASSWORD, Shopper, Staff
from shop_contents import contents

ZONE, CURRENCY = "Asia/Shanghai", "CNY"
CASHIER = "/api/v1/payments/simulated/"


class Letters:
    """A registered sender that keeps what it is given."""

    def __init__(self) -> None:
        self.sent: list[members.CodeMessage] = []

    def send(self, message: members.CodeMessage) -> None:
        self.sent.append(message)

    def code_for(self, contact: str) -> str:
        """The newest."""
        to = members.way_of(contact)
        return next(one.code for one in reversed(self.sent) if one.to == to)


@contextmanager
def open_story(clock: FakeClock) -> Iterator[ShopStory]:
    """A shop with an operator, a category, and a courier: 8 yuan, free over 99, there in two days
    after the day on which the goods are handled.
    """
    accounts.forget_leases()
    gateway = payments.SimulatedGateway(clock=clock, cashier=CASHIER)
    letters = Letters()
    before = {kind: members.register_sender(kind, letters) for kind in ("email", "phone")}
    with clock_set(clock), payments.gateway_set("simulated", gateway):
        yield ShopStory(clock, gateway, letters).opened()
    for kind, sender in before.items():
        members.register_sender(kind, sender)


@dataclass
class ShopStory:
    """`variants` and `products` by SKU. While `twice`, every write is sent twice."""

    clock: FakeClock
    gateway: payments.SimulatedGateway
    letters: Letters
    variants: dict[str, str] = field(default_factory=dict)
    products: dict[str, str] = field(default_factory=dict)
    category: str = ""
    twice: bool = False
    owner: Staff = field(init=False)
    operator: Staff = field(init=False)

    def opened(self) -> ShopStory:
        first = accounts.create_staff("li.wei", PASSWORD, ["owner"], actor=SYSTEM, clock=self.clock)
        self.owner = Staff(self, "li.wei", first.id)
        self.operator = self.hires("olga", "operator")
        self.category = self.new_category("Tea")
        method = {
            "names": {"en": "Courier", "zh-hans": "快递"},
            "fee": yuan("8.00"),
            "free_over": yuan("99.00"),
            "transit_days": 2,
        }
        self.operator.does("PUT", "/shipping-methods/courier", method)
        return self

    def hires(self, login: str, *roles: str) -> Staff:
        """One more of the staff, signed in."""
        made = self.owner.post("/staff", {"login": login, "password": PASSWORD, "roles": roles})
        return Staff(self, login, made["id"])

    def new_category(self, name: str) -> str:
        made = self.operator.post("/catalogue/staff/categories", {"names": {"en": name}})
        return str(made["id"])

    def sells(self, sku: str, price: str, stock: int = 100, category: str = "") -> str:
        """Put a product with one variant on the shelf; the variant's id."""
        staff = self.operator
        body = {"names": {"en": f"Tea {sku}"}, "category_id": category or self.category}
        product = f"/catalogue/staff/products/{staff.post('/catalogue/staff/products', body)['id']}"
        made = staff.post(f"{product}/variants", {"sku": sku, "weight_grams": 250})
        self.products[sku], self.variants[sku] = made["id"], made["variants"][0]["id"]
        self.prices(sku, price)
        for step in ("submit", "approve", "publish"):
            staff.post(f"{product}/{step}", {})
        self.receives(sku, stock)
        return self.variants[sku]

    def prices(self, sku: str, price: str) -> None:
        path = f"/catalogue/staff/variants/{self.variants[sku]}/prices"
        self.operator.post(path, {"price": yuan(price)})

    def receives(self, sku: str, units: int) -> None:
        body = {"variant_id": self.variants[sku], "quantity": units, "source": f"first-{sku}"}
        self.operator.post("/supply/receipts", body)

    def comes(self) -> Shopper:
        """Somebody whom the shop does not know yet."""
        return Shopper(self)

    def guest(self) -> Shopper:
        """Somebody who buys without saying who they are."""
        shopper = Shopper(self)
        shopper.is_guest()
        return shopper

    def time_passes(self, **by: float) -> None:
        """And the worker does what is due by then."""
        self.clock.advance(timedelta(**by))
        self.works()

    def works(self) -> None:
        """One round of the worker; no schedule of it may fail."""
        jobs.run_schedules(self.clock)
        facts.deliver_facts(clock=self.clock)
        jobs.run_due(self.clock)
        assert [row for row in jobs.schedules() if row.failures] == []

    def gateway_calls(self) -> list[int]:
        """The gateway posts what is due to the shop; how each was answered. One that was is not
        posted again.
        """
        answers = []
        for one in self.gateway.due_callbacks(self.clock):
            answers.append(self.callback(one))
            if self.twice:
                before = contents()
                assert self.callback(one) == answers[-1]
                assert contents() == before
            if answers[-1] == 200:
                self.gateway.acknowledged(one.id)
        return answers

    def callback(self, one: Any) -> int:
        """Post one to the shop; the status of the answer."""
        said = Client(raise_request_exception=False).post(
            "/api/v1/payments/callbacks/simulated",
            one.body,
            content_type="application/json",
            headers={"host": "127.0.0.1", **one.headers},
        )
        return int(said.status_code)

    def money_moves(self) -> None:
        """The worker sends refunds, and the gateway says what came of them."""
        self.time_passes(seconds=30)
        self.gateway_calls()

    def level(self, sku: str) -> tuple[int, int]:
        """On hand and reserved."""
        (row,) = self.operator.get(f"/supply/levels?variant={self.variants[sku]}")["items"]
        return row["on_hand"], row["reserved"]

    def order(self, order: Any) -> Any:
        """As staff see it."""
        return self.operator.get(f"/orders/{order['id']}")

    def refunds(self, order: Any) -> list[tuple[str, str]]:
        """State and amount of every refund of the order's payment."""
        rows = self.operator.get(f"/payments/{order['payment_id']}/refunds")
        return [(row["state"], row["amount"]["amount"]) for row in rows]

    def events(self) -> list[dict[str, Any]]:
        """All of the event log, once the worker has shipped what waited."""
        self.time_passes(seconds=10)
        rows = open_log(settings.HOME).snapshot().duckdb().to_pyarrow().to_pylist()
        return sorted(rows, key=lambda row: (row["timestamp"], row["event"] or ""))

    def said(self, event: str) -> list[dict[str, Any]]:
        """The properties of every event of that name."""
        return [json.loads(row["properties"]) for row in self.events() if row["event"] == event]

    def names(self) -> list[str]:
        """Of all events about orders and cases, in their order."""
        names = [row["event"] or "" for row in self.events()]
        return [name for name in names if name.startswith(("Order", "Return"))]

    def report(self) -> tuple[int, int, int, int]:
        """Orders, gross revenue, refunds and net revenue (in fen) of the shop's report, which is
        not made of nothing.
        """
        self.time_passes(seconds=10)
        events = open_log(settings.HOME).snapshot().duckdb().to_pyarrow()
        lines = order_lines_of(events, default_currency=CURRENCY)
        if not lines.num_rows:
            return 0, 0, 0, 0
        found = shop_report(lines, timezone=ZONE, currency=CURRENCY).overview
        return found.orders, found.gross, found.refunds, found.net

    def books_agree(self, **accounts_in_fen: int) -> None:
        """Nothing is off in the books of money and of stock, nobody has to look at anything, the
        audit log is whole; and the ledger's accounts that are not zero are these.
        """
        for path in ("/payments/books", "/supply/differences"):
            assert self.operator.get(path) == [], path
        assert self.operator.get("/payments/differences")["items"] == []
        assert self.owner.get("/audit/chain")["sound"]
        assert jobs.dead_jobs() == []
        assert {name.partition(":")[0]: minor for name, minor in balances().items()} == (
            accounts_in_fen
        )


def yuan(amount: str) -> dict[str, str]:
    return {"amount": amount, "currency": CURRENCY}


def moment(order: Any, name: str) -> Any:
    """A time of an answer, read."""
    return datetime.fromisoformat(order[name])
