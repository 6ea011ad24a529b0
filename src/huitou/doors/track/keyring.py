"""Which key belongs to which source, without asking the database for every request."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor

from huitou.foundation.sources import hash_key
from huitou.kernel import StorageRefused

_log = logging.getLogger("huitou.track")

_FRESH = 1.0  # older than this: asked for again, while requests still go by the old list
_STALE = 2.0  # older than this: requests wait for the new list, so a revoked key is out by now
_PAUSE = 0.2  # an unknown key may be newer than the list: looked up, but five times a second
_GRACE = 60.0  # how long the old list serves while the database does not answer


class KeyRing:
    """All keys in use, by hash, read anew about once a second while requests come.

    Keeping the whole list, not one answer per key that was tried, means that random keys can
    neither fill the memory nor reach the database. `load` is called in a thread of its own.
    """

    def __init__(
        self,
        load: Callable[[], Mapping[str, str]],
        timer: Callable[[], float] = time.monotonic,
    ) -> None:
        self._load = load
        self._timer = timer
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="keyring")
        self._sources: Mapping[str, str] = {}
        self._loaded_at = float("-inf")
        self._tried_at = float("-inf")
        self._loading: asyncio.Task[None] | None = None

    async def source_of(self, key: str) -> str | None:
        """The name of the source that the key lets in, None for an unknown or revoked key.

        Raises StorageRefused if the database has not answered for a minute.
        """
        if self._age() > _FRESH:
            self._start_loading()
        if self._age() > _STALE:
            await self._loaded()
        key_hash = hash_key(key)
        source = self._sources.get(key_hash)
        if source is None and self._age() > _PAUSE:
            self._start_loading()
            await self._loaded()
            source = self._sources.get(key_hash)
        return source

    def close(self) -> None:
        self._thread.shutdown(wait=False, cancel_futures=True)

    def _age(self) -> float:
        return self._timer() - self._loaded_at

    def _start_loading(self) -> None:
        if self._loading is None and self._timer() - self._tried_at > _PAUSE:
            self._loading = asyncio.get_running_loop().create_task(self._read())

    async def _loaded(self) -> None:
        if self._loading is not None:
            # A request that goes away must not take the others' answer with it.
            await asyncio.shield(self._loading)
        if self._age() > _GRACE:
            raise StorageRefused(
                "The database of write keys does not answer.",
                remedy="Nothing of this request was kept; send it again later.",
                retry_after=5,
            )

    async def _read(self) -> None:
        self._tried_at = self._timer()
        try:
            loop = asyncio.get_running_loop()
            self._sources = await loop.run_in_executor(self._thread, self._load)
            self._loaded_at = self._tried_at
        except Exception as error:
            _log.error("The write keys cannot be read (%r); the last known ones serve.", error)
        finally:
            self._loading = None
