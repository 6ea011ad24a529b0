"""How long and how large a query may be, and the errors that say which limit was hit."""

from __future__ import annotations

import time
from dataclasses import dataclass

from huitou.kernel import Overloaded, TooLarge


@dataclass(frozen=True)
class Limits:
    """`seconds` of time and `megabytes` of events that one query may take."""

    seconds: float = 60.0
    megabytes: int = 1_500


class Deadline:
    """The moment at which a query gives up."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._end = time.monotonic() + limits.seconds

    @property
    def left(self) -> float:
        """Seconds that are left, never below 0."""
        return max(self._end - time.monotonic(), 0.0)

    def check(self) -> None:
        """Raise when the time is up."""
        if self.left == 0:
            raise self.too_long()

    def too_long(self) -> Overloaded:
        return Overloaded(
            f"The query hit its time limit of {self.limits.seconds:g} seconds.",
            remedy="Ask for a shorter range or fewer groups, or raise the time limit.",
            code="query.time_limit",
        )

    def too_large(self) -> TooLarge:
        return TooLarge(
            f"The query hit its memory limit of {self.limits.megabytes:,} MB.",
            remedy="Ask for a shorter range or fewer events, or raise the memory limit.",
            code="query.memory_limit",
        )
