"""Event names that the log has never seen: said in the answer, with near names."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from huitou.engine.analytics.query.definition import Note
from huitou.engine.analytics.query.events import EventFilter
from huitou.engine.analytics.source.events import Events

_NEAR = 3
_SIMILAR = 0.5


def unknown_names(events: Events, filters: Iterable[EventFilter]) -> tuple[Note, ...]:
    """A note for every filter's name that occurs nowhere; asks the log only if there is a name."""
    names = dict.fromkeys(one.event for one in filters if one.event is not None)
    if not names:
        return ()
    known = events.names()
    return tuple(_note(name, known) for name in names if name not in known)


def _note(name: str, known: tuple[str, ...]) -> Note:
    folded = {one.casefold(): one for one in reversed(known)}
    near = get_close_matches(name.casefold(), folded, n=_NEAR, cutoff=_SIMILAR)
    suggestions = tuple(folded[one] for one in near)
    listed = ", ".join(suggestions)
    return Note(
        code="query.unknown_event",
        en=f"No event is called “{name}”." + (f" Near names: {listed}." if listed else ""),
        zh=f"没有名为“{name}”的事件。"
        + (f"相近的名称：{'、'.join(suggestions)}。" if listed else ""),
        suggestions=suggestions,
    )
