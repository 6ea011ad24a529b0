"""Erasure: nothing of the person is left on the disk, in the table, its history or its log."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from huitou.engine.events import EventLog, events_table, quarantine_table
from huitou.kernel import NotFound

SECRETS = ("o'hara", "anon-77", "hara@example.org")


def everything_on_disk(home: Path) -> str:
    """All files as text, Parquet files unpacked."""
    parts = []
    for path in sorted(home.rglob("*")):
        if path.suffix == ".parquet" and "_delta_log" not in path.parts:
            parts.append(str(pq.read_table(path).to_pydict()))
        elif path.suffix == ".parquet":
            parts.append(str(pq.read_table(path).to_pylist()))
        elif path.is_file():
            parts.append(path.read_bytes().decode("latin-1"))
    return "\n".join(parts)


@pytest.fixture
def filled(log: EventLog, row: Any, broken: Any, accept: Any) -> EventLog:
    secret = '{"email":"hara@example.org"}'
    log.append(events_table([row("1", anonymous_id="anon-77"), row("2", user_id="someone")]))
    log.append(
        events_table(
            [
                row("3", None, type="identify", user_id="o'hara", anonymous_id="anon-77"),
                row("4", user_id="o'hara", anonymous_id="anon-77", properties=secret),
                row("5", None, type="alias", user_id="other", previous_id="o'hara"),
            ]
        )
    )
    log.keep_aside(quarantine_table([broken("6", '{"userId":"o\'hara"}'), broken("7")]))
    accept(log, [row("8", user_id="o'hara"), row("9", user_id="someone")]).close()
    return log


def test_every_trace_goes_and_everyone_else_stays(filled: EventLog) -> None:
    before = everything_on_disk(filled.home)
    assert all(secret in before for secret in SECRETS)
    erased = filled.erase("anon-77")
    assert (erased.events, erased.quarantined) == (5, 1)
    assert set(erased.ids) == {"o'hara", "anon-77"}
    after = everything_on_disk(filled.home)
    assert [secret for secret in SECRETS if secret in after] == []
    left = filled.snapshot().duckdb().message_id.to_pyarrow().to_pylist()
    assert sorted(left) == ["2", "9"]
    assert filled.verify().sound


def test_a_replay_does_not_bring_the_person_back(filled: EventLog, row: Any) -> None:
    filled.erase("o'hara")
    again = filled.append(events_table([row("4", user_id="o'hara")]))
    assert (again.appended, again.duplicates) == (0, 1)


def test_an_unknown_person_costs_nobody_their_history(filled: EventLog) -> None:
    version = filled.ship() and filled.snapshot().version
    with pytest.raises(NotFound, match="no-such"):
        filled.erase("no-such")
    assert filled.snapshot(version).duckdb().count().to_pyarrow().as_py() == 7


def test_an_erasure_that_died_before_its_end_is_finished_by_the_next(filled: EventLog) -> None:
    filled.ship()
    filled.events.delete("user_id", ["o'hara"], {}, inside=False)
    filled.events.delete("anonymous_id", ["anon-77"], {}, inside=False)
    filled.events.delete("previous_id", ["o'hara"], {}, inside=False)
    filled.quarantine.delete("raw", ["o'hara"], {}, inside=True)
    (filled.index_folder / "erasing").touch()
    filled.erase("o'hara")
    after = everything_on_disk(filled.home)
    assert [secret for secret in SECRETS if secret in after] == []
