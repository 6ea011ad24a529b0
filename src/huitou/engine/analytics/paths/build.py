"""Which links are shown, in which order."""

from __future__ import annotations

import numpy as np

from huitou.engine.analytics.paths.answer import PathLink
from huitou.engine.analytics.paths.links import Links
from huitou.engine.analytics.paths.query import PathsQuery
from huitou.engine.analytics.paths.walks import SECOND


def shown_links(links: Links, query: PathsQuery) -> tuple[PathLink, ...]:
    """The links that the query's limits leave."""
    kept = np.flatnonzero(links.people >= query.min_people)
    # Numbers of nodes are in the order of their names.
    names = (links.target[kept], links.source[kept], links.step[kept])
    most = np.lexsort((*names, -links.walks[kept], -links.people[kept]))
    kept = kept[most[: query.edge_limit]]
    order = (links.target[kept], links.source[kept], -links.people[kept], links.step[kept])
    return tuple(_link(links, number) for number in kept[np.lexsort(order)].tolist())


def _link(links: Links, number: int) -> PathLink:
    walks = int(links.walks[number])
    return PathLink(
        step=int(links.step[number]),
        source=links.nodes[links.source[number]],
        target=links.nodes[links.target[number]],
        walks=walks,
        people=int(links.people[number]),
        mean_seconds=int(links.micros[number]) / walks / SECOND,
    )
