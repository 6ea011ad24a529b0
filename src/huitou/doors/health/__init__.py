"""Whether everything is sound, and what to do if not: for `huitou doctor` and the console.

`look(home, clock)` says one Finding after another; `thorough` also reads the whole event log. Their
words are those of the reader's language. The room says no facts and hears none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from huitou.foundation.lazy import lazy

if TYPE_CHECKING:
    from huitou.doors.health.findings import Finding
    from huitou.doors.health.looking import look

__all__ = ["Finding", "look"]

__getattr__ = lazy(__name__, findings=("Finding",), looking=("look",))
