"""Counting on all cores: numpy lets other threads run while it sorts and searches."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from typing import TypeVar

from huitou.engine.analytics.source.limits import check_time

T = TypeVar("T")


def side_by_side(tasks: Iterable[Callable[[], T]]) -> Iterator[T]:
    """What the tasks return, in their order. No more of them are under way, or done and not yet
    taken, than there are cores, so that memory stays that of a few.
    """
    cores = os.cpu_count() or 1
    waiting = iter(tasks)
    with ThreadPoolExecutor(cores) as pool:
        under_way: list[Future[T]] = [pool.submit(task) for task in islice(waiting, cores)]
        while under_way:
            check_time()
            done = under_way.pop(0).result()
            under_way += [pool.submit(task) for task in islice(waiting, 1)]
            yield done
