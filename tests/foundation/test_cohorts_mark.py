"""The mark of saved cohorts changes with them."""

from __future__ import annotations

from pathlib import Path

from huitou.engine.analytics import CohortDefinition, parsed
from huitou.foundation.cohorts import cohorts_mark, open_cohorts


def definition(name: str, event: str) -> CohortDefinition:
    rule = {"kind": "performed", "event": {"event": event}}
    return parsed({"name": name, "rule": rule}, CohortDefinition)


def test_whatever_happens_to_a_cohort_changes_the_mark(tmp_path: Path) -> None:
    store = open_cohorts(tmp_path)
    marks = [cohorts_mark(tmp_path)]
    for change in (
        lambda: store.save(definition("seen", "See")),
        lambda: store.save(definition("seen", "Buy")),
        lambda: store.save(definition("bought", "Buy")),
        lambda: store.remove("seen"),
        lambda: store.restore("seen"),
        lambda: store.erase("bought"),
    ):
        change()
        marks.append(cohorts_mark(tmp_path))
    assert len(set(marks)) == len(marks)
    assert cohorts_mark(tmp_path) == marks[-1]
