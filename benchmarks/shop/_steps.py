"""Where the time of a purchase goes: what each step of huitou's asks of the database, and what it
takes, in one process that buys alone.

Run as `_steps.py PURCHASES` in a shop that `_ours.py prepare` has filled; prints JSON.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from _ours import purchases
from django.db import connection

_WARM_UP = 10


class Watched:
    """Statements, seconds in the database, and seconds of CPU, for every time of every step.
    BEGIN and savepoints are statements here: they are asked of the database as well.
    """

    def __init__(self) -> None:
        self.seen: dict[str, list[tuple[float, float, float]]] = defaultdict(list)
        self._statements, self._seconds = 0, 0.0

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        self._statements, self._seconds = 0, 0.0
        used = time.process_time()
        yield
        spent = time.process_time() - used
        self.seen[name].append((self._statements, self._seconds, spent))

    def counted(self, execute: Callable[..., Any], *said: Any) -> Any:
        began = time.perf_counter()
        try:
            return execute(*said)
        finally:
            self._statements += 1
            self._seconds += time.perf_counter() - began


def main(count: int) -> None:
    watched = Watched()
    buy = purchases(0, watched.step)
    with connection.execute_wrapper(watched.counted):
        for _ in range(_WARM_UP):
            buy()
        watched.seen.clear()
        for _ in range(count):
            buy()
    steps = []
    for name, rows in watched.seen.items():
        statements, database, spent = (
            statistics.median(column) for column in zip(*rows, strict=True)
        )
        steps.append((name, len(rows) // count, statements, 1000 * database, 1000 * spent))
    print(json.dumps(steps))


if __name__ == "__main__":
    main(int(sys.argv[1]))
