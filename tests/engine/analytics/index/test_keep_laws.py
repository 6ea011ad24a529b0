"""Whatever is appended, merged, undone or erased: the index that was kept says what the events say
and what an index made anew says.

HUITOU_EXAMPLES sets how many lives of a log are tried.
"""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from huitou.engine.analytics.index import writer
from huitou.engine.analytics.index.build import rebuild_index
from huitou.engine.events import EventLog, EventRow, events_table
from huitou.kernel import HuitouError
from kept_index import kept, row, rows_by_events, rows_by_index, said_by_events, said_by_index

EXAMPLES = int(os.environ.get("HUITOU_EXAMPLES", "12"))
PEOPLE = ("ann", "bob", "cat")
COOKIES = ("c1", "c2", "c3", "c4")
ids = st.sampled_from((*PEOPLE, *COOKIES))
days = st.integers(-40, 40).map(lambda hours: hours / 16)
names = st.sampled_from(("View", "Buy", "Like", None))


@dataclass(frozen=True)
class Merge:
    keep: str
    other: str


@dataclass(frozen=True)
class Undo:
    which: int


@dataclass(frozen=True)
class Erase:
    who: str


@st.composite
def said(draw: Any) -> dict[str, Any]:
    """A row without its message id: an event, or a word about who is who."""
    kind = draw(st.sampled_from(("track", "track", "track", "identify", "alias", "page")))
    given: dict[str, Any] = {"type": kind, "day": draw(days)}
    if kind == "track":
        user = draw(st.sampled_from((None, *PEOPLE)))
        anonymous = draw(st.sampled_from((None, *COOKIES)))
        return {**given, "event": draw(names), "user_id": user, "anonymous_id": anonymous}
    other = "previous_id" if kind == "alias" else "anonymous_id"
    return {**given, "event": None, "user_id": draw(st.sampled_from(PEOPLE)), other: draw(ids)}


batches = st.lists(st.tuples(st.integers(0, 60), said()), min_size=1, max_size=8)
steps = st.one_of(
    batches,
    batches,
    batches,
    st.builds(Merge, ids, ids),
    st.builds(Undo, st.integers(0, 60)),
    st.builds(Erase, ids),
    st.sampled_from(("compact", "another process")),
)


@settings(max_examples=EXAMPLES, deadline=None)
@given(
    steps=st.lists(steps, min_size=1, max_size=10),
    zone=st.sampled_from(("UTC", "Asia/Shanghai")),
    most=st.sampled_from((0, 2, 1 << 15)),
)
def test_it_is_always_what_the_events_say(steps: list[Any], zone: str, most: int) -> None:
    moves_in_passing, writer._MOST_UNSETTLED = writer._MOST_UNSETTLED, most
    try:
        with tempfile.TemporaryDirectory() as folder:
            _live_through(EventLog.open(Path(folder)), steps, zone)
    finally:
        writer._MOST_UNSETTLED = moves_in_passing


def _live_through(plain: EventLog, steps: list[Any], zone: str) -> None:
    log = kept(plain, zone)
    log.append(events_table([row("first", user_id="ann")]))
    for step in steps:
        if step == "another process":
            log = kept(plain, zone)
        else:
            _take(step, log)
        said = said_by_index(log)
        assert said == said_by_events(log, zone)
        assert rows_by_index(log) == rows_by_events(log)
    rebuild_index(log)
    assert said_by_index(log) == said


def _take(step: Any, log: EventLog) -> None:
    try:
        match step:
            case list():
                log.append(events_table([_row(*one) for one in step]))
            case Merge():
                log.merge_people(step.keep, step.other, operator="ops", reason="same phone")
            case Undo():
                log.undo_link(f"m{step.which}", operator="ops", reason="wrong")
            case Erase():
                log.erase(step.who)
            case "compact":
                log.compact()
                log.vacuum(0)
    except HuitouError:
        pass  # nobody to erase, nothing to undo, one and the same id


def _row(number: int, given: dict[str, Any]) -> EventRow:
    return row(f"m{number}", **given)
