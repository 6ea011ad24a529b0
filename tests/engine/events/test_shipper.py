"""The shipper, as `huitou serve` runs it."""

from __future__ import annotations

import threading
import time
from typing import Any

import pytest

from huitou.engine.events import EventLog, Shipped, events_table, ship_forever, shipper
from huitou.engine.events.segments import segments
from huitou.kernel import HuitouError


@pytest.fixture
def running(log: EventLog) -> Any:
    """A shipper at work, and what it was heard to say."""
    heard: list[Shipped | HuitouError] = []
    stop = threading.Event()
    options = {"interval": 0.05, "heard": heard.append}
    thread = threading.Thread(target=ship_forever, args=(log, stop), kwargs=options)
    thread.start()
    yield heard
    stop.set()
    thread.join(30)
    assert not thread.is_alive()


def until(condition: Any) -> None:
    deadline = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_it_ships_what_comes_and_says_so(
    running: list[Any], log: EventLog, row: Any, accept: Any
) -> None:
    for number in range(3):
        accept(log, [row(f"m{number}")]).close()
        until(lambda: not segments(log.segments_folder))
    assert sum(round_.appended for round_ in running) == 3
    assert log.snapshot().tail.num_rows == 0


def test_it_joins_small_files_before_they_are_many(
    monkeypatch: pytest.MonkeyPatch, log: EventLog, row: Any, accept: Any, request: Any
) -> None:
    monkeypatch.setattr(shipper, "_MANY_FILES", 3)
    for number in range(4):
        log.append(events_table([row(f"old{number}")]))
    request.getfixturevalue("running")
    accept(log, [row("new")]).close()
    until(lambda: len(log.events.pin().files) == 1)
    assert log.verify().events == 5


def test_a_segment_that_can_not_be_shipped_now_is_shipped_later(
    log: EventLog, row: Any, accept: Any, running: list[Any]
) -> None:
    """The table's folder is gone for a while, as a store that does not answer."""
    events = log.index_folder / "events"
    log.append(events_table([row("first")]))
    with log.writing():
        hidden = events.rename(events.with_name("hidden"))
        events.write_text("not a folder")
        accept(log, [row("second")]).close()
    until(lambda: any(isinstance(one, HuitouError) for one in running))
    with log.writing():
        events.unlink()
        hidden.rename(events)
    until(lambda: not segments(log.segments_folder))
    assert log.verify().events == 2
