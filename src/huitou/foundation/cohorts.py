"""The saved cohorts of this installation."""

from __future__ import annotations

from pathlib import Path

from huitou.engine.analytics import CohortStore


def open_cohorts(home: Path) -> CohortStore:
    """The saved cohorts of the data folder `home`."""
    return CohortStore(home / "cohorts")


def cohorts_mark(home: Path) -> tuple[tuple[str, int], ...]:
    """Another value whenever a cohort was saved, removed or erased: for those who keep answers that
    depend on cohorts. It reads no cohort.
    """
    folder = home / "cohorts"
    if not folder.is_dir():
        return ()
    return tuple(sorted((one.name, one.stat().st_mtime_ns) for one in folder.iterdir()))
