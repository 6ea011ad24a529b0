"""What there is to say about the index of a log."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from huitou.engine.analytics.index.state import folder_of, is_true, read_state
from huitou.engine.analytics.periods import day_date
from huitou.engine.events import EventLog


@dataclass(frozen=True)
class IndexFacts:
    """`current`: it covers the newest version of the log. `left_out`: there were too many event
    names to know them all. `first` and `last` are its local days, None if it has none.
    """

    timezone: str
    current: bool
    first: date | None
    last: date | None
    days: int
    events: int
    left_out: bool
    people: int
    bytes: int


def index_facts(log: EventLog) -> IndexFacts | None:
    """The facts of the log's index; None if there is none that can be read."""
    folder = folder_of(log)
    state = read_state(folder)
    if state is None or not is_true(state):
        return None
    days = [day_date(day.number) for day in state.days]
    return IndexFacts(
        timezone=state.timezone,
        current=state.counts == log.counts(),
        first=days[0] if days else None,
        last=days[-1] if days else None,
        days=len(days),
        events=len(state.events),
        left_out=state.left_out,
        people=state.people - state.moves.length // 8,
        bytes=sum(path.stat().st_size for path in folder.iterdir()),
    )
