"""The paths question."""

from __future__ import annotations

from huitou.engine.analytics.query.events import Query, Question


class Grouping(Question, frozen=True):
    """Nodes whose name matches `pattern` (`*` stands for any text) are shown as `name` (null: the
    pattern itself). The first grouping that matches wins.
    """

    pattern: str
    name: str | None = None


class Cleaning(Question, frozen=True):
    """A regular expression; every match of it in a node's name becomes `replacement` (a plain
    text). Cleanings come one after the other, before any grouping.
    """

    pattern: str
    replacement: str = ""


class PathsCell(Question, frozen=True):
    """The people who walked a link: from `source` at place `step` to `target`."""

    step: int
    source: str
    target: str


class PathsQuery(Query, frozen=True):
    """Where people go: the links between successive steps.

    `from_` and `to` (whole days in `timezone`; defaults: the 7 days that end with `to`, and the
    day of the as-of moment) bound the events. The nodes are event names, or with `by` the values
    of that property (events without it are passed over); `events` keeps only these event names
    (empty: all). The events of a person that are left, in order of moment (ties by node name), fall
    into sessions at pauses longer than `session_seconds`; a node that follows itself is one step,
    at its first moment.

    Each session is one path. With `start` it begins at the first step `start`, with `end` it stops
    at the first step `end` after that (with both: between); sessions without them have no path.
    Without `end` the first `step_limit` steps are kept, with `end` alone the last `step_limit`;
    with both, paths of more steps lose those in the middle, and "…" stands for them as one step,
    at the moment of the first of them (so `step_limit` is 3 at least then). Before it remain half
    of the other `step_limit` - 1 steps, one more than after it if they are odd.

    A link is (place of its source, source, target); `edge_limit` keeps those walked by the most
    people (ties: by the most walks, then by place and names), `min_people` those walked by at
    least so many.
    """

    from_: str | None = None
    to: str | None = None
    by: str | None = None
    events: tuple[str, ...] = ()
    start: str | None = None
    end: str | None = None
    step_limit: int = 5
    edge_limit: int = 50
    min_people: int = 1
    session_seconds: int = 1_800
    groupings: tuple[Grouping, ...] = ()
    cleanings: tuple[Cleaning, ...] = ()
