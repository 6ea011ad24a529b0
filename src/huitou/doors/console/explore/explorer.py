"""An explorer: one kind of question, its form, and how its answer is drawn."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import msgspec
from django.http import QueryDict

from huitou.doors.console.explore.asks import Around, Ask, Words
from huitou.doors.design import Component, Content
from huitou.kernel import InvalidInput

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Links:
    """Where the cells of an answer lead: `path` is the explorer's address, `state` its question,
    `mark` the data that was asked, so that the people are those that were counted; `newest` is the
    last day of the log.
    """

    path: str
    state: tuple[tuple[str, str], ...]
    mark: tuple[tuple[str, str], ...] = ()
    newest: date = date.max

    def is_over(self, start: datetime, period: str, after: int = 0) -> bool:
        """Whether the interval that comes `after` so many from the one at `start` lies within the
        days of the log: a file that was taken in may end in the middle of one.
        """
        return end_of(start.date(), period, after) - timedelta(days=1) <= self.newest

    def people(self, **cell: Any) -> str:
        """The people of a cell."""
        said = msgspec.json.encode({k: v for k, v in cell.items() if v is not None}).decode()
        return self._to("people", (*self.mark, ("cell", said)))

    @property
    def csv(self) -> str:
        """The numbers as a file."""
        return self._to("csv", self.mark)

    def page(self, **changed: str | None) -> str:
        """The explorer with some of its choices changed; None takes one out."""
        kept = [(name, value) for name, value in self.state if name not in changed]
        new = [(name, value) for name, value in changed.items() if value is not None]
        return f"{self.path}?{urlencode([*kept, *new])}"

    def _to(self, what: str, more: tuple[tuple[str, str], ...]) -> str:
        return f"{self.path}{what}?{urlencode([*self.state, *more])}"


@dataclass(frozen=True)
class Drawn:
    """An answer as it is seen: what it says in one sentence, and its charts."""

    lead: Content
    charts: tuple[Content, ...]


@dataclass(frozen=True)
class Explorer:
    """`family` is the engine's name of the question, `query` makes one from what the form says.
    `tabs` are the slugs of the explorers that stand beside it; the first of them is its place in
    the navigation.
    """

    slug: str
    family: str
    title: Words
    lead: Words
    icon: str
    asks: tuple[Ask, ...]
    query: Callable[[Values, Around], dict[str, Any]]
    draw: Callable[[Any, Values, Links], Drawn]
    about_cell: Callable[[dict[str, Any], Any, Values], str]
    cells: Callable[[dict[str, Any]], list[tuple[str, dict[str, Any]]]] = lambda cell: []
    tabs: tuple[str, ...] = ()

    def values_of(self, query: dict[str, Any]) -> Values:
        """Values of the form as far as a query shows them, for `about_cell`."""
        by = query.get("by") or [{}]
        plain = {"period": "day", "cumulative": False, **query}
        return {**plain, "split": by[0].get("by", "") if isinstance(by, list | tuple) else ""}

    @property
    def place(self) -> str:
        return self.tabs[0] if self.tabs else self.slug

    @property
    def path(self) -> str:
        return f"/console/{self.slug}/"


@dataclass(frozen=True)
class Asked:
    """A form that was read: its values, or what is wrong with it by parameter. `said` is what
    stands in the form, `state` what of it is not taken for granted, `whole` all of it.
    """

    said: Mapping[str, list[str]]
    state: tuple[tuple[str, str], ...]
    whole: tuple[tuple[str, str], ...]
    values: Values
    errors: Mapping[str, str] = field(default_factory=dict)

    @property
    def address(self) -> str:
        return urlencode(self.state)


def end_of(start: date, period: str, after: int = 0) -> date:
    """The first day behind the interval that comes `after` so many from the one at `start`."""
    if period == "month":
        months = start.year * 12 + start.month + after
        return date(months // 12, months % 12 + 1, 1)
    days = {"week": 7, "day": 1}.get(period, 0)
    return start + timedelta(days=days * (after + 1))


def read(explorer: Explorer, query: QueryDict, around: Around) -> Asked:
    """What an address asks of an explorer."""
    usual: dict[str, list[str]] = {}
    for one in explorer.asks:
        usual |= one.defaults(around)
    said = {name: query.getlist(name) if name in query else list(usual[name]) for name in usual}
    said = {name: [v[:400] for v in values[:40]] or [""] for name, values in said.items()}
    for one in explorer.asks:
        one.tidy(said, query.get("was", ""))
    values, errors = {}, {}
    for one in explorer.asks:
        try:
            values[one.name] = one.read(said, around)
        except InvalidInput as error:
            errors[error.field or one.name] = f"{error.message} {error.remedy}"
    whole = tuple((name, value) for name in said for value in said[name])
    state = tuple(
        (name, value)
        for name in said
        if said[name] != (usual[name] or [""])
        for value in said[name]
    )
    return Asked(said, state, whole, values, errors)


def form_fields(
    explorer: Explorer, asked: Asked, around: Around
) -> tuple[list[Component], list[Component]]:
    """The fields that are always there, and the further ones."""
    first: list[Component] = []
    more: list[Component] = []
    for one in explorer.asks:
        (more if one.more else first).extend(one.fields(asked.said, asked.errors, around))
        more.extend(one.more_fields(asked.said, asked.errors, around))
    return first, more
