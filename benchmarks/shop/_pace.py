"""Several processes buy at once; how many orders they place together in a second.

A script of an engine answers three commands: `prepare`, `work WORKER` and `check ORDERS` (fails
unless the books say that so many orders were placed and paid). `measured` runs it; a worker calls
`buy_when_told`. The environment says where the database is (see `_databases.py`).
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

WORKERS = 2
_WARM_UP_ORDERS = 20


@dataclass(frozen=True)
class Pace:
    """Purchases a second of all workers together; orders a second that they would place if every
    basket were filled and quoted before (the time from the order to its payment is what counts);
    milliseconds of a purchase from its first step to its last; milliseconds of the workers' own CPU
    time for one, without that of a database server.
    """

    rate: float
    placing: float
    p50: float
    p95: float
    cpu: float


@dataclass(frozen=True)
class _Worked:
    placed: int
    seconds: float
    cpu_seconds: float
    took: list[float]
    placing_seconds: float


def measured(
    script: Path, environment: Mapping[str, str], seconds: float, python: str = sys.executable
) -> Pace:
    """Prepare a shop, let the workers buy for so many seconds at once, check the books."""

    def run(*arguments: str) -> None:
        subprocess.run([python, str(script), *arguments], check=True, env=dict(environment))

    run("prepare")
    workers = [
        subprocess.Popen(
            [python, str(script), "work", str(place)],
            env=dict(environment),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for place in range(WORKERS)
    ]
    for worker in workers:
        assert worker.stdout is not None
        if worker.stdout.readline() != "ready\n":
            raise SystemExit(f"{script.name}: a worker did not start")
    said = [_told(worker, seconds) for worker in workers]
    done = [_Worked(**json.loads(worker.communicate()[0])) for worker in said]
    run("check", str(sum(one.placed for one in done)))
    return _together(done)


def buy_when_told(buy: Callable[[], float]) -> None:
    """The worker's side: warm up, say `ready`, and from the moment when a number of seconds comes
    buy until they are over. `buy` answers when (perf_counter) its basket was filled and quoted.
    """
    for _ in range(_WARM_UP_ORDERS):
        buy()
    print("ready", flush=True)
    seconds = float(sys.stdin.readline())
    took: list[float] = []
    placing = 0.0
    started, used = time.perf_counter(), time.process_time()
    now = started
    while now < started + seconds:
        filled = buy()
        before, now = now, time.perf_counter()
        took.append(now - before)
        placing += now - filled
    used = time.process_time() - used
    worked = _Worked(_WARM_UP_ORDERS + len(took), now - started, used, took, placing)
    print(json.dumps(asdict(worked)))


def _told(worker: subprocess.Popen[str], seconds: float) -> subprocess.Popen[str]:
    assert worker.stdin is not None
    worker.stdin.write(f"{seconds}\n")
    worker.stdin.flush()
    return worker


def _together(done: list[_Worked]) -> Pace:
    took = sorted(one for worked in done for one in worked.took)
    return Pace(
        rate=sum(len(one.took) / one.seconds for one in done),
        placing=WORKERS * len(took) / sum(one.placing_seconds for one in done),
        p50=1000 * took[len(took) // 2],
        p95=1000 * took[len(took) * 95 // 100],
        cpu=1000 * sum(one.cpu_seconds for one in done) / len(took),
    )
