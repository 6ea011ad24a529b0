"""The ASGI app of one worker process: the intake beside Django, one address space, no framework
between an event and the disk.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import close_old_connections

from huitou.bootstrap import bootstrap
from huitou.doors.track import create_app, owns
from huitou.foundation import sources
from huitou.foundation.web import KeptThreads, limit_bodies
from huitou.kernel import SystemClock

bootstrap()


def _load_keys() -> Mapping[str, str]:
    close_old_connections()
    return sources.active_keys()


_pages = limit_bodies(KeptThreads())
_track = create_app(settings.HOME / "segments", _load_keys, SystemClock())


async def app(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Intake addresses and the process's life go to the track door, all else to Django."""
    if scope["type"] == "lifespan" or (scope["type"] == "http" and owns(scope["path"])):
        await _track(scope, receive, send)
    else:
        await _pages(scope, receive, send)
