"""Who gets which number: the writer's side of the ids and people, in memory between changes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from huitou.engine.analytics.index.ids import TEXT, Ids
from huitou.engine.analytics.index.moved import Moved
from huitou.engine.analytics.index.moves import Moves
from huitou.engine.analytics.index.numbers import Column, arrow_of
from huitou.engine.analytics.index.people import read_texts, text_bytes
from huitou.engine.analytics.index.state import State
from huitou.engine.analytics.index.tape import Words
from huitou.engine.analytics.periods import Ints
from huitou.engine.events import Persons

_NONE = np.empty(0, dtype=np.uint32)


class Numbering:
    """The ids of a state, and those that came since and wait to be saved."""

    def __init__(self, folder: Path, state: State) -> None:
        self._ids = Ids(read_texts(folder, state))
        self._owners = Column(state.owners.words(folder))
        self._moves = Column(state.moves.words(folder))
        self._now = Column(Moved.of(self._moves.values).everyone(state.people))
        self._called: list[Words] = []
        self._new: list[pa.Array] = []

    def of(self, texts: pa.Array, people: Callable[[], Persons]) -> Ints:
        """The number of each id's person. `people` is asked only about ids that are new."""
        places = self._ids.find(texts)
        new = np.flatnonzero(places < 0)
        if len(new):
            places[new] = self._enter(texts.take(arrow_of(new)), people())
        return self._owner(places)

    def move(self, moves: Moves) -> None:
        """Let everything of the old people be the new ones'."""
        places = self._ids.find(pa.array(moves.old, TEXT))
        known = np.flatnonzero(places >= 0)
        if not len(known):
            return
        old = self._owner(places[known])
        names = pa.array(moves.new, TEXT).take(arrow_of(known)).dictionary_encode()
        code = names.indices.to_numpy()
        stood = np.zeros(len(names.dictionary), dtype=np.bool_)
        stood[code] = np.array(moves.stood, dtype=np.bool_)[known]
        new = self._numbers(names.dictionary, stood)[code].astype(np.uint32)
        self._now.values[old] = new
        self._moves.add(np.stack([old.astype(np.uint32), new], axis=1).ravel())

    def moved(self, *, since: int) -> Moved:
        """Whose each number is by the moves from number `since` on, saved or not."""
        return Moved.of(self._moves.values[2 * since :])

    def save(self, folder: Path, state: State) -> State:
        """Write what waits behind the tapes of `state`; the state with the longer tapes."""
        said, ends = text_bytes(pa.concat_arrays([pa.array([], TEXT), *self._new]))
        owners = self._owners.values[state.owners.length // 4 :]
        moves = self._moves.values[state.moves.length // 4 :]
        saved = msgspec.structs.replace(
            state,
            texts=state.texts.extended(folder, said),
            ends=state.ends.extended(folder, (ends + state.texts.length).tobytes()),
            owners=state.owners.extended(folder, owners.tobytes()),
            called=state.called.extended(folder, np.concatenate([_NONE, *self._called]).tobytes()),
            moves=state.moves.extended(folder, moves.tobytes()),
        )
        self._called, self._new = [], []
        return saved

    def _owner(self, places: Ints) -> Ints:
        """The number of the people who have these ids today."""
        now = self._now.values
        numbers = now[self._owners.values[places]]
        while not np.array_equal(numbers, further := now[numbers]):
            numbers = further
        return numbers.astype(np.int64)

    def _enter(self, texts: pa.Array, people: Persons) -> Ints:
        """Places for new ids, and numbers for those of their people who have none."""
        said = pa.array(people.persons_of(texts.to_pylist()), TEXT)
        names = said.dictionary_encode()
        own = self._ids.find(names.dictionary)
        missing = np.flatnonzero(own < 0)
        own[missing] = self._begin(names.dictionary.take(arrow_of(missing)))
        places: Ints = own[names.indices.to_numpy()]
        others = np.flatnonzero(pc.not_equal(texts, said).to_numpy(zero_copy_only=False))
        places[others] = self._add(texts.take(arrow_of(others)), self._owner(places[others]))
        return places

    def _begin(self, names: pa.Array) -> Ints:
        """The places of people who are new under a new id."""
        numbers = np.arange(len(self._now), len(self._now) + len(names), dtype=np.uint32)
        places = self._add(names, numbers)
        self._call(places)
        return places

    def _add(self, texts: pa.Array, owners: Ints | Words) -> Ints:
        self._owners.add(owners.astype(np.uint32))
        self._new.append(texts)
        return self._ids.add(texts)

    def _call(self, places: Ints) -> Words:
        """New numbers for people who go by the ids at these places."""
        numbers = np.arange(len(self._now), len(self._now) + len(places), dtype=np.uint32)
        self._now.add(numbers)
        self._called.append(places.astype(np.uint32))
        return numbers

    def _numbers(self, names: pa.Array, stood: NDArray[np.bool_]) -> Ints:
        """The numbers of people by name; those who did not stand before get new ones, even if
        someone else had their name as one of his ids.
        """
        places = self._ids.find(names)
        missing = np.flatnonzero(places < 0)
        rising = np.flatnonzero((places >= 0) & ~stood)
        places[missing] = self._begin(names.take(arrow_of(missing)))
        numbers = self._owner(places)
        numbers[rising] = self._call(places[rising])
        return numbers
