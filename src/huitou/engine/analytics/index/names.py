"""The names of events, as numbers."""

from __future__ import annotations

from collections.abc import Iterable

MOST_NAMES = 2_000
LEFT_OUT = MOST_NAMES + 1
"""The number of every event whose name came when there were too many already. Its people are only
in the sets of any event: a client that makes up a name for every event shall not slow down all."""


class EventNames:
    """Numbers from 1 on, in the order in which the names came."""

    def __init__(self, names: Iterable[str], *, left_out: bool = False) -> None:
        self._numbers = {name: number for number, name in enumerate(names, start=1)}
        self.left_out = left_out

    def numbers(self, names: Iterable[str]) -> list[int]:
        """The number of each name; new ones get one."""
        return [self._number(name) for name in names]

    def names(self) -> tuple[str, ...]:
        """All of them, by number."""
        return tuple(self._numbers)

    def _number(self, name: str) -> int:
        number = self._numbers.get(name)
        if number is None:
            if len(self._numbers) >= MOST_NAMES:
                self.left_out = True
                return LEFT_OUT
            number = self._numbers[name] = len(self._numbers) + 1
        return number
