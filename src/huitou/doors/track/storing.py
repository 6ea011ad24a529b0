"""From a verdict to the disk: the request waits until its record is there."""

from __future__ import annotations

import asyncio
import contextlib
from pathlib import Path

from huitou.engine.events import GroupCommit
from huitou.kernel import Clock, StorageRefused


class Storing:
    """This worker's way to the disk: a GroupCommit whose answers come back to the event loop."""

    def __init__(self, segments: Path, clock: Clock) -> None:
        self._commit = GroupCommit(segments, clock)

    async def keep(self, record: bytes) -> None:
        """Returns once the record is on the disk; raises StorageRefused if it is not."""
        loop = asyncio.get_running_loop()
        kept: asyncio.Future[None] = loop.create_future()

        def done(refusal: StorageRefused | None) -> None:
            # The loop may have ended while the last group was written: nobody waits then.
            with contextlib.suppress(RuntimeError):
                loop.call_soon_threadsafe(_settle, kept, refusal)

        self._commit.submit(record, done)
        await kept

    async def close(self) -> None:
        """Write what waits and seal the segment, so that the shipper may have it."""
        await asyncio.get_running_loop().run_in_executor(None, self._commit.close)


def _settle(kept: asyncio.Future[None], refusal: StorageRefused | None) -> None:
    if kept.done():  # the request was given up by its client
        return
    if refusal is None:
        kept.set_result(None)
    else:
        kept.set_exception(refusal)
