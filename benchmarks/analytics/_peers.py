"""The two peers on one log: every question with and without people, each in a process of its own.

    python benchmarks/analytics/_peers.py [MILLIONS] [FOLDER]

Fails if the peers do not give the same numbers.
"""

from __future__ import annotations

import sys
from pathlib import Path

from _data import FOLDER, made, prepare_inputs
from _questions import QUESTIONS
from _timing import Asked, ask_apart

HERE = Path(__file__).parent
PEERS = {"DuckDB": HERE / "_peers_duckdb.py", "ClickHouse": HERE / "_peers_chdb.py"}


def ask_peers(home: Path, question: str, resolved: bool = True) -> dict[str, Asked]:
    """What each peer says, by its name. AssertionError if they do not say the same."""
    asked = {name: ask_apart(script, home, question, resolved) for name, script in PEERS.items()}
    answers = [each.rows for each in asked.values()]
    assert all(rows == answers[0] for rows in answers), f"{question}: the peers do not agree"
    return asked


def main(millions: int, folder: Path) -> None:
    home = made(millions, folder)
    prepare_inputs(home)
    print(f"{millions} million events; median s, CPU s, peak MB")
    print(f"{'':32}" + "".join(f"{name:>24}" for name in PEERS))
    for question in QUESTIONS:
        for resolved in (True, False):
            asked = ask_peers(home, question, resolved)
            print(f"{question + ('' if resolved else ', by raw id'):32}" + "".join(
                f"{a.seconds:8.2f}{a.cpu_seconds:8.2f}{a.peak_megabytes:8,.0f}"
                for a in asked.values()), flush=True)  # fmt: skip


if __name__ == "__main__":
    main(int((sys.argv[1:] or ["5"])[0]), Path((sys.argv[2:] or [FOLDER])[0]))
