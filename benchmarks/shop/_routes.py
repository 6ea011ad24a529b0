"""What a route of the API took."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

# The parts of the header Server-Timing, as `_timed_app.py` writes it.
APP, DATABASE, STATEMENTS, CONNECTIONS = "app", "db", "statements", "connections"
Seen = dict[str, float]
# The products of one basket that is larger than others.
LARGE = 20


@dataclass(frozen=True)
class Route:
    """Milliseconds on the server, `database` the median of those of them that were spent in the
    database; statements at most, and at most for a basket of LARGE products; new connections to
    the database a request.
    """

    name: str
    p50: float
    p95: float
    database: float
    statements: int
    statements_of_large: int
    connections: float


def route_of(name: str, rows: Sequence[Seen], of_large: Sequence[Seen]) -> Route:
    """The answers of one route together."""
    took = sorted(row[APP] for row in rows)
    return Route(
        name=name,
        p50=statistics.median(took),
        p95=took[len(took) * 95 // 100],
        database=statistics.median(row[DATABASE] for row in rows),
        statements=int(max(row[STATEMENTS] for row in rows)),
        statements_of_large=int(max(row[STATEMENTS] for row in of_large)),
        connections=statistics.mean(row[CONNECTIONS] for row in rows),
    )
