"""The limit: what is left of an order when its SQL is written by hand, without a framework, without
asking anything again, in one transaction. It keeps what huitou keeps of an order, in little: the
order with its lines, stock that is taken only if it is there, the payment, and the facts.
"""

from __future__ import annotations

import json
import os
import random
import sqlite3
import sys
import time
import uuid
from collections.abc import Callable
from typing import Any

import psycopg
from _goods import DELIVERY_MINOR, LINES, SHOPPERS, UNITS, goods
from _pace import buy_when_told

_TABLES = (
    "CREATE TABLE stock (sku text PRIMARY KEY, price bigint, on_hand bigint, reserved bigint, "
    "CHECK (on_hand >= reserved AND reserved >= 0))",
    "CREATE TABLE orders (id text PRIMARY KEY, shopper text, total bigint, address text)",
    "CREATE TABLE line (order_id text REFERENCES orders, sku text, price bigint, "
    "PRIMARY KEY (order_id, sku))",
    "CREATE TABLE payment (id text PRIMARY KEY, order_id text REFERENCES orders, minor bigint)",
    "CREATE TABLE fact (id text PRIMARY KEY, event text, shopper text, properties text)",
)
_EVENTS = (*("Product Added",) * LINES, "Checkout Started", "Order Completed")


def main(command: str, *arguments: str) -> None:
    connection = _connected()
    if command == "prepare":
        for table in _TABLES:
            connection.execute(table)
        for one in goods():
            row = (one.sku, one.price_minor, UNITS)
            _run(connection, "INSERT INTO stock VALUES (?, ?, ?, 0)", row)
    elif command == "work":
        buy_when_told(_purchases(connection, random.Random(arguments[0])))
    else:
        for statement in (
            "SELECT COUNT(*) FROM orders JOIN payment ON order_id = orders.id AND minor = total",
            f"SELECT COUNT(*) / {len(_EVENTS)} FROM fact",
            f"SELECT COUNT(*) / {LINES} FROM line",
            f"SELECT SUM(reserved) / {LINES} FROM stock",
        ):
            (found,) = connection.execute(statement).fetchone()
            assert found == int(arguments[0]), f"{statement}: {found}, not {arguments[0]}"


def _purchases(connection: Any, dice: random.Random) -> Callable[[], float]:
    stock = goods()

    def buy() -> float:
        began = time.perf_counter()
        bought = sorted(dice.sample(stock, LINES), key=lambda one: one.sku)
        order, shopper = str(uuid.uuid4()), f"shopper-{dice.randrange(SHOPPERS)}"
        total = sum(one.price_minor for one in bought) + DELIVERY_MINOR
        products = json.dumps([{"sku": one.sku, "price": one.price_minor} for one in bought])
        _run(connection, "BEGIN IMMEDIATE" if _is_sqlite(connection) else "BEGIN")
        _run(connection, "INSERT INTO orders VALUES (?, ?, ?, ?)", (order, shopper, total, "{}"))
        for one in bought:
            row = (order, one.sku, one.price_minor)
            _run(connection, "INSERT INTO line VALUES (?, ?, ?)", row)
            taken = _run(
                connection,
                "UPDATE stock SET reserved = reserved + 1 WHERE sku = ? AND on_hand > reserved",
                (one.sku,),
            )
            assert taken.rowcount == 1
        payment = (str(uuid.uuid4()), order, total)
        _run(connection, "INSERT INTO payment VALUES (?, ?, ?)", payment)
        for event in _EVENTS:
            row = (str(uuid.uuid4()), event, shopper, products)
            _run(connection, "INSERT INTO fact VALUES (?, ?, ?, ?)", row)
        _run(connection, "COMMIT")
        return began

    return buy


def _connected() -> Any:
    url = os.environ.get("HUITOU_DATABASE_URL")
    if url:
        return psycopg.connect(url, autocommit=True)
    settings = json.loads(os.environ["HUITOU_BENCH_DATABASE"])
    connection = sqlite3.connect(settings["NAME"], timeout=20, isolation_level=None)
    connection.executescript(settings["OPTIONS"]["init_command"])
    return connection


def _is_sqlite(connection: Any) -> bool:
    return isinstance(connection, sqlite3.Connection)


def _run(connection: Any, statement: str, values: tuple[Any, ...] = ()) -> Any:
    marked = statement if _is_sqlite(connection) else statement.replace("?", "%s")
    return connection.execute(marked, values)


if __name__ == "__main__":
    main(*sys.argv[1:])
