"""Asking the index, and doing without it when it is lost on the way."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from huitou.engine.analytics.index.lost import IndexLost
from huitou.engine.analytics.source.events import ActivityIndex

T = TypeVar("T")


def from_index(index: ActivityIndex | None, work: Callable[[ActivityIndex], T]) -> T | None:
    """What `work` finds in the index; None without one, or if its files are gone or torn. The
    caller then scans, which gives the same.
    """
    if index is None:
        return None
    try:
        return work(index)
    except IndexLost:
        return None
