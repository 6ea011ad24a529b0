"""A large body is worked on beside the event loop, so that it holds nobody up."""

from __future__ import annotations

import asyncio
import threading

import pytest

from huitou.doors.track.intake import _aside


@pytest.mark.parametrize(("size", "aside"), [(30_000, False), (4 << 20, True)])
def test_only_large_bodies_leave_the_loop(size: int, aside: bool) -> None:
    thread = asyncio.run(_aside(size, threading.get_ident))
    assert (thread != threading.get_ident()) == aside
