"""The spread tree of a range."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from huitou.engine.analytics.growth.answer import Spread, Tree
from huitou.engine.analytics.growth.forest import Forest
from huitou.engine.analytics.growth.frame import Frame
from huitou.engine.analytics.growth.network import Network
from huitou.engine.analytics.query.refusals import refuse


def forest_of(network: Network, frame: Frame) -> Forest:
    """The trees of the links in the range."""
    links = network.links.between(frame.first, frame.known_end)
    return Forest(links.person, links.inviter, len(network))


def spread_of(network: Network, frame: Frame, joined: pa.Array, largest: int) -> Spread:
    """What the trees look like; `joined` are the ids of who joined in the range."""
    forest = forest_of(network, frame)
    links, people = len(forest.child), len(forest.member)
    of_inviters = forest.children[forest.children > 0]
    children, parents = np.unique(forest.children, return_counts=True)
    left_out = [
        len(some.between(frame.first, frame.known_end))
        for some in (network.self_links, network.closing_links)
    ]
    return Spread(
        links=links,
        people=people,
        trees=people - links,
        generations=tuple(np.bincount(forest.generation).tolist()),
        children=tuple(zip(children.tolist(), parents.tolist(), strict=True)),
        mean_children=links / people if people else None,
        mean_children_of_inviters=links / len(of_inviters) if people else None,
        largest=_largest(network.ids, forest, largest),
        without_inviter=_without_inviter(network, joined),
        self_links=left_out[0],
        closing_links=left_out[1],
    )


def people_of_tree(
    network: Network, frame: Frame, generation: int | None, root: str | None
) -> pa.Array:
    """The ids of a generation, of a tree, or of a generation of a tree."""
    forest = forest_of(network, frame)
    chosen = np.ones(len(forest.member), dtype=bool)
    if generation is not None:
        chosen &= forest.generation == generation
    if root is not None:
        chosen &= network.mask(pa.array([root], pa.string()))[forest.root]
    if not chosen.any():
        field = "cell.root" if generation is None else "cell.generation"
        raise refuse(field, "There is no such tree or generation.", "Take one of the answer.")
    return network.ids.take(pa.array(forest.member[chosen]))


def _without_inviter(network: Network, joined: pa.Array) -> int:
    bound = np.zeros(len(network), dtype=bool)
    for some in (network.links, network.self_links, network.closing_links):
        bound[some.person] = True
    return int(np.count_nonzero(~bound[network.numbers(joined)]))


def _largest(ids: pa.Array, forest: Forest, most: int) -> tuple[Tree, ...]:
    roots, place, sizes = np.unique(forest.root, return_inverse=True, return_counts=True)
    depths = np.zeros(len(roots), dtype=np.int64)
    np.maximum.at(depths, place, forest.generation)
    order = np.lexsort((roots, -depths, -sizes))[:most]
    names = ids.take(pa.array(roots[order])).to_pylist()
    rows = zip(names, sizes[order].tolist(), depths[order].tolist(), strict=True)
    return tuple(Tree(*row) for row in rows)
