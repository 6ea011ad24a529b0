"""Nodes to start or end at that nobody was at: said in the answer, with near names."""

from __future__ import annotations

from difflib import get_close_matches

from huitou.engine.analytics.paths.count import FindNodes
from huitou.engine.analytics.paths.query import PathsQuery
from huitou.engine.analytics.query.definition import Note
from huitou.engine.analytics.source.events import Scan

_NEAR = 3
_SIMILAR = 0.5


def unknown_nodes(scan: Scan, query: PathsQuery) -> tuple[Note, ...]:
    """A note for `start` and for `end`, if the scan has no such node."""
    asked = dict.fromkeys(one for one in (query.start, query.end) if one is not None)
    if not asked:
        return ()
    known = sorted(set(scan.reduce(FindNodes(query))))
    return tuple(_note(name, known) for name in asked if name not in known)


def _note(name: str, known: list[str]) -> Note:
    near = tuple(get_close_matches(name, known, n=_NEAR, cutoff=_SIMILAR))
    return Note(
        code="paths.unknown_node",
        en=f"Nobody was at “{name}”." + (f" Near names: {', '.join(near)}." if near else ""),
        zh=f"没有人到过“{name}”。" + (f"相近的名称：{'、'.join(near)}。" if near else ""),
        suggestions=near,
    )
