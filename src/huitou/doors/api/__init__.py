"""The JSON API: every verb of the shop and every question to the event log, under /api/v1/.

`api` is mounted by the addresses of the server. Each room of commerce brings its own routes
(`router` on its face); the routes of the ground floor and of the event log are here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from huitou.foundation.lazy import lazy

if TYPE_CHECKING:
    from huitou.doors.api.build import api

__all__ = ["api"]

__getattr__ = lazy(__name__, build=("api",))
