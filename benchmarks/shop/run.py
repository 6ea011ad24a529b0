"""A shop's orders a second, beside django-oscar 4.2 and beside SQL that is written by hand, on
PostgreSQL and SQLite in one run.

    python benchmarks/shop/run.py [SECONDS] [PURCHASES]

A purchase is all its steps: two products into the basket, a quote, the order (stock is reserved, a
payment opened), the payment started and made at a simulated gateway, its callback (booked, the
order is paid, facts are said). 2 processes buy for SECONDS (20) on each engine; "orders placed/s"
is what they would reach if each basket were filled and quoted before. Then PURCHASES (200) are made
in one process, step by step, and as many over HTTP, one after the other, where the server says what
each answer took. huitou's steps are transactions of their own; SQL by hand is one transaction
without a basket.

Claims: 100 orders placed a second on PostgreSQL and 40 on SQLite, on 2 cores, each with its
reservation, its payment made and booked, and its facts; 95 of 100 answers of each
route of the API in less than 40 ms of server time; a number of statements that does not grow with
the basket, but for one that reserves each line. Prints MISSED where a claim does not hold; fails if
orders, payments, stock, ledger and facts do not agree at the end of a run.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from _databases import POSTGRESQL, SQLITE, new_shop
from _goods import LINES
from _oscar_venv import oscar_python
from _pace import WORKERS, Pace, measured
from _routes import LARGE, Route

HERE = Path(__file__).parent
LEAST_RATE = {POSTGRESQL: 100.0, SQLITE: 40.0}
MOST_P95 = 40.0


def main(seconds: float, purchases: int) -> None:
    engines = {
        "huitou": ("_ours.py", sys.executable),
        "django-oscar 4.2": ("_oscar.py", oscar_python()),
        "SQL by hand": ("_by_hand.py", sys.executable),
    }
    print(f"{WORKERS} processes buy for {seconds:.0f} seconds, {LINES} products an order")
    for database in LEAST_RATE:
        paces: dict[str, Pace] = {}
        for name, (script, python) in engines.items():
            with new_shop(database) as environment:
                paces[name] = measured(HERE / script, environment, seconds, python)
        _say_paces(database, paces)
    for database in LEAST_RATE:
        _say_steps(database, json.loads(in_new_shop(database, "_steps.py", purchases)))
        said = json.loads(in_new_shop(database, "_ours_http.py", purchases))
        _say_routes(database, [Route(**one) for one in said])


def in_new_shop(database: str, script: str, purchases: int) -> str:
    """What a script prints that buys in a new shop of huitou's. Without limits of requests."""
    with new_shop(database) as environment:
        environment |= {"HUITOU_API_PER_ADDRESS": "10000000", "HUITOU_API_PER_ACTOR": "10000000"}

        def run(*command: str) -> str:
            return subprocess.run(
                [sys.executable, *command], check=True, cwd=HERE, env=environment,
                stdout=subprocess.PIPE, text=True,
            ).stdout  # fmt: skip

        run("_ours.py", "prepare")
        return run(script, str(purchases))


def _say_paces(database: str, paces: dict[str, Pace]) -> None:
    ours = paces["huitou"]
    print(
        f"\n{database:18}{'purchases/s':>12}{'orders placed/s':>17}{'p50 ms':>9}{'p95':>8}", end=""
    )
    print(f"{'CPU ms':>9}  purchases/s of huitou")
    for name, pace in paces.items():
        print(f"{name:18}{pace.rate:12,.1f}{pace.placing:17,.1f}{pace.p50:9.1f}", end="")
        share = "" if pace is ours else f"  {ours.rate / pace.rate:.3f} of these"
        print(f"{pace.p95:8.1f}{pace.cpu:9.2f}{share}")
    least = LEAST_RATE[database]
    _judge(f"{least:.0f} orders placed/s", ours.placing >= least)


def _say_steps(database: str, steps: list[tuple[str, int, int, float, float]]) -> None:
    print(f"\nOne purchase of huitou's on {database}, in a process that buys alone")
    print(f"{'':24}{'times':>6}{'statements':>12}{'ms in the db':>14}{'CPU ms':>8}{'share':>7}")
    whole = sum(times * spent for _, times, _, _, spent in steps)
    for name, times, statements, database_ms, spent in steps:
        share = times * spent / whole
        print(f"{name:24}{times:6}{statements:12.0f}{database_ms:14.1f}{spent:8.1f}{share:7.0%}")
    asked = sum(times * statements for _, times, statements, _, _ in steps)
    print(f"{'all':24}{'':6}{asked:12.0f}{'':14}{whole:8.1f}")


def _say_routes(database: str, routes: list[Route]) -> None:
    print(f"\nAPI on {database}: ms on the server, statements for {LINES} and for {LARGE} lines")
    print(f"{'':38}{'p50':>8}{'p95':>8}{'of it db':>10}{'statements':>14}{'connections':>13}")
    for one in routes:
        counts = f"{one.statements} / {one.statements_of_large}"
        print(
            f"{one.name:38}{one.p50:8.1f}{one.p95:8.1f}{one.database:10.1f}"
            f"{counts:>14}{one.connections:13.1f}"
        )
    _judge(f"p95 below {MOST_P95:.0f} ms", all(one.p95 < MOST_P95 for one in routes))
    more = max(one.statements_of_large - one.statements for one in routes)
    _judge(f"{LARGE - LINES} more lines, {more} more statements", more <= LARGE - LINES)


def _judge(claim: str, holds: bool) -> None:
    print(f"{'holds' if holds else 'MISSED'}: {claim}", flush=True)


if __name__ == "__main__":
    main(float((sys.argv[1:] or ["20"])[0]), int((sys.argv[2:] or ["200"])[0]))
