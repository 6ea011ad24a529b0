"""How much the door takes, and the count of what it holds."""

from __future__ import annotations

from dataclasses import dataclass
from types import TracebackType
from typing import Self

from huitou.kernel import Overloaded

_MIB = 1 << 20


@dataclass(frozen=True)
class Limits:
    """All in bytes unless named otherwise.

    A body is measured twice, as it comes and as it unpacks, against the same number.
    """

    segment_body: int = 4 * _MIB  # RudderStack's client fills 4 MiB; Segment's stop at 500 KB
    posthog_body: int = 6 * _MIB  # its client closes a batch at 5 MiB plus one event of 900 KiB
    held: int = 256 * _MIB  # all that this worker's requests hold at once
    drained: int = 32 * _MIB  # read and thrown away, so that a sender of too much hears why
    body_seconds: float = 30.0
    retry_after_seconds: int = 1


class Budget:
    """The bytes that the requests of this worker hold together."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self.held = 0

    def hold(self) -> Hold:
        """One request's share; what it took is given back when the `with` block ends."""
        return Hold(self)

    def take(self, count: int) -> None:
        """Count `count` more bytes, or raise Overloaded and count nothing."""
        if self.held + count > self._limits.held:
            raise Overloaded(
                f"The server already holds {self.held // _MIB} MiB of requests.",
                remedy="Nothing of this request was kept; send it again after Retry-After seconds.",
                retry_after=self._limits.retry_after_seconds,
            )
        self.held += count


class Hold:
    """What one request has taken of the budget."""

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self._taken = 0

    def take(self, count: int) -> None:
        self._budget.take(count)
        self._taken += count

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._budget.held -= self._taken
