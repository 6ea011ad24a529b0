"""huitou, by the public verbs of its rooms: every step of a purchase in a transaction of its own,
as the routes of the API call them.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from _goods import LINES
from _pace import WORKERS, buy_when_told

from huitou.foundation.startup import prepare, start_django

HOME = start_django()

from _our_shop import CLOCK, GATEWAY, Shop, Shopper, fill, known, open_gateway, paid_at  # noqa: E402
from django.db import connection  # noqa: E402

from huitou.commerce import orders, payments, supply  # noqa: E402

Around = Callable[[str], AbstractContextManager[Any]]


def main(command: str, *arguments: str) -> None:
    if command == "prepare":
        prepare()
        fill(HOME)
    elif command == "work":
        buy_when_told(purchases(int(arguments[0])))
    elif command == "check":
        check(int(arguments[0]), LINES * int(arguments[0]))


def purchases(worker: int, around: Around = lambda _step: nullcontext()) -> Callable[[], float]:
    """What buys once when it is called, `around` each step. Each worker has shoppers of its own."""
    shop, dice, gateway = known(HOME), random.Random(worker), open_gateway()
    turn = _turns(shop, worker)

    def buy() -> float:
        who = next(turn)
        for variant in shop.basketful(dice):
            with around("add_to_basket"):
                orders.add_to_basket(who.actor, variant, clock=CLOCK)
        wish: dict[str, Any] = {"address_id": who.address_id, "clock": CLOCK}
        with around("quote"):
            quoted = orders.quote(who.actor, **wish)
        filled = time.perf_counter()
        with around("place_order"):
            order = orders.place_order(who.actor, quoted.fingerprint, gateway=GATEWAY, **wish)
        with around("start_payment"):
            payment_id = order.payment_id or ""
            how = payments.start_payment(payment_id=payment_id, actor=who.actor, clock=CLOCK)
        with around("(the gateway's own)"):
            headers, body = paid_at(gateway, how.url.rsplit("/", 1)[1])
        with around("receive_callback"):
            payments.receive_callback(gateway=GATEWAY, headers=headers, body=body, clock=CLOCK)
        return filled

    return buy


def check(placed: int, lines: int) -> None:
    """Fails unless so many orders of so many lines are paid, their money is booked, their goods are
    kept, and their facts are said.
    """
    said = "SELECT COUNT(*) FROM facts_fact WHERE event = "
    _expect(placed, "SELECT COUNT(*) FROM orders_order")
    _expect(placed, "SELECT COUNT(*) FROM orders_order WHERE state = 'paid'")
    _expect(placed, "SELECT COUNT(*) FROM payments_payment")
    _expect(placed, "SELECT COUNT(*) FROM payments_payment WHERE state = 'captured'")
    _expect(placed, f"{said} 'Order Completed'")
    _expect(placed, f"{said} 'Checkout Started'")
    _expect(lines, f"{said} 'Product Added'")
    _expect(lines, "SELECT SUM(reserved) FROM supply_balance")
    paid = f"SELECT SUM(minor) FROM payments_entry WHERE account = 'gateway:{GATEWAY}'"
    _expect(0, f"SELECT SUM(total_minor) - ({paid}) FROM orders_order")
    assert supply.reconcile() == [], "the books of stock do not agree"
    assert payments.books_at_zero() == [], "the books of money do not agree"


def _expect(number: int, statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        (found,) = cursor.fetchone()
    assert found == number, f"{statement}: {found}, not {number}"


def _turns(shop: Shop, worker: int) -> Iterator[Shopper]:
    mine = shop.shoppers[worker::WORKERS]
    while True:
        yield from mine


if __name__ == "__main__":
    main(*sys.argv[1:])
