"""The saved cohorts of this installation."""

from __future__ import annotations

from pathlib import Path

from huitou.engine.analytics import CohortStore


def open_cohorts(home: Path) -> CohortStore:
    """The saved cohorts of the data folder `home`."""
    return CohortStore(home / "cohorts")
