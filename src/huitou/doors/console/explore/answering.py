"""Questions at work: each is asked once however many wait for it, beside the requests of the
server and not in their way, and its answer is kept until newer ones need the room.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from dataclasses import dataclass
from typing import Any

import msgspec
from django.conf import settings

from huitou.doors.console.explore.log import OpenedLog
from huitou.engine.analytics import ask, people_of_cell
from huitou.foundation.cohorts import cohorts_mark

# Questions use all cores by themselves: more at once would only make each of them slower. What the
# activity index answers has a lane of its own, so that it does not wait behind what takes seconds.
_AT_ONCE = 2
_QUICK = ("retention", "stickiness", "lifecycle")
_MOST_ANSWERS = 256
_MOST_PEOPLE = 8


@dataclass(frozen=True)
class Question:
    """What is asked of a version of the log; with `cell` its people are meant."""

    opened: OpenedLog
    family: str
    query: dict[str, Any]
    cell: dict[str, Any] | None = None

    @property
    def key(self) -> tuple[Any, ...]:
        """The same for the same answer."""
        said = msgspec.json.encode((self.query, self.cell), order="sorted")
        mark = (str(settings.HOME), self.opened.version, self.opened.links)
        return (*mark, self.family, said, self._cohorts(said))

    def _cohorts(self, said: bytes) -> tuple[tuple[str, int], ...]:
        """The mark of saved cohorts, on which the answer may depend."""
        if self.family != "cohort" and b'"within"' not in said and b'"cohort"' not in said:
            return ()
        return cohorts_mark(settings.HOME)


class Answering:
    """Asks, waits and remembers, in one process."""

    def __init__(self) -> None:
        self._quick = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="huitou-quick-question")
        self._slow = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="huitou-question")
        self._turn = threading.Lock()
        self._answers: OrderedDict[tuple[Any, ...], Future[Any]] = OrderedDict()
        self._people: OrderedDict[tuple[Any, ...], Future[Any]] = OrderedDict()

    def answer(self, question: Question, wait: float) -> Any | None:
        """The answer; None if it is not there after `wait` seconds, and will be kept when it
        comes. Raises what the question raised; it is then asked anew the next time.
        """
        return self._wait(self._answers, _MOST_ANSWERS, question, _asked, wait)

    def people(self, question: Question, wait: float) -> Any | None:
        """The sorted ids behind the question's cell, in the same way."""
        return self._wait(self._people, _MOST_PEOPLE, question, _people, wait)

    def _wait(
        self,
        kept: OrderedDict[tuple[Any, ...], Future[Any]],
        most: int,
        question: Question,
        work: Callable[[Question], Any],
        wait: float,
    ) -> Any | None:
        key = question.key
        with self._turn:
            if key not in kept:
                lane = self._quick if question.family in _QUICK else self._slow
                kept[key] = lane.submit(work, question)
            kept.move_to_end(key)
            _forget(kept, most)
            future = kept[key]
        try:
            return future.result(wait)
        except NotYet:
            if not future.done():
                return None
            raise
        except Exception:
            with self._turn:
                if kept.get(key) is future:
                    del kept[key]
            raise


def _forget(kept: OrderedDict[tuple[Any, ...], Future[Any]], most: int) -> None:
    """The answers that were not asked for the longest; a question at work is not given up."""
    for key in [key for key, future in kept.items() if future.done()]:
        if len(kept) <= most:
            return
        del kept[key]


def _asked(question: Question) -> Any:
    return ask(question.opened.events, question.family, question.query)


def _people(question: Question) -> Any:
    assert question.cell is not None
    return people_of_cell(question.opened.events, question.family, question.query, question.cell)


answering = Answering()
