"""Paths, the slow way. Where the definition leaves a choice:

- Names of nodes are those after cleaning and grouping, in `start`, `end`, ties and everywhere.
- `events` keeps events before sessions are made: an event that is passed over bridges no pause.
- With `start` and `end` and too many steps, the first half and the last half are kept; of an even
  number of steps the first half has one more (step_limit 4: two, "…", one). "…" happens at the
  moment of the first step that it stands for.
- `edge_limit` works on what `min_people` leaves; both hide links.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from huitou.engine.analytics.paths.answer import PathLink
from huitou.engine.analytics.paths.query import PathsQuery
from reference.calendar import SECOND, Calendar
from reference.events import NO_COHORTS, Cohorts, Event, asked_of, text

GAP = "…"


@dataclass(frozen=True)
class Step:
    """A node at a moment."""

    at: int
    node: str


@dataclass(frozen=True)
class Told:
    """What a paths answer holds before its definition."""

    links: tuple[PathLink, ...]
    paths: int
    people: int
    hidden_links: int


def paths(
    events: list[Event], query: PathsQuery, as_of: datetime, cohorts: Cohorts = NO_COHORTS
) -> Told:
    """The links, and how much there is."""
    calendar = Calendar("day", query.timezone)
    days = calendar.asked(query.from_, query.to, as_of, intervals=7)
    found = []
    seen = [e for e in asked_of(events, query, cohorts) if calendar.key(e.at) in days]
    for person in sorted({one.person or "" for one in seen}):
        own = [one for one in seen if one.person == person]
        for session in sessions(steps_of(own, query), query.session_seconds):
            path = cut(collapsed(session), query)
            if path:
                found.append((person, path))
    links = links_of(found, query)
    shown = [link for link in links if link.people >= query.min_people]
    shown.sort(key=lambda k: (-k.people, -k.walks, k.step, k.source, k.target))
    shown = shown[: query.edge_limit]
    return Told(
        links=tuple(sorted(shown, key=lambda k: (k.step, -k.people, k.source, k.target))),
        paths=len(found),
        people=len({person for person, _ in found}),
        hidden_links=len(links) - len(shown),
    )


def steps_of(events: list[Event], query: PathsQuery) -> list[Step]:
    """A person's events as nodes, in order."""
    steps = []
    for one in events:
        if query.events and one.name not in query.events:
            continue
        raw = one.name if query.by is None else text(one.properties.get(query.by))
        if raw is not None:
            steps.append(Step(one.at, node(raw, query)))
    return sorted(steps, key=lambda step: (step.at, step.node))


def node(raw: str, query: PathsQuery) -> str:
    """The name, cleaned and grouped."""
    for cleaning in query.cleanings:
        plain = cleaning.replacement
        raw = re.sub(cleaning.pattern, lambda _, plain=plain: plain, raw)  # type: ignore[misc]
    for grouping in query.groupings:
        parts = [re.escape(part) for part in grouping.pattern.split("*")]
        if re.fullmatch(".*".join(parts), raw, re.DOTALL):
            return grouping.pattern if grouping.name is None else grouping.name
    return raw


def sessions(steps: list[Step], pause: int) -> list[list[Step]]:
    """The steps, parted where somebody paused for longer."""
    parts: list[list[Step]] = []
    for step in steps:
        if parts and step.at - parts[-1][-1].at <= pause * SECOND:
            parts[-1].append(step)
        else:
            parts.append([step])
    return parts


def collapsed(session: list[Step]) -> list[Step]:
    """A node that follows itself is one step."""
    kept: list[Step] = []
    for step in session:
        if not kept or kept[-1].node != step.node:
            kept.append(step)
    return kept


def cut(steps: list[Step], query: PathsQuery) -> list[Step]:
    """The path of a session; empty if it has none."""
    if query.start is not None:
        begins = [place for place, step in enumerate(steps) if step.node == query.start]
        steps = steps[begins[0] :] if begins else []
    if query.end is None:
        return steps[: query.step_limit]
    after = 1 if query.start is not None else 0
    ends = [k for k, step in enumerate(steps) if step.node == query.end and k >= after]
    steps = steps[: ends[0] + 1] if ends else []
    if query.start is None:
        return steps[-query.step_limit :]
    if len(steps) <= query.step_limit:
        return steps
    last = (query.step_limit - 1) // 2
    first = query.step_limit - 1 - last
    return [*steps[:first], Step(steps[first].at, GAP), *steps[-last:]]


def links_of(found: list[tuple[str, list[Step]]], query: PathsQuery) -> list[PathLink]:
    """Every link that was walked."""
    walked: dict[tuple[int, str, str], list[tuple[str, float]]] = {}
    for person, path in found:
        for place in range(len(path) - 1):
            one, two = path[place], path[place + 1]
            backward = query.end is not None and query.start is None
            step = place + 1 - len(path) if backward else place + 1
            seconds = (two.at - one.at) / SECOND
            walked.setdefault((step, one.node, two.node), []).append((person, seconds))
    return [
        PathLink(
            step=step,
            source=source,
            target=target,
            walks=len(walks),
            people=len({person for person, _ in walks}),
            mean_seconds=sum(seconds for _, seconds in walks) / len(walks),
        )
        for (step, source, target), walks in walked.items()
    ]
