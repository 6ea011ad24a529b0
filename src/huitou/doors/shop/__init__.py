"""The shop as shoppers see it: HTML first, phone first, at `/`.

`register_slot` (from an AppConfig.ready) puts something into a page of the shop: a filler gets the
`Visit` and gives a component or None. The pages stand in `pages/`, one typed object each; the file
of the same name beside it reads and answers. `who.py` knows who is there, `frame.py` what stands
around each page, `answering.py` is around every handler. Facts said: none; the browser tells the
intake what was looked at (`views_told.py`). Facts heard: none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from huitou.foundation.lazy import lazy

if TYPE_CHECKING:
    from huitou.doors.shop.slots import Filler, Place, Visit, register_slot, unregister_slot

__all__ = ["Filler", "Place", "Visit", "register_slot", "unregister_slot"]

__getattr__ = lazy(__name__, slots=("Filler", "Place", "Visit", "register_slot", "unregister_slot"))
