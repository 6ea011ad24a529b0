"""The list of keys is read about once a second, whatever is asked."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Mapping

import pytest

from huitou.doors.track.keyring import KeyRing
from huitou.foundation.sources import hash_key
from huitou.kernel import StorageRefused


class Timer:
    """A monotonic timer that is moved by hand."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class Table:
    """The table of keys: counts how often it is read; may be broken."""

    def __init__(self, **sources: str) -> None:
        self.sources = sources
        self.reads = 0
        self.broken = False

    def load(self) -> Mapping[str, str]:
        self.reads += 1
        if self.broken:
            raise OSError("the database is away")
        return {hash_key(key): source for key, source in self.sources.items()}


def test_a_known_key_names_its_source_and_an_unknown_one_none() -> None:
    async def story() -> None:
        ring = KeyRing(Table(k1="web", k2="app").load, Timer())
        assert await ring.source_of("k1") == "web"
        assert await ring.source_of("k2") == "app"
        assert await ring.source_of("k3") is None
        assert await ring.source_of("") is None

    asyncio.run(story())


def test_a_revoked_key_is_out_within_two_seconds_even_under_load() -> None:
    async def story() -> None:
        timer, table = Timer(), Table(k1="web")
        ring = KeyRing(table.load, timer)
        await ring.source_of("k1")
        table.sources.clear()

        for _ in range(21):
            timer.now += 0.1
            last = await ring.source_of("k1")
            await asyncio.sleep(0.005)  # the list is read in a thread meanwhile

        assert last is None

    asyncio.run(story())


def test_after_a_quiet_time_the_first_request_waits_for_the_new_list() -> None:
    async def story() -> None:
        timer, table = Timer(), Table(k1="web")
        ring = KeyRing(table.load, timer)
        await ring.source_of("k1")
        table.sources.clear()
        timer.now += 2.1

        assert await ring.source_of("k1") is None

    asyncio.run(story())


def test_a_new_key_is_known_at_once_after_a_short_pause() -> None:
    async def story() -> None:
        timer, table = Timer(), Table(k1="web")
        ring = KeyRing(table.load, timer)
        await ring.source_of("k1")
        table.sources["k2"] = "app"
        timer.now += 0.3

        assert await ring.source_of("k2") == "app"

    asyncio.run(story())


def test_random_keys_reach_the_database_five_times_a_second_at_most() -> None:
    async def story() -> int:
        timer, table = Timer(), Table(k1="web")
        ring = KeyRing(table.load, timer)
        for _ in range(10_000):
            timer.now += 0.001
            assert await ring.source_of(secrets.token_hex(16)) is None
        return table.reads

    # Ten seconds of attack.
    assert 40 <= asyncio.run(story()) <= 51


def test_all_who_ask_at_once_share_one_reading() -> None:
    async def story() -> None:
        table = Table(k1="web")
        ring = KeyRing(table.load, Timer())

        answers = await asyncio.gather(*(ring.source_of("k1") for _ in range(100)))

        assert answers == ["web"] * 100
        assert table.reads == 1

    asyncio.run(story())


def test_one_who_gives_up_does_not_take_the_others_answer_with_him() -> None:
    async def story() -> None:
        ring = KeyRing(Table(k1="web").load, Timer())
        impatient = asyncio.create_task(ring.source_of("k1"))
        patient = asyncio.create_task(ring.source_of("k1"))
        await asyncio.sleep(0)
        impatient.cancel()

        assert await patient == "web"

    asyncio.run(story())


def test_while_the_database_is_away_the_last_list_serves_for_a_minute() -> None:
    async def story() -> None:
        timer, table = Timer(), Table(k1="web")
        ring = KeyRing(table.load, timer)
        await ring.source_of("k1")
        table.broken = True

        timer.now += 59
        assert await ring.source_of("k1") == "web"
        timer.now += 2
        with pytest.raises(StorageRefused, match="does not answer") as caught:
            await ring.source_of("k1")
        assert caught.value.retry_after == 5

        table.broken = False
        timer.now += 1
        assert await ring.source_of("k1") == "web"

    asyncio.run(story())


def test_a_database_that_never_answered_lets_nobody_in() -> None:
    async def story() -> None:
        table = Table(k1="web")
        table.broken = True
        with pytest.raises(StorageRefused):
            await KeyRing(table.load, Timer()).source_of("k1")

    asyncio.run(story())
