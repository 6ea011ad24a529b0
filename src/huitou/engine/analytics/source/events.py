"""The one way in which query families read events, whatever engine reads them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol, TypeVar

import pyarrow as pa

from huitou.engine.analytics.query.definition import AsOf
from huitou.engine.analytics.source.extract import Extract
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


class Events(Protocol):
    """A version of the log, or a table, that queries can be asked of."""

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

    def query(self, expression: Callable[[Any, Any], Any]) -> pa.Table:
        """For the few questions that no Extract can ask: `expression(events, dialect)` makes an
        Ibis table of the events (EVENTS_SCHEMA and `person`, an id); its rows come as a table.
        """
        ...
