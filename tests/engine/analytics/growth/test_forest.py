"""Trees and circles, held against walking up link by link."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from huitou.engine.analytics.growth.forest import Forest, closing_links
from huitou.engine.analytics.growth.timeline import NEVER, Timeline

# Each child once: who its parent is, and when.
links = st.dictionaries(
    st.integers(0, 11), st.tuples(st.integers(0, 11), st.integers(0, 4)), max_size=12
).map(lambda made: {child: link for child, link in made.items() if child != link[0]})


def arrays(made):
    child = np.array(list(made), dtype=np.int64)
    parent = np.array([parent for parent, _ in made.values()], dtype=np.int64)
    return child, parent, np.array([at for _, at in made.values()], dtype=np.int64)


def walked(made, start):
    """Everyone from `start` up, until there is no link or somebody comes twice."""
    seen = [start]
    while seen[-1] in made and made[seen[-1]][0] not in seen:
        seen.append(made[seen[-1]][0])
    return seen


@given(links)
@settings(max_examples=400, deadline=None)
def test_the_latest_link_of_every_circle_closes_it(made):
    closing = set()
    for child in made:
        up = walked(made, child)
        if made.get(up[-1], (None,))[0] == child:  # the walk came back to where it began
            closing.add(max(up, key=lambda one: (made[one][1], one)))
    child, parent, at = arrays(made)
    assert set(child[closing_links(child, parent, at, 12)].tolist()) == closing


@given(links)
@settings(max_examples=400, deadline=None)
def test_generations_and_roots(made):
    child, parent, at = arrays(made)
    kept = ~closing_links(child, parent, at, 12)
    forest = Forest(child[kept], parent[kept], 12)
    left = {c: made[c] for c in child[kept].tolist()}
    for member, generation, root, children in zip(
        forest.member.tolist(), forest.generation.tolist(), forest.root.tolist(),
        forest.children.tolist(), strict=True,
    ):  # fmt: skip
        up = walked(left, member)
        assert (generation, root) == (len(up) - 1, up[-1])
        assert children == sum(link[0] == member for link in left.values())
    assert set(forest.member.tolist()) == {*left, *(link[0] for link in left.values())}


def test_a_chain_of_a_million_people():
    people = 1_000_000
    child = np.arange(1, people)
    forest = Forest(child, child - 1, people)
    assert not closing_links(child, child - 1, child, people).any()
    assert forest.generation.max() == people - 1
    assert forest.root.max() == 0


def test_a_circle_of_everybody():
    child = np.arange(1_000)
    closes = closing_links(child, (child - 1) % 1_000, child[::-1], 1_000)
    assert np.flatnonzero(closes).tolist() == [0]


moments = st.lists(st.tuples(st.integers(0, 3), st.integers(-5, 5)), max_size=12)


@given(said=moments, person=st.integers(0, 4), first=st.integers(-6, 6), last=st.integers(-6, 6))
@settings(max_examples=400, deadline=None)
def test_moments_before_and_after(said, person, first, last):
    columns = np.array(said, dtype=np.int64).reshape(-1, 2).T
    line = Timeline(columns[0], columns[1])
    mine = [at for who, at in said if who == person]
    who, begin, end = (np.array([one]) for one in (person, first, last))
    assert line.first_from(who, begin) == [min((at for at in mine if at >= first), default=NEVER)]
    assert line.last_until(who, end) == [max((at for at in mine if at <= last), default=-NEVER)]
    if first <= last:
        assert line.count(who, begin, end) == [sum(first <= at < last for at in mine)]


def test_nobody_has_no_trees():
    none = np.zeros(0, dtype=np.int64)
    forest = Forest(none, none, 3)
    assert [len(one) for one in (forest.member, forest.generation, forest.root)] == [0, 0, 0]
    assert closing_links(none, none, none, 0).tolist() == []


def test_nothing_is_said_of_nobody():
    none = np.zeros(0, dtype=np.int64)
    assert Timeline(none, none).first_from(np.array([0]), np.array([1])) == [NEVER]
