"""Forms of staff that are done once, however often they are sent."""

from __future__ import annotations

from huitou.doors.console.who import actor
from huitou.doors.design import done_once

# `@once` below `@page_for`. The verbs open transactions of their own.
once = done_once(actor, whole=False)
