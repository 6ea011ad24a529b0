"""Judging people apart from where their rows come from."""

from __future__ import annotations

from itertools import product

import numpy as np
import pyarrow as pa

from huitou.engine.analytics.cohorts.count import (
    Among,
    Either,
    Every,
    Judge,
    Matcher,
    Opposite,
    Sequence,
    Times,
)
from huitou.engine.analytics.cohorts.spans import Bounds
from huitou.engine.analytics.source.rows import Rows

ALWAYS = Bounds(None, None)
DID, DID_NOT = Times(0, ALWAYS), Times(0, ALWAYS, "=", 0)


def rows(person: list[int], names: list[str | None]) -> Rows:
    numbers = np.array(person, dtype=np.int64)
    return Rows(numbers, pa.array(names, pa.string()), numbers * 0, numbers * 0 + 1)


def test_only_people_with_rows_are_judged() -> None:
    """An index names everybody, and may have numbers of people who are gone."""
    world = rows([2, 2, 0], ["ann", "bob", "cat", None])
    judged = Judge(DID)(world)
    assert [part.to_pylist() for part in judged.inside] == [["ann", "cat"]]
    assert [part.to_pylist() for part in judged.outside] == [[]]
    judged = Judge(DID_NOT)(world)
    assert [part.to_pylist() for part in judged.inside] == [[]]
    assert [part.to_pylist() for part in judged.outside] == [["ann", "cat"]]


def test_people_without_rows_are_judged_by_name() -> None:
    names = pa.array(["ann", "bob"])
    some = Every((DID_NOT, Among(pa.array(["bob", "eve"]))))
    judged = Judge(some).alone(names)
    assert [part.to_pylist() for part in judged.inside] == [["bob"]]
    assert [part.to_pylist() for part in judged.outside] == [["ann"]]


def test_what_may_be_said_of_people_without_rows() -> None:
    maybe = Among(pa.array(["ann"]))
    yes, no, both = frozenset([True]), frozenset([False]), frozenset([True, False])
    assert DID.idle() == no
    assert DID_NOT.idle() == yes
    assert maybe.idle() == both
    assert Among(pa.array([], pa.string())).idle() == no
    parts: tuple[Matcher, ...] = (DID, DID_NOT, maybe)
    for one, other in product(parts, parts):
        pairs = list(product(one.idle(), other.idle()))
        assert Every((one, other)).idle() == {a and b for a, b in pairs}
        assert Either((one, other)).idle() == {a or b for a, b in pairs}
        assert Opposite(one).idle() == {not verdict for verdict in one.idle()}


def test_the_order_of_moments_survives_rounding() -> None:
    """Millions of people over millennia: a person and a moment do not fit into one number."""
    century, last = 100 * 365 * 86_400_000_000, (1 << 22) - 1
    first, then = Sequence((0, 1), ALWAYS, None), Sequence((1, 0), ALWAYS, None)
    for moments, marks in (([0, 1, 70 * century], [1, 2, 4]), ([1, 0, 70 * century], [2, 1, 4])):
        person = np.full(3, last)
        names = pa.nulls(1 << 22, pa.string())
        world = Rows(person, names, np.array(moments), np.array(marks))
        # The third row only makes the stretch of time long; it matches neither step of these.
        stretched = Sequence((0, 1, 2), ALWAYS, None)
        assert stretched.of(world)[last]
        assert first.of(world)[last]
        assert not then.of(world)[last]
