"""Places of ids, exact even where their hashes are equal."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyroaring import BitMap

from huitou.engine.analytics.index import ids as module
from huitou.engine.analytics.index.ids import TEXT, Ids
from huitou.engine.analytics.index.moved import Moved
from huitou.engine.analytics.index.numbers import Column
from huitou.engine.analytics.sets import members, set_of

HASHES = {
    "by Python": module._hashes,
    "all equal": lambda texts: np.zeros(len(texts), dtype=np.int64),
    "by length": lambda texts: np.array([len(one.as_py()) for one in texts], dtype=np.int64),
}


@pytest.mark.parametrize("hashes", HASHES)
@given(data=st.data())
def test_it_is_a_dictionary(hashes: str, data: st.DataObject) -> None:
    batches = data.draw(st.lists(st.sets(st.text(max_size=3), max_size=12), max_size=8))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(module, "_hashes", HASHES[hashes])
        known: dict[str, int] = {}
        places = Ids(pa.array([], TEXT))
        for batch in batches:
            texts = list(batch)
            found = places.find(pa.array(texts, TEXT)).tolist()
            assert found == [known.get(one, -1) for one in texts]
            new = [one for one in texts if one not in known]
            assert places.add(pa.array(new, TEXT)).tolist() == list(
                range(len(known), len(known) + len(new))
            )
            known.update({one: len(known) + number for number, one in enumerate(new)})
        assert places.find(pa.array(list(known), TEXT)).tolist() == list(known.values())
        assert len(Ids(pa.array(list(known), TEXT))) == len(known)


def test_moves_are_followed_to_their_end() -> None:
    moved = Moved.of(np.array([1, 2, 5, 6, 2, 7, 7, 3], dtype=np.uint32))
    assert moved.settled(set_of(np.array([0, 1, 5]))) == BitMap([0, 3, 6])
    assert moved.everyone(9).tolist() == [0, 3, 3, 3, 4, 6, 6, 3, 8]
    same = set_of(np.array([0, 4]))
    assert moved.settled(same) is same


def test_columns_grow_and_sets_are_read_back() -> None:
    column = Column(np.array([4], dtype=np.uint32))
    for number in range(100):
        column.add(np.array([number, 2**32 - 1], dtype=np.uint32))
    assert len(column) == 201
    assert column.values[:3].tolist() == [4, 0, 2**32 - 1]
    assert members(set_of(column.values)).tolist() == [*range(100), 2**32 - 1]
