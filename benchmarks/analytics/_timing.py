"""One engine and one question in a process of its own: median seconds, peak memory, the answer.

A script of an engine ends in `answer_here(sys.argv, prepare)`; `ask_apart` runs it. Its arguments
are HOME QUESTION and 1 (with people) or 0 (by raw id); it prints an Asked as JSON.
"""

from __future__ import annotations

import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from _questions import Rows

RUNS = 3
# Given a home, a question and whether to resolve people: what answers the question when called.
Prepare = Callable[[Path, str, bool], Callable[[], Rows]]


@dataclass(frozen=True)
class Asked:
    """Medians of `RUNS` runs after a warm-up: seconds on the clock, and of both cores together
    (steadier on a machine that others use too); peak memory in megabytes; the answer.
    """

    seconds: float
    cpu_seconds: float
    peak_megabytes: float
    rows: Rows


def ask_apart(script: Path, home: Path, question: str, resolved: bool = True) -> Asked:
    command = [sys.executable, str(script), str(home), question, str(int(resolved))]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    found = json.loads(done.stdout.splitlines()[-1])
    return Asked(**found | {"rows": [tuple(row) for row in found["rows"]]})


def answer_here(arguments: list[str], prepare: Prepare) -> None:
    _, home, question, resolved = arguments
    answer = prepare(Path(home), question, resolved == "1")
    rows = answer()
    runs = [_timed(answer) for _ in range(RUNS)]
    seconds, cpu_seconds = (statistics.median(column) for column in zip(*runs, strict=True))
    print(json.dumps(asdict(Asked(seconds, cpu_seconds, peak_megabytes(), rows))))


def _timed(work: Callable[[], Rows]) -> tuple[float, float]:
    started, used = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - started, time.process_time() - used


def peak_megabytes() -> float:
    """The most that this process ever held. From /proc where there is one: getrusage also counts
    what the parent held when it started us.
    """
    status = Path("/proc/self/status")
    if status.exists():
        line = next(li for li in status.read_text().splitlines() if li.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
