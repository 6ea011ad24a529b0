"""Analytics beside DuckDB by hand and ClickHouse (chDB), all on the same log, in one run.

    python benchmarks/analytics/run.py [MILLIONS] [FOLDER]

Claims: from the index, retention, stickiness and lifecycle take a twentieth of chDB's scan and less
than 150 ms at 20 million events; a scan is no slower than chDB's; a funnel of 3 steps is no slower
than its windowFunnel, one of 12 takes at most twice as long as one of 3; no query holds 2 GB; and
keeping the index costs less than 15 percent of shipping. Fails if the numbers are not the same.
"""

from __future__ import annotations

import sys
from pathlib import Path

from _data import FOLDER, made, prepare_inputs
from _index_cost import index_ready, upkeep
from _peers import HERE, ask_peers
from _questions import QUESTIONS
from _timing import Asked, ask_apart

OURS, SCANNING = HERE / "_ours.py", HERE / "_ours_scanning.py"
FROM_INDEX = (
    "daily_retention",
    "weekly_retention",
    "first_time_retention",
    "stickiness_30",
    "stickiness_180",
    "lifecycle",
)


def main(millions: int, folder: Path) -> None:
    home = made(millions, folder)
    prepare_inputs(home)
    print(index_ready(home))
    print(f"{millions} million events; milliseconds (CPU of both cores), peak MB")
    print(f"{'':22}{'huitou':>24}{'DuckDB by hand':>24}{'ClickHouse':>24}  ClickHouse / huitou")
    seconds = {}
    for question in QUESTIONS:
        peers = ask_peers(home, question)
        scripts = {question: OURS}
        if question in FROM_INDEX:
            scripts[f"{question}, scanned"] = SCANNING
        for label, script in scripts.items():
            ours = ask_apart(script, home, question)
            assert ours.rows == peers["ClickHouse"].rows, f"{question}: not the same numbers"
            seconds[label] = ours.seconds
            _say(label, ours, peers)
    print(f"12 steps take {seconds['funnel_12'] / seconds['funnel_3']:.2f} times 3 steps")
    print(upkeep(folder))


def _say(label: str, ours: Asked, peers: dict[str, Asked]) -> None:
    columns = [ours, peers["DuckDB"], peers["ClickHouse"]]
    told = "".join(
        f"{1000 * a.seconds:9,.1f} ({1000 * a.cpu_seconds:6,.0f}){a.peak_megabytes:7,.0f}"
        for a in columns
    )
    ratio = peers["ClickHouse"].seconds / ours.seconds
    by_cpu = peers["ClickHouse"].cpu_seconds / max(ours.cpu_seconds, 1e-9)
    print(f"{label:30}{told}  {ratio:8.1f} ({by_cpu:.1f} by CPU)", flush=True)


if __name__ == "__main__":
    main(int((sys.argv[1:] or ["20"])[0]), Path((sys.argv[2:] or [FOLDER])[0]))
