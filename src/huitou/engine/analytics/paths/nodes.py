"""The names of nodes: cleaned, then grouped."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from huitou.engine.analytics.paths.query import Grouping, PathsQuery
from huitou.engine.analytics.source.limits import check_time
from huitou.engine.analytics.source.rows import Rows

GAP = "…"
"""The node that stands for the steps in the middle of a long path."""


def with_nodes(rows: Rows, query: PathsQuery) -> Rows:
    """The rows that are at a node, with the nodes as labels, in the order of their names; "…" is
    always among these.
    """
    assert rows.label is not None
    naming = Naming.of(query)
    names = [None if label is None else naming.name(label) for label in rows.labels]
    labels = tuple(sorted({GAP, *(name for name in names if name is not None)}))
    number = {name: code for code, name in enumerate(labels)}
    codes = np.array([-1 if name is None else number[name] for name in names], dtype=np.int64)
    label = codes[rows.label]
    rows = replace(rows, label=label, labels=labels)
    return rows.where(label >= 0) if (label < 0).any() else rows


@dataclass(frozen=True)
class Naming:
    """How a query names a node."""

    cleanings: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...]
    groupings: tuple[tuple[re.Pattern[str], str], ...]

    @classmethod
    def of(cls, query: PathsQuery) -> Naming:
        cleanings = ((re.compile(one.pattern), _plain(one.replacement)) for one in query.cleanings)
        groupings = ((_expression(one), _shown(one)) for one in query.groupings)
        return cls(tuple(cleanings), tuple(groupings))

    def name(self, raw: str) -> str:
        """The node of an event's name, or of the property's value."""
        check_time()
        for pattern, replacement in self.cleanings:
            raw = pattern.sub(replacement, raw)
        for pattern, shown in self.groupings:
            if pattern.fullmatch(raw):
                return shown
        return raw


def _plain(text: str) -> Callable[[re.Match[str]], str]:
    """The text as it is; `\\1` and the like mean nothing in it."""
    return lambda _: text


def _expression(grouping: Grouping) -> re.Pattern[str]:
    parts = re.split(r"\*+", grouping.pattern)
    return re.compile(".*".join(re.escape(part) for part in parts), re.DOTALL)


def _shown(grouping: Grouping) -> str:
    return grouping.pattern if grouping.name is None else grouping.name
