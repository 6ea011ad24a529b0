"""What a peer reads. It imports nothing, so that the peak memory of a peer is the peer's own."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Inputs:
    """The Parquet files of the log, and a Parquet file of its people (id, person_id)."""

    files: tuple[str, ...]
    people: str


def write_inputs(home: Path, inputs: Inputs) -> None:
    (home / "inputs.json").write_text(json.dumps(asdict(inputs)))


def read_inputs(home: Path) -> Inputs:
    found = json.loads((home / "inputs.json").read_text())
    return Inputs(tuple(found["files"]), found["people"])
