"""The one way in which query families read events, whatever engine reads them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol, TypeVar

import pyarrow as pa
from pyroaring import BitMap

from huitou.engine.analytics.index.row_tapes import IndexRows
from huitou.engine.analytics.query.definition import AsOf
from huitou.engine.analytics.source.extract import Extract
from huitou.engine.analytics.source.limits import Limits
from huitou.engine.analytics.source.rows import Rows


class Adds(Protocol):
    """A count of some people that can be added to the count of other people."""

    def __add__(self, other: Any, /) -> Any: ...


A = TypeVar("A", bound=Adds)


class Scan(Protocol):
    """The events of one Extract, which may be counted more than once."""

    def reduce(self, count: Callable[[Rows], A]) -> A:
        """`count` of everyone. The Rows given to one call hold all events of some of the people
        and no one is in two of them; the results are added up. On Spark `count` travels to the
        workers, so it and its result must pickle.
        """
        ...


class ActivityIndex(Protocol):
    """Who did what on which day, kept ready: sets of people, who are numbers in it. Every method
    may raise IndexLost; see indexed.py.
    """

    @property
    def timezone(self) -> str:
        """The zone whose days it knows."""
        ...

    def has_edges(self, edges: tuple[int, ...]) -> bool:
        """Whether every edge (microseconds UTC) is the start of one of its days."""
        ...

    def knows(self, event: str | None) -> bool:
        """Whether it can tell who had the event (null: any named one)."""
        ...

    @property
    def knows_all_names(self) -> bool:
        """Whether it can tell the name of every event."""
        ...

    def sets(self, event: str | None, edges: tuple[int, ...]) -> list[BitMap]:
        """Per interval from one edge to the next, who had the event (null: any named one)."""
        ...

    def first_sets(self, event: str | None, edges: tuple[int, ...]) -> list[BitMap]:
        """Per interval, who had it for the first time of all."""
        ...

    @property
    def numbers(self) -> pa.Table:
        """Every id (`id`, text) that a named event has, with its person's number (`number`)."""
        ...

    @property
    def people(self) -> pa.Array:
        """The id of each number; null where a number stands for nobody (any more)."""
        ...

    def names(self, people: BitMap) -> pa.Array:
        """The sorted ids of the people."""
        ...

    @property
    def rows(self) -> IndexRows:
        """Every named event that somebody did, without its properties."""
        ...

    def event_names(self) -> tuple[str, ...]:
        """The names that events have there; the first one is number 1."""
        ...


class Cohorts(Protocol):
    """Knows who is in a saved cohort."""

    def __call__(self, events: Any, name: str, /) -> pa.Array:
        """The sorted ids of the people in the newest version of the cohort `name`."""
        ...


class Events(Protocol):
    """A version of the log, or a table, that queries can be asked of."""

    @property
    def limits(self) -> Limits:
        """What one query may take."""
        ...

    @property
    def index(self) -> ActivityIndex | None:
        """The index of just these events, if one is at hand."""
        ...

    @property
    def cohorts(self) -> Cohorts | None:
        """The saved cohorts, if there are any."""
        ...

    @property
    def as_of(self) -> AsOf:
        """The mark of the data."""
        ...

    def scan(self, extract: Extract) -> Scan:
        """Read the events that `extract` asks for."""
        ...

    def names(self) -> tuple[str, ...]:
        """Every event name that occurs, sorted."""
        ...

    def person_of(self, ids: pa.Array) -> pa.Array:
        """The person of each of these ids, which events may hold as text in their properties."""
        ...

    def query(self, expression: Callable[[Any, Any], Any]) -> pa.Table:
        """For the few questions that no Extract can ask: `expression(events, dialect)` makes an
        Ibis table of the events (EVENTS_SCHEMA and `person`, an id); its rows come as a table.
        """
        ...
