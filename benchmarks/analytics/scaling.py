"""How the cost of an answer from the index grows with the log, beside ClickHouse's scan of it.

    python benchmarks/analytics/scaling.py [MILLIONS ...] [--plot FILE]

The index holds a set of people for each day and event, so its cost goes with persons x days and not
with events: persons and days are the same in every log here. `--plot` draws it as an SVG file.
"""

from __future__ import annotations

import sys
from pathlib import Path

from _data import FOLDER, made, prepare_inputs
from _index_cost import index_ready
from _peers import HERE, PEERS
from _timing import ask_apart

SIZES = (1, 5, 20)
ASKED = ("daily_retention", "weekly_retention", "stickiness_180", "lifecycle")
OURS, CLICKHOUSE = HERE / "_ours.py", PEERS["ClickHouse"]

Series = dict[str, list[float]]


def main(sizes: list[int], plot: Path | None) -> None:
    ours: Series = {question: [] for question in ASKED}
    peer: Series = {question: [] for question in ASKED}
    for millions in sizes:
        home = made(millions, FOLDER)
        prepare_inputs(home)
        print(f"{millions} million events; {index_ready(home)}", flush=True)
        for question in ASKED:
            asked = ask_apart(OURS, home, question), ask_apart(CLICKHOUSE, home, question)
            assert asked[0].rows == asked[1].rows, f"{question}: not the same numbers"
            for series, one in zip((ours, peer), asked, strict=True):
                series[question].append(1000 * one.seconds)
            print(
                f"  {question:20}{ours[question][-1]:9.1f} ms, "
                f"ClickHouse {peer[question][-1]:9.1f} ms, {asked[0].peak_megabytes:,.0f} MB",
                flush=True,
            )
    if plot is not None:
        plot.write_text(drawn(sizes, ours, peer), encoding="utf-8")


def drawn(sizes: list[int], ours: Series, peer: Series) -> str:
    """The series as one SVG, both axes logarithmic."""
    from _plot import Line, log_log

    lines = [Line(f"huitou, {name}", ours[name], dashed=False) for name in ASKED]
    lines += [Line(f"ClickHouse, {name}", peer[name], dashed=True) for name in ASKED]
    return log_log([float(size) for size in sizes], lines, x="million events", y="milliseconds")


if __name__ == "__main__":
    given = sys.argv[1:]
    target = Path(given[given.index("--plot") + 1]) if "--plot" in given else None
    numbers = [int(one) for one in given if one.isdigit()]
    main(numbers or list(SIZES), target)
