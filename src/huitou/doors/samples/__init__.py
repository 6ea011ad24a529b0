"""Sample goods: a shop of daily things that does not exist, to try everything with.

Verbs: `fill_shop` (makes what is not there yet), `bring_samples`, `take_samples_away` (both begin a
job that goes through them one by one: out of the shop, or into it again; what was made stays in the
books, because orders may speak of it). Read: `samples_there`. Says no facts of its own, hears none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from huitou.foundation.lazy import lazy

if TYPE_CHECKING:
    from huitou.doors.samples.fill import Filled, fill_shop
    from huitou.doors.samples.later import bring_samples, take_samples_away
    from huitou.doors.samples.there import Samples, samples_there

__all__ = [
    "Filled",
    "Samples",
    "bring_samples",
    "fill_shop",
    "samples_there",
    "take_samples_away",
]

__getattr__ = lazy(
    __name__,
    fill=("Filled", "fill_shop"),
    later=("bring_samples", "take_samples_away"),
    there=("Samples", "samples_there"),
)
