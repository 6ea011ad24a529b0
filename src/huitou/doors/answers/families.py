"""What each family of answers looks like: on the screen, on a page and in a CSV file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass
from functools import partial
from typing import Any, get_args, get_origin, get_type_hints

from huitou.doors.answers import (
    cohort,
    customer_value,
    drivers,
    engagement,
    funnel,
    funnel_tables,
    generic,
    groups,
    growth,
    lifecycle,
    paths,
    retention,
    retention_tables,
    stickiness,
)
from huitou.doors.answers.flat import Leaf
from huitou.doors.report import Section, Table


@dataclass(frozen=True)
class Looks:
    """`leaf` says where the rows of the CSV file are."""

    screen: Callable[[Any], tuple[Table, ...]]
    sections: Callable[[Any], tuple[Section, ...]]
    leaf: Leaf


_LOOKS = {
    "retention": Looks(retention_tables.screen, retention.sections, Leaf(("groups", "rows"))),
    "stickiness": Looks(
        stickiness.screen, stickiness.sections, Leaf(("groups",), "intervals", first=1)
    ),
    "lifecycle": Looks(lifecycle.screen, lifecycle.sections, Leaf(("intervals",))),
    "funnel": Looks(funnel_tables.screen, funnel.sections, Leaf(("groups", "steps"))),
    "paths": Looks(paths.screen, paths.sections, Leaf(("links",))),
    "cohort": Looks(cohort.screen, cohort.sections, Leaf((), "place")),
    "customer_value": Looks(
        customer_value.screen, customer_value.sections, Leaf(("groups", "rows"))
    ),
    "growth": Looks(growth.screen, growth.sections, Leaf(("stages",))),
    "engagement": Looks(engagement.screen, engagement.sections, Leaf(("groups", "intervals"))),
    "drivers": Looks(drivers.screen, drivers.sections, Leaf(("drivers",))),
    "groups": Looks(groups.screen, groups.sections, Leaf(("rows",), place=None)),
}


def looks_of(name: str, answer: Any) -> Looks:
    """The looks of the family `name`; for one that has none of its own a plain table."""
    if name in _LOOKS:
        return _LOOKS[name]
    leaf = Leaf(_first_rows(type(answer)))
    return Looks(partial(generic.screen, leaf=leaf), partial(generic.sections, leaf=leaf), leaf)


def _first_rows(kind: Any) -> tuple[str, ...]:
    """The way to the first tuple of rows, as far down as there are rows in rows."""
    hints = get_type_hints(kind)
    for field in fields(kind):
        hint = hints[field.name]
        if field.name in ("definition", "notes") or get_origin(hint) is not tuple:
            continue
        inner = get_args(hint)[0]
        if is_dataclass(inner):
            return (field.name, *_first_rows(inner))
    return ()
