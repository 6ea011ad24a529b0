"""The values of a breakdown, in the order of their texts, and the groups that they are in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from huitou.engine.analytics.periods import Ints
from huitou.engine.analytics.source.groups import Groups, Key


@dataclass(frozen=True, eq=False)
class Split:
    """The values `keys`, sorted; `rank` leads from a code of the rows to a place in them, `number`
    from there to a group's number (-1: not shown).
    """

    keys: tuple[Key, ...]
    rank: Ints
    number: Ints

    @classmethod
    def of(cls, texts: Sequence[Key], groups: Groups | None) -> Split:
        """By the texts of the codes; without groups every value is its own."""
        rank = ranks(texts)
        keys = tuple(texts[code] for code in np.argsort(rank).tolist())
        if groups is None:
            return cls(keys, rank, np.arange(len(keys)))
        numbers = {key: number for number, key in enumerate(groups.keys)}
        rest = len(groups.keys) if groups.other else -1
        return cls(keys, rank, np.array([numbers.get(k, rest) for k in keys], dtype=np.int64))


def ranks(texts: Sequence[Key]) -> Ints:
    """The place of each text in their order; no text comes last."""
    order = sorted(range(len(texts)), key=lambda code: (texts[code] is None, texts[code] or ""))
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    return rank
