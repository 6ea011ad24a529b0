"""The index of message ids says exactly what a set would say."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from huitou.engine.events.message_ids import Digests, IndexIncomplete, MessageIds, _contains

few_ids = st.lists(st.text(alphabet="abc", min_size=1, max_size=3), max_size=12)


def column(ids: list[str]) -> pa.ChunkedArray:
    return pa.chunked_array([pa.array(ids, pa.string())])


@settings(max_examples=60, deadline=None)
@given(batches=st.lists(few_ids, max_size=25))
def test_each_id_is_new_once(
    batches: list[list[str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    index = MessageIds(tmp_path_factory.mktemp("ids"))
    known: set[str] = set()
    for number, batch in enumerate(batches):
        mask, digests = index.fresh(column(batch), number)
        expected = [one not in known and one not in batch[:at] for at, one in enumerate(batch)]
        assert mask.tolist() == expected
        index.stage(number + 1, digests)
        index.tidy(number + 1)
        known |= set(batch)


def test_runs_stay_few(tmp_path: Path) -> None:
    index = MessageIds(tmp_path)
    for number in range(200):
        _, digests = index.fresh(column([f"id-{number}"]), number)
        index.stage(number + 1, digests)
        index.tidy(number + 1)
    assert len(list(tmp_path.glob("*.ids"))) <= 7 * 3
    mask, _ = index.fresh(column([f"id-{number}" for number in range(201)]), 200)
    assert mask.sum() == 1
    assert mask[200]


def test_a_staged_run_does_not_count_before_its_append_is_committed(tmp_path: Path) -> None:
    index = MessageIds(tmp_path)
    _, digests = index.fresh(column(["a"]), 0)
    index.stage(1, digests)
    assert index.fresh(column(["a"]), 0)[0].tolist() == [True]
    assert index.fresh(column(["a"]), 1)[0].tolist() == [False]
    # The append did not happen; another takes its number.
    _, other = index.fresh(column(["b"]), 0)
    index.stage(1, other)
    assert index.fresh(column(["a", "b"]), 1)[0].tolist() == [True, False]


def test_lost_runs_are_noticed_and_rebuilt(tmp_path: Path) -> None:
    index = MessageIds(tmp_path)
    _, digests = index.fresh(column(["a"]), 0)
    index.stage(1, digests)
    for path in tmp_path.glob("*.ids"):
        path.unlink()
    with pytest.raises(IndexIncomplete):
        index.fresh(column(["a"]), 1)
    index.rebuild([column(["a", "b"]), column(["c"])], 5)
    assert index.fresh(column(["c", "d", "a"]), 5)[0].tolist() == [False, True, False]


def test_ids_that_share_one_half_of_their_digest_are_told_apart() -> None:
    run = Digests(np.array([5, 5, 5, 9], np.uint64), np.array([1, 2, 3, 1], np.uint64))
    wanted = Digests(np.array([5, 5, 5, 9, 9], np.uint64), np.array([0, 2, 3, 1, 2], np.uint64))
    assert _contains(run, wanted).tolist() == [False, True, True, True, False]
